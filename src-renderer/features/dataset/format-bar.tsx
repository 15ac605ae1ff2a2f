import type { Inspection } from '#shared/contract/index'
import type { CatalogTable } from '#shared/domain/catalog/types'
import { Pick, type PickChoice } from '#renderer/ui/pick.tsx'
import { plural } from '#renderer/ui/format/numbers.ts'
import { FormatPopover } from './format-popover.tsx'
import { formatFacts } from './format-words.ts'
import { edit, useImport } from './import-store.ts'
import type { Mapping } from './mapping-edit.ts'
import { MappingMenu } from './mapping-menu.tsx'
import { TablePick } from './table-pick.tsx'

interface FormatBarProps {
  readonly inspection: Inspection
  readonly mapping: Mapping
  readonly tables: readonly CatalogTable[]
}

/** What the file is, into which table it goes, and by which column records are found. */
export function FormatBar({ inspection, mapping, tables }: FormatBarProps) {
  const reading = useImport((state) => state.reading !== null)
  const facts = [
    inspection.rowsExact ? plural(inspection.rows, 'row') : `about ${plural(inspection.rows, 'row')}`,
    plural(inspection.columns.length, 'column'),
    ...formatFacts(inspection.format),
  ]
  return (
    <div className="bar" role="group" aria-label="File and table">
      <span className="import-facts" aria-busy={reading}>{facts.map((fact) => <span key={fact} className="import-fact">{fact}</span>)}</span>
      <FormatPopover key={JSON.stringify(inspection.format)} format={inspection.format} busy={reading} />
      <span className="grow" />
      <span className="into-table"><span className="t1 faint">Into</span><TablePick mapping={mapping} tables={tables} /></span>
      <span className="into-table" style={{ marginLeft: 4 }}><span className="t1 faint">Matched by</span><KeyPick mapping={mapping} table={tables.find((table) => table.name === mapping.table)} /></span>
      <MappingMenu mapping={mapping} />
    </div>
  )
}

const NO_KEY = ' none'

function KeyPick({ mapping, table }: { readonly mapping: Mapping; readonly table: CatalogTable | undefined }) {
  const choices: readonly PickChoice[] = [
    { value: NO_KEY, label: 'None, all rows are new' },
    ...mapping.columns.flatMap((column) => {
      if (column.ignore === true || column.target === undefined) return []
      const label = table?.columns.find((found) => found.name === column.target)?.label ?? column.label ?? column.target
      return [{ value: column.target, label, note: `from ${column.source}` }]
    }),
  ]
  return <Pick label="Update records with the same" value={mapping.key ?? NO_KEY} shown={mapping.key === undefined ? 'None' : undefined} choices={choices} width={260} onPick={(value) => edit({ do: 'key', key: value === NO_KEY ? null : value })} />
}
