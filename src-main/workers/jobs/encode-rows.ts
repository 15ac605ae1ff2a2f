import { guardFormula, quoteCell } from '#shared/domain/dataset/csv-cell'
import type { ExportedValue } from '#main/db/features/exported-rows'

/** One line of RFC 4180 CSV, safe in a spreadsheet; an import takes the guards off again. Numbers need none: a negative number is no formula. */
export function csvLine(values: readonly ExportedValue[]): string {
  const cells = values.map((value) => {
    if (value === null) return ''
    if (typeof value !== 'string') return String(value)
    return quoteCell(guardFormula(value))
  })
  return `${cells.join(',')}\r\n`
}

/** One line of JSON Lines with the columns by name. */
export const jsonLine =
  (columns: readonly string[]) =>
  (values: readonly ExportedValue[]): string =>
    `${JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, values[index] ?? null])))}\n`
