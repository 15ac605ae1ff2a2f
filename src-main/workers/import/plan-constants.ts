import type { CatalogTable, ColumnType } from '#shared/domain/catalog/types'
import { BAD, createConverter, expectation } from '#shared/domain/dataset/convert'
import type { Mapping } from '#shared/domain/dataset/mapping'
import { createZone } from '#shared/domain/dataset/zone'
import { Problem } from '#main/db/errors'
import type { ReadDb, SqlValue } from '#main/db/handles'
import { quoteName } from '#main/db/stage'
import { allowedRange, allowedValues } from './limits.ts'
import type { Plan, PlannedColumn } from './plan.ts'

/** The values that every row of a file gets for columns that it lacks. */
export function planConstants(db: ReadDb, mapping: Mapping, table: CatalogTable | undefined, tables: readonly CatalogTable[], columns: readonly PlannedColumn[]): Plan['constants'] {
  return Object.entries(mapping.constants ?? {}).map(([target, given]) => {
    const filled = columns.find((column) => column.target === target)
    if (filled !== undefined) throw new Problem('BAD_INPUT', `${filled.label} has a constant and the column “${filled.source}”. Keep one of them.`, target)
    const known = table?.columns.find((column) => column.name === target)
    if (known?.readOnly === true || !/^[a-z][a-z0-9_]{0,59}$/u.test(target)) throw new Problem('BAD_INPUT', `${target} cannot be given a constant.`, target)
    const type = known?.type ?? typeOf(given)
    const isNew = known === undefined
    if (given === null) return { target, value: null, isNew, type }
    const lookupTable = known?.lookupTable ?? null
    if (lookupTable !== null) return { target, value: typeof given === 'number' ? given : findRecord(db, lookupTable, String(given), tables), isNew, type }
    const options = {
      type, scale: known?.scale ?? 0, dateFormats: ['YYYY-MM-DD HH:mm', 'YYYY-MM-DD'], missing: new Set<string>(), values: new Map<string, string>(), decimal: 'dot' as const,
      zone: createZone(mapping.format?.timeZone ?? 'UTC'), tally: { skipped: 0, doubled: 0, rounded: 0 },
      ...optional('allowed', allowedValues(mapping.table, target)), ...optional('range', allowedRange(mapping.table, target)),
    }
    const value = createConverter(options)(String(given))
    if (value === BAD) throw new Problem('BAD_INPUT', `The constant for ${known?.label ?? target} is “${given}”; expected ${expectation(options)}.`, target)
    return { target, value: value satisfies SqlValue, isNew, type }
  })
}

/** `{ name: value }`, or nothing when there is no value. */
export function optional<Name extends string, Value>(name: Name, value: Value | undefined): { [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { [Key in Name]?: Value }
}

function findRecord(db: ReadDb, table: string, text: string, tables: readonly CatalogTable[]): number {
  const columns = new Set(tables.find((entry) => entry.name === table)?.columns.map((column) => column.name))
  for (const column of ['external_id', 'name']) {
    if (!columns.has(column)) continue
    const found = db.prepare<{ id: number }>(`SELECT id FROM ${quoteName(table)} WHERE ${quoteName(column)} = ? ORDER BY id LIMIT 1`).get(text)
    if (found !== undefined) return found.id
  }
  throw new Problem('BAD_INPUT', `The constant “${text}” names no record of ${table}.`)
}

function typeOf(given: string | number | boolean | null): ColumnType {
  if (typeof given === 'boolean') return 'boolean'
  if (typeof given === 'number') return Number.isInteger(given) ? 'integer' : 'number'
  return 'text'
}
