import { sql } from 'kysely'
import type { z } from 'zod'
import type { ruleScores } from '#shared/contract/rule-scores'
import { Problem } from '../errors.ts'
import { emailKind } from '../features/personal-domains.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import { allRows, likeSql, type Sql } from './filters-sql.ts'
import { saveRecord, type SaveContext } from './record-save.ts'
import { likeness, plainName } from './rule-link-names.ts'

export type LinkChoice = z.output<NonNullable<(typeof ruleScores.suggestLinks)['~orpc']['outputSchema']>>[number]

interface Lead {
  readonly name: string | null
  readonly first_name: string | null
  readonly last_name: string | null
  readonly company: string | null
  readonly email: string | null
  readonly website: string | null
}

interface Weighed extends LinkChoice {
  readonly weight: number
}

/** Candidates of one kind that are compared in code. */
const narrowed = 200
const shown = 12
/** Names less alike than this are not offered. */
const LEAST = 0.5

/** Contacts and accounts that the lead may belong to: the same e-mail first, then the same firm's e-mail domain, then like names. */
export function suggestLinks(db: ReadDb, leadId: number): LinkChoice[] {
  const lead = db.prepare<Lead>('SELECT name, first_name, last_name, company, email, website FROM lead WHERE id = ?').get(leadId)
  if (lead === undefined) throw new Problem('NOT_FOUND', 'This lead is no longer there. Go back to the list.')
  const email = lead.email?.trim() ?? ''
  const domain = emailKind(email) === 'Business' ? email.slice(email.lastIndexOf('@') + 1).toLowerCase() : null
  const found: Weighed[] = [...contacts(db, lead, email, domain), ...accounts(db, lead, domain)]
  const best = new Map<string, Weighed>()
  for (const choice of found) {
    const key = `${choice.table} ${choice.id}`
    if ((best.get(key)?.weight ?? 0) < choice.weight) best.set(key, choice)
  }
  return [...best.values()]
    .sort((one, other) => other.weight - one.weight || one.name.localeCompare(other.name, 'en') || one.id - other.id)
    .slice(0, shown)
    .map(({ weight: _weight, ...choice }) => choice)
}

interface ContactRow {
  readonly id: number
  readonly name: string | null
  readonly email: string | null
  readonly account: string | null
}

function contacts(db: ReadDb, lead: Lead, email: string, domain: string | null): Weighed[] {
  const read = (where: Sql, limit: number): ContactRow[] =>
    allRows(db, sql`SELECT c.id, c.name, c.email, a.name AS account FROM contact c LEFT JOIN account a ON a.id = c.account_id WHERE ${where} LIMIT ${limit}`)
  const choice = (row: ContactRow, why: string, weight: number): Weighed => ({
    table: 'contact', id: row.id, name: row.name ?? `No name (${row.id})`, detail: [row.email, row.account].filter((part) => part !== null).join(', '), why, weight,
  })
  const name = lead.name ?? ''
  const same = email === '' ? [] : read(sql`c.email = ${email} COLLATE NOCASE`, shown).map((row) => choice(row, 'Same e-mail', 4))
  const colleagues = domain === null ? [] : read(sql`c.email LIKE ${`%@${domain.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}`} ESCAPE '\\'`, narrowed).map((row) => choice(row, `Same e-mail domain, ${domain}`, 2 + likeness(name, row.name ?? '')))
  const namesakes =
    lead.last_name === null || lead.last_name.trim() === ''
      ? []
      : read(sql`c.last_name = ${lead.last_name.trim()} COLLATE NOCASE`, narrowed).flatMap((row) => {
          const alike = likeness(name, row.name ?? '')
          return alike < LEAST ? [] : [choice(row, alike === 1 ? 'Same name' : 'Similar name', 1 + alike)]
        })
  return [...same, ...colleagues, ...namesakes]
}

interface AccountRow {
  readonly id: number
  readonly name: string
  readonly city: string | null
  readonly website: string | null
}

function accounts(db: ReadDb, lead: Lead, domain: string | null): Weighed[] {
  const read = (where: Sql): AccountRow[] => allRows(db, sql`SELECT a.id, a.name, a.city, a.website FROM account a WHERE ${where} LIMIT ${narrowed}`)
  const choice = (row: AccountRow, why: string, weight: number): Weighed => ({
    table: 'account', id: row.id, name: row.name, detail: [row.website, row.city].filter((part) => part !== null).join(', '), why, weight,
  })
  const company = lead.company ?? ''
  const byDomain =
    domain === null
      ? []
      : read(sql`${likeSql(sql`a.website`, domain, 'anywhere')} OR a.id IN (SELECT c.account_id FROM contact c WHERE c.account_id IS NOT NULL AND c.email LIKE ${`%@${domain.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}`} ESCAPE '\\')`)
          .map((row) => choice(row, `Same e-mail domain, ${domain}`, 2 + likeness(company, row.name)))
  const word = plainName(company).split(' ').toSorted((one, other) => other.length - one.length)[0] ?? ''
  // The longest word narrows best; its first letters also meet names that are written a little differently.
  const byName =
    word === ''
      ? []
      : read(likeSql(sql`a.name`, word.slice(0, 4), 'anywhere')).flatMap((row) => {
          const alike = likeness(company, row.name)
          return alike < LEAST ? [] : [choice(row, alike === 1 ? 'Same company name' : 'Similar company name', 1 + alike)]
        })
  return [...byDomain, ...byName]
}

/** Sets the lead's parent contact or account, with its history; saving rescores it at once. */
export function linkLead(db: WriteDb, input: { leadId: number; table: 'contact' | 'account'; id: number }, context: SaveContext): { linked: true } {
  saveRecord(db, { table: 'lead', id: input.leadId, values: { [input.table === 'contact' ? 'parent_contact_id' : 'parent_account_id']: input.id } }, context)
  return { linked: true }
}
