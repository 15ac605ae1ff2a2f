import type { ReadDb } from '../handles.ts'

export interface Settings {
  readonly name: string
  readonly timeZone: string
  readonly userId: number
  readonly frozenNow: number | null
}

/** The workspace's settings as stored, with the defaults of those never saved. */
export function readSettings(db: ReadDb): Settings {
  const stored = Object.fromEntries(
    db.prepare<{ key: string; value: string }>('SELECT key, value FROM setting').all().map((row): [string, unknown] => [row.key, JSON.parse(row.value)]),
  )
  return {
    name: typeof stored['name'] === 'string' ? stored['name'] : 'My workspace',
    timeZone: typeof stored['timeZone'] === 'string' ? stored['timeZone'] : 'UTC',
    userId: typeof stored['userId'] === 'number' ? stored['userId'] : 1,
    frozenNow: typeof stored['frozenNow'] === 'number' ? stored['frozenNow'] : null,
  }
}

export type UserRole = 'admin' | 'marketer' | 'seller'

export interface ActingUser {
  readonly id: number
  readonly name: string
  readonly role: UserRole
}

/** The acting user with the role that decides the permissions; undefined when the user is gone or inactive. */
export function readUser(db: ReadDb, userId: number): ActingUser | undefined {
  return db.prepare<ActingUser>('SELECT id, name, role FROM user WHERE id = ? AND active = 1').get(userId)
}
