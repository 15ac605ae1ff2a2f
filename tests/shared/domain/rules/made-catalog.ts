import { BUILT_IN_TABLES } from '#shared/domain/catalog/built-in'
import type { CatalogColumn, CatalogTable, ColumnType } from '#shared/domain/catalog/types'
import type { RuleContext } from '#shared/domain/rules/context'
import { INDUSTRY_WEIGHTS, SOURCE_WEIGHTS } from '#shared/domain/sample/words/firms'
import { BUSINESS_UNITS } from '#shared/domain/sample/words/people'
import { PLACES } from '#shared/domain/sample/words/places'

/** Options that the sample company adds to the built-in catalog. */
const SAMPLE_OPTIONS: Readonly<Record<string, readonly string[]>> = { country: PLACES.map((place) => place.country), industry: Object.keys(INDUSTRY_WEIGHTS), source: Object.keys(SOURCE_WEIGHTS) }

export interface MadeColumn {
  readonly name: string
  readonly label: string
  readonly type: ColumnType
  readonly lookupTable?: string
  readonly options?: readonly string[]
  readonly scale?: number
}

export function madeTable(name: string, label: string, labelPlural: string, columns: readonly MadeColumn[], builtIn = false): CatalogTable {
  return {
    name, label, labelPlural, builtIn,
    columns: columns.map((column, position): CatalogColumn => ({
      table: name, name: column.name, label: column.label, type: column.type, scale: column.scale ?? 0, knownWhen: 'history', personal: false, builtIn, readOnly: false,
      lookupTable: column.lookupTable ?? null, options: column.options ?? [], position,
    })),
  }
}

/** The catalog of the sample company. */
export const SAMPLE: RuleContext = {
  tables: BUILT_IN_TABLES.map((table) => madeTable(table.name, table.label, table.labelPlural, table.columns.map((column) => ({ ...column, options: column.options ?? SAMPLE_OPTIONS[column.name] ?? [] })), true)),
  businessUnits: BUSINESS_UNITS,
}

/** Labels made to be misread: keywords, dots, quotes, brackets, names that begin alike, capital letters, equal labels. */
export const NASTY_LABELS: readonly string[] = [
  'each', 'No show', 'Value in the last', 'Value', 'value', 'Deal', 'Deal of Contact', 'Contact', 'is empty', 'Est. close', 'a.b', 'say "hi"', "Owner's", 'x]y[z', 'back\\slash', ' spaced  out ', 'line\nbreak', 'Top 10', '10 best', '',
  'Größe', 'At least', 'when', 'then add 5 points', 'Grades', 'Leads by Parent contact', 'Size (2)', 'Size', 'SIZE', 'and', '?', 'EmailClicked', 'Lead', '12', '2026-01-01', 'ever', 'a, b', 'All of', '“quoted”', 'tab\tbed', 'İstanbul', 'Created', 'Created on', '…', 'A-B/C & D',
]
