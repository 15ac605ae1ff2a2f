import type { CatalogColumn } from '#shared/domain/catalog/types'
import { type Clock, isoDay, moment } from './dates.ts'
import { decimal } from './numbers.ts'

/** A cell's value in words, by the type of its column. */
export function cellText(value: string | number | boolean | null | undefined, column: Pick<CatalogColumn, 'type' | 'scale'>, clock: Clock): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (column.type === 'datetime' && typeof value === 'number') return moment(value, clock)
  if (column.type === 'date') return isoDay(String(value), clock)
  return typeof value === 'number' ? decimal(value, column.type === 'decimal' ? column.scale : 4) : value
}
