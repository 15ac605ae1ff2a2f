/** A value as the store holds it: decimals scaled, booleans 0 or 1, datetimes UTC milliseconds. */
export type SampleValue = string | number | null

/** Tables that the sample fills, parents before children, with the columns of each row in order. */
export const SAMPLE_COLUMNS = {
  business_unit: ['id', 'name', 'parent_id', 'created_at', 'modified_at'],
  user: ['id', 'name', 'email', 'manager', 'region', 'role', 'active', 'business_unit_id', 'created_at', 'modified_at'],
  catalog_option: ['table_name', 'column_name', 'value', 'position'],
  process: ['id', 'name', 'entity', 'created_at', 'modified_at'],
  process_stage: ['id', 'process_id', 'name', 'position', 'created_at', 'modified_at'],
  account: ['id', 'external_id', 'name', 'industry', 'employees', 'annual_revenue', 'website', 'phone', 'city', 'country', 'owner_id', 'business_unit_id', 'created_at', 'modified_at'],
  contact: ['id', 'external_id', 'first_name', 'last_name', 'email', 'phone', 'job_title', 'city', 'country', 'account_id', 'consent_level', 'owner_id', 'business_unit_id', 'created_at', 'modified_at'],
  lead: [
    'id', 'external_id', 'first_name', 'last_name', 'topic', 'company', 'job_title', 'email', 'phone', 'website', 'city', 'country', 'industry', 'source', 'annual_revenue', 'employees',
    'state', 'status', 'sales_ready', 'consent_level', 'parent_contact_id', 'parent_account_id', 'owner_id', 'business_unit_id', 'created_at', 'closed_at', 'modified_at',
  ],
  opportunity: [
    'id', 'external_id', 'topic', 'account_id', 'contact_id', 'lead_id', 'source', 'estimated_close', 'estimated_revenue', 'actual_revenue', 'budget',
    'state', 'status', 'owner_id', 'business_unit_id', 'created_at', 'closed_at', 'modified_at',
  ],
  interaction: ['type', 'occurred_at', 'recorded_at', 'contact_id', 'lead_id', 'opportunity_id', 'asset', 'journey', 'channel', 'url', 'value', 'created_at', 'modified_at'],
  process_run: ['id', 'process_id', 'lead_id', 'opportunity_id', 'active_stage_id', 'status', 'started_at', 'ended_at', 'created_at', 'modified_at'],
  process_stage_visit: ['process_run_id', 'process_stage_id', 'entered_at', 'left_at', 'created_at', 'modified_at'],
  field_change: ['table_name', 'record_id', 'column_name', 'old_value', 'new_value', 'changed_at', 'recorded_at', 'user_id'],
} as const

export type SampleTable = keyof typeof SAMPLE_COLUMNS
const SAMPLE_TABLES = Object.keys(SAMPLE_COLUMNS) as readonly SampleTable[]

/** Named values of one row; every column of the table is given. */
export type SampleRow<Table extends SampleTable> = Readonly<Record<(typeof SAMPLE_COLUMNS)[Table][number], SampleValue>>

/** Rows of one table, each in the order of SAMPLE_COLUMNS. */
export interface SampleRows {
  readonly table: SampleTable
  readonly rows: readonly (readonly SampleValue[])[]
}

/** Collects the rows of one chunk by table. */
export class RowSink {
  readonly #rows = new Map<SampleTable, SampleValue[][]>()

  add<Table extends SampleTable>(table: Table, row: SampleRow<Table>): void {
    const columns: readonly (typeof SAMPLE_COLUMNS)[Table][number][] = SAMPLE_COLUMNS[table]
    const values = columns.map((column) => row[column])
    const known = this.#rows.get(table)
    if (known === undefined) this.#rows.set(table, [values])
    else known.push(values)
  }

  /** What was collected, parents before children, and starts anew. */
  take(): SampleRows[] {
    const taken = SAMPLE_TABLES.flatMap((table) => {
      const rows = this.#rows.get(table)
      return rows === undefined ? [] : [{ table, rows }]
    })
    this.#rows.clear()
    return taken
  }
}
