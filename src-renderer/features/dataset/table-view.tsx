import type { CatalogTable } from '#shared/domain/catalog/types'
import { count } from '#renderer/ui/format/numbers.ts'
import { CatalogColumns } from './catalog-columns.tsx'
import { setDataView, useDataView } from './data-view.ts'
import { orderTables } from './table-pick.tsx'

interface TableViewProps {
  readonly tables: readonly CatalogTable[]
  readonly rows: ReadonlyMap<string, number>
  readonly admin: boolean
}

/** The tables at the left, the columns of the chosen one at the right. */
export function TableView({ tables, rows, admin }: TableViewProps) {
  const chosen = useDataView((view) => view.table)
  const ordered = orderTables(tables)
  const table = ordered.find((found) => found.name === chosen) ?? ordered[0]
  const groups = [
    { title: 'Records', tables: ordered.filter((found) => found.builtIn && rows.has(found.name)) },
    { title: 'Made by imports', tables: ordered.filter((found) => !found.builtIn) },
    { title: 'People and processes', tables: ordered.filter((found) => found.builtIn && !rows.has(found.name)) },
  ]
  return (
    <>
      <nav className="data-tables" aria-label="Tables">
        {groups.filter((group) => group.tables.length > 0).map((group) => (
          <div key={group.title}>
            <h2>{group.title}</h2>
            {group.tables.map((found) => (
              <button key={found.name} type="button" aria-current={found.name === table?.name ? 'true' : undefined} onClick={() => setDataView({ table: found.name })}>
                <span className="clip">{found.labelPlural}</span>
                {rows.has(found.name) && <b>{count(rows.get(found.name) ?? 0)}</b>}
              </button>
            ))}
          </div>
        ))}
      </nav>
      {table && <CatalogColumns key={table.name} table={table} tables={tables} rows={rows.get(table.name)} admin={admin} />}
    </>
  )
}
