/** What the tables' own CHECKs allow; asked before the store is, so that a value gets a sentence and not a failed file. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'lead.state': ['open', 'qualified', 'disqualified'],
  'opportunity.state': ['open', 'won', 'lost'],
  'user.role': ['admin', 'marketer', 'seller'],
  'process.entity': ['lead', 'opportunity'],
  'process_run.status': ['active', 'finished', 'abandoned'],
}
const ranges: Readonly<Record<string, readonly [number, number]>> = { 'lead.consent_level': [1, 5], 'contact.consent_level': [1, 5] }

export function allowedValues(table: string, column: string): readonly string[] | undefined {
  return allowed[`${table}.${column}`]
}

export function allowedRange(table: string, column: string): readonly [number, number] | undefined {
  return ranges[`${table}.${column}`]
}

/** SQLite stops at 2,000 columns a table; the rest is kept for what the application adds. */
export const mostColumns = 1_500

/** Tables of the application itself that no file may fill. */
export function isSystemTable(name: string): boolean {
  return /^(?:sqlite_|catalog_|model|score|job$|setting$|import|field_change$|audit_log$)/u.test(name)
}
