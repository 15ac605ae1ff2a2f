import { Problem } from '../errors.ts'
import { isTimeZone } from '../features/calendar.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import { readSettings } from './settings.ts'
import { countKept } from './workspace-counts.ts'

export interface WorkspaceCounts {
  readonly leads: number
  readonly openLeads: number
  readonly myOpenLeads: number
  readonly opportunities: number
  readonly openOpportunities: number
  readonly myOpenOpportunities: number
  readonly accounts: number
  readonly contacts: number
  readonly interactions: number
  readonly models: number
  readonly runningJobs: number
}

/** How much the workspace holds, from indexes wherever there is one. */
export function readCounts(db: ReadDb, context: { userId: number }): WorkspaceCounts {
  const count = (sql: string, ...parameters: number[]): number => db.prepare<{ n: number }>(sql).get(...parameters)?.n ?? 0
  return {
    leads: count('SELECT count(*) AS n FROM lead'),
    openLeads: count("SELECT count(*) AS n FROM lead WHERE state = 'open'"),
    myOpenLeads: count("SELECT count(*) AS n FROM lead WHERE owner_id = ? AND state = 'open'", context.userId),
    opportunities: count('SELECT count(*) AS n FROM opportunity'),
    openOpportunities: count("SELECT count(*) AS n FROM opportunity WHERE state = 'open'"),
    myOpenOpportunities: count("SELECT count(*) AS n FROM opportunity WHERE owner_id = ? AND state = 'open'", context.userId),
    accounts: count('SELECT count(*) AS n FROM account'),
    contacts: countKept(db, 'contact'),
    interactions: countKept(db, 'interaction'),
    models: count('SELECT count(*) AS n FROM model'),
    runningJobs: count("SELECT count(*) AS n FROM job WHERE state = 'running'"),
  }
}

export interface WorkspaceSettings {
  readonly name: string
  readonly timeZone: string
  readonly frozenNow: number | null
}

export function readWorkspaceSettings(db: ReadDb): WorkspaceSettings {
  const { name, timeZone, frozenNow } = readSettings(db)
  return { name, timeZone, frozenNow }
}

/** Saves the settings that are given; a Problem names the one that does not fit. */
export function saveWorkspaceSettings(db: WriteDb, input: { [Key in keyof WorkspaceSettings]?: WorkspaceSettings[Key] | undefined }, context: { now: number; userId: number }): WorkspaceSettings {
  const name = input.name?.trim()
  if (name !== undefined && (name === '' || name.length > 80)) throw new Problem('BAD_INPUT', `The workspace's name has ${name.length} characters; expected 1 to 80.`, 'name')
  if (input.timeZone !== undefined && !isTimeZone(input.timeZone)) {
    throw new Problem('BAD_INPUT', `"${input.timeZone.slice(0, 80)}" is not a time zone; expected an IANA name such as Europe/Berlin.`, 'timeZone')
  }
  if (typeof input.frozenNow === 'number' && (!Number.isInteger(input.frozenNow) || input.frozenNow < 0 || input.frozenNow > 8.64e15)) {
    throw new Problem('BAD_INPUT', `The frozen clock cannot stand at ${input.frozenNow}; expected a moment after 1970.`, 'frozenNow')
  }
  const given = Object.entries({ name, timeZone: input.timeZone, frozenNow: input.frozenNow }).filter(([, value]) => value !== undefined)
  const save = db.prepare('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
  for (const [key, value] of given) save.run(key, JSON.stringify(value))
  if (given.length > 0) {
    db.prepare("INSERT INTO audit_log (at, user_id, action, subject, detail) VALUES (?, ?, 'save settings', 'workspace', ?)").run(context.now, context.userId, JSON.stringify(Object.fromEntries(given)))
  }
  return readWorkspaceSettings(db)
}
