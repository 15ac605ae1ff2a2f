import type { RefObject } from 'react'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import type { Sort } from '#renderer/ui/data-table/columns.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { SearchField } from '#renderer/ui/text-field.tsx'
import { Toolbar } from '#renderer/ui/toolbar.tsx'
import { allColumns } from './cells.tsx'
import { ColumnChooser } from './column-chooser.tsx'
import { type EntityText, viewConditions } from './entity.ts'
import { FilterBar } from './filter-bar.tsx'
import { type ColumnMemory, type ListState, setList } from './list-state.ts'

interface ListBarProps {
  readonly text: EntityText
  readonly list: ListState
  readonly columns: readonly CatalogColumn[]
  readonly memory: ColumnMemory
  readonly userId: number | undefined
  readonly adding: boolean
  readonly onAdding: (adding: boolean) => void
  readonly searchRef: RefObject<HTMLInputElement | null>
  readonly onLeaveSearch: () => void
}

const SORTS: readonly { readonly label: string; readonly sort: Sort }[] = [
  { label: 'Score, highest first', sort: { column: 'score', direction: 'desc' } },
  { label: 'Score, lowest first', sort: { column: 'score', direction: 'asc' } },
  { label: 'Newest first', sort: { column: 'created_at', direction: 'desc' } },
  { label: 'Oldest first', sort: { column: 'created_at', direction: 'asc' } },
  { label: 'Name, A to Z', sort: { column: 'name', direction: 'asc' } },
  { label: 'Longest untouched first', sort: { column: 'last_touch', direction: 'asc' } },
  { label: 'Closing first', sort: { column: 'estimated_close', direction: 'asc' } },
  { label: 'Revenue, highest first', sort: { column: 'estimated_revenue', direction: 'desc' } },
]

/** What the list shows: filters at the left; search, order and columns at the right. */
export function ListBar({ text, list, columns, memory, userId, adding, onAdding, searchRef, onLeaveSearch }: ListBarProps) {
  const all = allColumns(columns, text)
  const known = SORTS.find(({ sort }) => sort.column === list.sort.column && sort.direction === list.sort.direction)
  // the name of an opportunity is its topic
  const words = ({ label: usual, sort }: (typeof SORTS)[number]): string => (sort.column === 'name' ? `${text.nameLabel}, A to Z` : usual)
  const label = known !== undefined ? words(known) : `${all.find((column) => column.id === list.sort.column)?.label ?? list.sort.column}, ${list.sort.direction === 'asc' ? 'ascending' : 'descending'}`
  const search = (value: string): void => setList(text.entity, { search: value })
  return (
    <Toolbar
      label="Filters and display"
      wrap
      end={
        <>
          <SearchField ref={searchRef} label="Search" value={list.search} onChange={search} width={158} hotkey="S" onKeyDown={(event) => { if (event.key === 'Escape' || event.key === 'Enter') { event.preventDefault(); if (event.key === 'Escape') search(''); onLeaveSearch() } }} />
          <Menu label="Order" target={<Button variant="ghost" small icon="sort" hasPopup="menu" title={`Order: ${label}`}><span className="bar-label">{label}</span></Button>} entries={SORTS.filter(({ sort }) => text.columns.includes(sort.column)).map((item) => ({ label: words(item), checked: item === known, onClick: () => setList(text.entity, { sort: item.sort }) }))} />
          <ColumnChooser all={all} chosen={memory.chosen} onChoose={memory.choose} />
        </>
      }
    >
      <FilterBar
        entity={text.entity}
        conditions={viewConditions(list.view, userId)}
        filters={list.filters}
        columns={columns}
        adding={adding}
        onAdding={onAdding}
        onFilters={(filters) => setList(text.entity, { filters })}
        onLeaveView={(view, filters) => setList(text.entity, { view, filters: [...filters, ...list.filters] })}
      />
    </Toolbar>
  )
}
