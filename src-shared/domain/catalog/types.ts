/** What a column's values mean to people; enforced in code, stored as INTEGER, REAL or TEXT. */
export const COLUMN_TYPES = ['text', 'integer', 'decimal', 'number', 'boolean', 'date', 'datetime', 'option', 'lookup'] as const
export type ColumnType = (typeof COLUMN_TYPES)[number]

/** When a column's value can be known, which decides whether a model may learn from it. */
export const KNOWN_WHEN = ['creation', 'history', 'snapshot', 'after_outcome'] as const
export type KnownWhen = (typeof KNOWN_WHEN)[number]

export interface CatalogColumn {
  readonly table: string
  /** Column name in the store; letters, digits and underscores. */
  readonly name: string
  readonly label: string
  readonly type: ColumnType
  /** Decimal places of a `decimal`, stored as an integer scaled by 10^scale; 0 otherwise. */
  readonly scale: number
  readonly knownWhen: KnownWhen
  readonly personal: boolean
  readonly builtIn: boolean
  /** Computed or kept by the application; people cannot type into it. */
  readonly readOnly: boolean
  /** The table a `lookup` points at. */
  readonly lookupTable: string | null
  /** Known values of an `option` column, in display order. */
  readonly options: readonly string[]
  readonly position: number
  /** How a calculated column is made, with columns by their names; absent where values are stored. */
  readonly formula?: string | undefined
}

export interface CatalogTable {
  readonly name: string
  readonly label: string
  readonly labelPlural: string
  readonly builtIn: boolean
  readonly columns: readonly CatalogColumn[]
}

/** The SQLite storage class of a column type; a decimal is a scaled integer, a datetime UTC milliseconds, a date ISO text. */
export function physicalType(type: ColumnType): 'INTEGER' | 'REAL' | 'TEXT' {
  switch (type) {
    case 'integer':
    case 'decimal':
    case 'boolean':
    case 'datetime':
    case 'lookup':
      return 'INTEGER'
    case 'number':
      return 'REAL'
    case 'text':
    case 'option':
    case 'date':
      return 'TEXT'
  }
}

/** Records that can be scored. */
export const SCORED_ENTITIES = ['lead', 'opportunity'] as const
export type ScoredEntity = (typeof SCORED_ENTITIES)[number]
