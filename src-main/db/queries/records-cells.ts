import type { Cell } from '#shared/contract/base'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import { assertNever } from '#shared/lib/assert'
import { Problem } from '../errors.ts'
import type { SqlValue } from '../handles.ts'

/** Most characters of a text, an option and of anything else that is kept as text. */
const maxText = 4000
const maxOption = 200
/** The last moment that a JavaScript date can hold. */
const maxInstant = 8.64e15

/** Options that the store itself checks; all others may grow. */
const closedOptions: ReadonlySet<string> = new Set(['lead.state', 'opportunity.state', 'user.role', 'process.entity', 'process_run.status'])
const ranges: Readonly<Record<string, readonly [number, number]>> = { 'lead.consent_level': [1, 5], 'contact.consent_level': [1, 5] }

/** A stored value as people and pages see it. */
export function toCell(column: Pick<CatalogColumn, 'type' | 'scale'>, stored: SqlValue | undefined): Cell {
  if (stored === null || stored === undefined || stored instanceof Uint8Array) return null
  if (typeof stored === 'string') return stored
  const value = Number(stored)
  if (column.type === 'boolean') return value !== 0
  return column.type === 'decimal' ? value / 10 ** column.scale : value
}

/** The value as the store keeps it; a Problem that names column, value and what was expected when it does not fit. */
export function toStored(column: CatalogColumn, cell: Cell): string | number | null {
  if (cell === null || cell === '') return null
  switch (column.type) {
    case 'text':
      return textOf(column, cell, maxText)
    case 'option':
      return optionOf(column, cell)
    case 'integer':
      return integerOf(column, cell)
    case 'lookup': {
      const id = numberOf(column, cell, 'the number of a record')
      if (!Number.isSafeInteger(id) || id < 1) throw unfit(column, cell, 'the number of a record')
      return id
    }
    case 'decimal': {
      const value = numberOf(column, cell, 'a number')
      const scaled = Math.round(value * 10 ** column.scale)
      if (!Number.isSafeInteger(scaled)) throw unfit(column, cell, 'a smaller number')
      if (scaled / 10 ** column.scale !== value) throw unfit(column, cell, column.scale === 0 ? 'a whole number' : `a number with at most ${column.scale} decimal places`)
      return scaled
    }
    case 'number':
      return numberOf(column, cell, 'a number')
    case 'boolean':
      if (typeof cell !== 'boolean') throw unfit(column, cell, 'true or false')
      return cell ? 1 : 0
    case 'date':
      if (typeof cell !== 'string' || !isDate(cell)) throw unfit(column, cell, 'a date such as 2026-11-20')
      return cell
    case 'datetime': {
      const value = numberOf(column, cell, 'a moment in UTC milliseconds')
      if (!Number.isInteger(value) || Math.abs(value) > maxInstant) throw unfit(column, cell, 'a moment in UTC milliseconds')
      return value
    }
    default:
      return assertNever(column.type)
  }
}

function textOf(column: CatalogColumn, cell: Cell, most: number): string {
  if (typeof cell !== 'string') throw unfit(column, cell, 'text')
  if (cell.length > most) throw new Problem('BAD_INPUT', `${column.label} has ${cell.length.toLocaleString('en-US')} characters; ${most.toLocaleString('en-US')} is the most.`, column.name)
  return cell
}

function optionOf(column: CatalogColumn, cell: Cell): string {
  const text = textOf(column, cell, maxOption)
  if (closedOptions.has(`${column.table}.${column.name}`) && !column.options.includes(text)) throw unfit(column, cell, `one of ${column.options.join(', ')}`)
  return text
}

function integerOf(column: CatalogColumn, cell: Cell): number {
  const value = numberOf(column, cell, 'a whole number')
  if (!Number.isSafeInteger(value)) throw unfit(column, cell, 'a whole number')
  const range = ranges[`${column.table}.${column.name}`]
  if (range !== undefined && (value < range[0] || value > range[1])) throw unfit(column, cell, `a whole number from ${range[0]} to ${range[1]}`)
  return value
}

function numberOf(column: CatalogColumn, cell: Cell, expected: string): number {
  if (typeof cell !== 'number' || !Number.isFinite(cell)) throw unfit(column, cell, expected)
  return cell
}

/** A day of the calendar, written `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** The problem of a value that does not fit its column. */
export function unfit(column: Pick<CatalogColumn, 'name' | 'label'>, cell: Cell, expected: string): Problem {
  const shown = typeof cell === 'string' ? `"${cell.slice(0, 80)}"` : String(cell)
  return new Problem('BAD_INPUT', `${column.label} cannot be ${shown}: expected ${expected}.`, column.name)
}
