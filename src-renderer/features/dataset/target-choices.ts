import type { CatalogTable } from '#shared/domain/catalog/types'
import { TYPE_ICONS } from '#renderer/ui/column-words.ts'
import type { PickChoice } from '#renderer/ui/pick.tsx'
import type { Mapping } from './mapping-edit.ts'

/** Values of the list that are no column names, which never contain a space. */
export const NEW_COLUMN = ' new'
export const NO_IMPORT = ' none'

/** Where a column of the file can go; columns that another one fills say which. */
export function targetChoices(mapping: Mapping, table: CatalogTable | undefined): readonly PickChoice[] {
  const filledBy = new Map(mapping.columns.filter((column) => column.ignore !== true).map((column) => [column.target, column.source]))
  const own = (table?.columns ?? [])
    .filter((column) => !column.readOnly)
    .map((column): PickChoice => {
      const by = filledBy.get(column.name)
      return { value: column.name, label: column.label, icon: TYPE_ICONS[column.type], ...(by === undefined ? {} : { note: `from ${by}` }) }
    })
  return [{ value: NEW_COLUMN, label: 'New column', icon: 'plus' }, { value: NO_IMPORT, label: 'Do not import', icon: 'x' }, ...own]
}
