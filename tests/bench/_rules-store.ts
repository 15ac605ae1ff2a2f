import { openDb, prepareWorkspace, type OpenDb } from '#main/db/open'

/** 21 November 2026, 9:00 UTC. */
export const NOW = Date.UTC(2026, 10, 21, 9)

const DROPPED = ['interaction_lead', 'interaction_contact', 'interaction_opportunity']

/** A number from 0 to `below`, drawn from the row's number and the name of the draw; the same on every machine. */
const draw = (row: string, salt: number, below: number | string): string => `(((${row} * 2654435761 + ${salt} * 40503) % 4294967296) * 48271 % 2147483647 % (${below}))`

/** A workspace of as many contacts as leads, each lead with its contact, and ten times as many interactions in the order of time. */
export function makeRulesStore(file: string, leads: number): OpenDb {
  prepareWorkspace(file, NOW, 'UTC')
  const db = openDb(file)
  db.exec('PRAGMA synchronous = OFF')
  const indexes = db.prepare<{ sql: string }>("SELECT sql FROM sqlite_master WHERE type = 'index' AND name IN (SELECT value FROM json_each(?))").all(JSON.stringify(DROPPED))
  for (const name of DROPPED) db.exec(`DROP INDEX ${name}`)
  const rows = (count: number, select: string, into: string): void => {
    const step = 500_000
    for (let from = 0; from < count; from += step) {
      db.prepare(`INSERT INTO ${into} WITH RECURSIVE n (i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i < ?) ${select}`).run(BigInt(from + 1), BigInt(Math.min(count, from + step)))
    }
  }
  rows(Math.ceil(leads / 10), `SELECT i, 'Account ' || i, ${draw('i', 1, 1000)}, ${NOW} FROM n`, 'account (id, name, employees, modified_at)')
  rows(leads, `SELECT i, 'First' || i, 'Last' || i, CASE ${draw('i', 2, 8)} WHEN 0 THEN 'Oslo' WHEN 1 THEN 'Bergen' ELSE 'Town ' || ${draw('i', 3, 400)} END, CASE ${draw('i', 4, 10)} WHEN 0 THEN 'Purchasing manager' ELSE 'Engineer' END, 1 + i % ${Math.ceil(leads / 10)}, ${NOW} FROM n`, 'contact (id, first_name, last_name, city, job_title, account_id, modified_at)')
  rows(leads, `SELECT i, 'First' || i, 'Last' || i, 'Firm ' || (i / 10), CASE ${draw('i', 5, 4)} WHEN 0 THEN 'qualified' ELSE 'open' END, i, ${NOW} FROM n`, 'lead (id, first_name, last_name, company, state, parent_contact_id, modified_at)')
  // Twenty types of which the first are the most common; two years, denser towards now.
  const type = `CASE WHEN ${draw('i', 6, 100)} < 22 THEN 'EmailSent' WHEN ${draw('i', 6, 100)} < 42 THEN 'EmailDelivered' WHEN ${draw('i', 6, 100)} < 60 THEN 'EmailOpened' WHEN ${draw('i', 6, 100)} < 70 THEN 'EmailClicked' WHEN ${draw('i', 6, 100)} < 78 THEN 'WebsiteVisited' WHEN ${draw('i', 6, 100)} < 83 THEN 'FormVisited' WHEN ${draw('i', 6, 100)} < 86 THEN 'FormSubmitted' WHEN ${draw('i', 6, 100)} < 89 THEN 'EventRegistered' WHEN ${draw('i', 6, 100)} < 91 THEN 'EventAttended' WHEN ${draw('i', 6, 100)} < 93 THEN 'DownloadRequested' WHEN ${draw('i', 6, 100)} < 95 THEN 'LinkClicked' WHEN ${draw('i', 6, 100)} < 97 THEN 'EmailUnsubscribed' ELSE 'CallHeld' END`
  const count = leads * 10
  rows(
    count,
    `SELECT i, ${type}, ${NOW} - 63072000000 + CAST(63072000000.0 * i / ${count} AS INTEGER), ${NOW}, 1 + ${draw('i', 7, leads)}, CASE ${draw('i', 8, 20)} WHEN 0 THEN 'Pricing page' ELSE 'Page ' || ${draw('i', 9, 300)} END, ${NOW} FROM n`,
    'interaction (id, type, occurred_at, recorded_at, contact_id, asset, modified_at)',
  )
  for (const { sql } of indexes) db.exec(sql)
  db.exec('PRAGMA synchronous = FULL')
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  return db
}
