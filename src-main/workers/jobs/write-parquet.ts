import { fileWriter, ParquetWriter } from 'hyparquet-writer'
import type { ColumnType } from '#shared/domain/catalog/types'
import type { ExportedRows, ExportedValue } from '#main/db/features/exported-rows'

type Element = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number]
type Stored = string | number | bigint | boolean | Date | null

/** Rows of one group, which are encoded in memory. */
const groupRows = 20_000

/**
 * Writes rows as a Parquet file, group by group. Text, options and lookups are strings, whole numbers 64 bits wide,
 * decimals and numbers doubles, days DATE and moments TIMESTAMP in UTC milliseconds; every column may lack values.
 * `types` has the type of each column; `step` is called with the rows written so far. Returns how many there are.
 */
export function writeParquet(source: ExportedRows, types: readonly ColumnType[], path: string, step: (rows: number) => void): number {
  const file = new ParquetWriter({ writer: fileWriter(path), schema: [{ name: 'root', num_children: source.columns.length }, ...source.columns.map((name, index) => elementOf(name, types[index] ?? 'text'))] })
  let held: (readonly ExportedValue[])[] = []
  let rows = 0
  const flush = (): void => {
    if (held.length === 0) return
    const group = held
    held = []
    void file.write({ columnData: source.columns.map((name, index) => ({ name, data: group.map((row) => stored(row[index] ?? null, types[index] ?? 'text')) })), rowGroupSize: groupRows })
    rows += group.length
    step(rows)
  }
  for (const page of source.pages) {
    for (const row of page) held.push(row)
    if (held.length >= groupRows) flush()
  }
  flush()
  void file.finish()
  return rows
}

function elementOf(name: string, type: ColumnType): Element {
  const optional = { name, repetition_type: 'OPTIONAL' } as const
  switch (type) {
    case 'integer':
      return { ...optional, type: 'INT64' }
    case 'decimal':
    case 'number':
      return { ...optional, type: 'DOUBLE' }
    case 'boolean':
      return { ...optional, type: 'BOOLEAN' }
    case 'date':
      return { ...optional, type: 'INT32', converted_type: 'DATE' }
    case 'datetime':
      return { ...optional, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }
    case 'text':
    case 'option':
    case 'lookup':
      return { ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' }
  }
}

function stored(value: ExportedValue, type: ColumnType): Stored {
  if (value === null) return null
  switch (type) {
    case 'integer':
      return BigInt(value)
    case 'decimal':
    case 'number':
      return Number(value)
    case 'boolean':
      return value
    case 'date':
      return new Date(`${value}T00:00:00Z`)
    case 'datetime':
      return new Date(String(value))
    case 'text':
    case 'option':
    case 'lookup':
      return String(value)
  }
}
