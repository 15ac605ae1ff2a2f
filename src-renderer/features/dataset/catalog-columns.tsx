import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shownFormula } from '#shared/domain/catalog/formula/words'
import { type CatalogColumn, type CatalogTable, KNOWN_WHEN } from '#shared/domain/catalog/types'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { KNOWN_HELP, KNOWN_WORDS, TYPE_ICONS, TYPE_WORDS } from '#renderer/ui/column-words.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { plural } from '#renderer/ui/format/numbers.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { Pick } from '#renderer/ui/pick.tsx'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { SearchField } from '#renderer/ui/text-field.tsx'
import { Toolbar } from '#renderer/ui/toolbar.tsx'
import { VirtualBody } from '#renderer/ui/virtual-body.tsx'
import { FormulaDialog } from './formula-dialog.tsx'

interface CatalogColumnsProps {
  readonly table: CatalogTable
  readonly tables: readonly CatalogTable[]
  readonly rows: number | undefined
  readonly admin: boolean
}

const COLUMNS: readonly PlainColumn[] = [
  { id: 'label', label: 'Column' },
  { id: 'type', label: 'Type', width: 190 },
  { id: 'known', label: 'When is it filled in?', width: 210, title: 'Decides whether and how a model may learn from it' },
  { id: 'personal', label: 'Personal', width: 88 },
  { id: 'origin', label: 'From', width: 120 },
]
const KNOWN_CHOICES = KNOWN_WHEN.map((value) => ({ value, label: KNOWN_WORDS[value] }))

/** The columns of a table; when a value is known and whether it is personal can be changed. */
export function CatalogColumns({ table, tables, rows, admin }: CatalogColumnsProps) {
  const [search, setSearch] = useState('')
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const save = useSaveColumn()
  /** The calculated column whose formula is open; null for a new one. */
  const [formula, setFormula] = useState<{ readonly column: CatalogColumn | null } | null>(null)
  const wanted = search.trim().toLowerCase()
  const shown = table.columns.filter((column) => column.label.toLowerCase().includes(wanted) || column.name.includes(wanted))
  return (
    <section className="main" aria-label={`Columns of ${table.labelPlural}`}>
      <Toolbar label="Columns" end={<span className="row"><SearchField label="Find a column" value={search} onChange={setSearch} /><Button small icon="plus" reason={admin ? undefined : 'Needs an administrator'} onClick={() => setFormula({ column: null })}>Calculated column</Button></span>}>
        <span><span className="strong">{table.labelPlural}</span> <span className="faint">{rows === undefined ? '' : `${plural(rows, 'record')}, `}{plural(table.columns.length, 'column')}</span></span>
      </Toolbar>
      {save.error && <div style={{ padding: '8px 20px' }}><Notice tone="bad" title="The column was not changed.">{sentenceOf(save.error)}</Notice></div>}
      <div className="scroll" ref={setScroller}>
        <PlainTable label={`Columns of ${table.labelPlural}`} columns={COLUMNS} roomy>
          <VirtualBody rows={shown} rowHeight={37} columns={COLUMNS.length} scroller={scroller}>
            {(column) => (
              <tr key={column.name}>
                <td title={column.name}><span className="medium">{column.label}</span></td>
                <td className="muted" title={column.options.length > 0 ? column.options.join(', ') : undefined}><TypeWords column={column} tables={tables} /></td>
                <td title={KNOWN_HELP[column.knownWhen]}>
                  {admin && column.formula === undefined ? <Pick plain label={`When ${column.label} is filled in`} value={column.knownWhen} choices={KNOWN_CHOICES} width={210} onPick={(value) => { const next = KNOWN_WHEN.find((name) => name === value); if (next) save.mutate({ table: table.name, name: column.name, knownWhen: next }) }} /> : <span className="muted">{KNOWN_WORDS[column.knownWhen]}</span>}
                </td>
                <td><Checkbox hideLabel label={`${column.label} is personal`} disabled={!admin} checked={column.personal} onChange={(personal) => save.mutate({ table: table.name, name: column.name, personal })} /></td>
                <td><Origin column={column} table={table} tables={tables} onOpen={admin ? () => setFormula({ column }) : undefined} /></td>
              </tr>
            )}
          </VirtualBody>
        </PlainTable>
        {shown.length === 0 && <p className="muted" style={{ padding: '12px 20px' }}>No column of {table.labelPlural.toLowerCase()} is called “{search}”.</p>}
      </div>
      {formula !== null && <FormulaDialog table={table} tables={tables} column={formula.column} onClose={() => setFormula(null)} />}
    </section>
  )
}

/** Where the values come from; a calculated column tells its formula and, to an admin, opens it. */
function Origin({ column, table, tables, onOpen }: { readonly column: CatalogColumn; readonly table: CatalogTable; readonly tables: readonly CatalogTable[]; readonly onOpen: (() => void) | undefined }) {
  if (column.builtIn) return <span className="faint">{column.readOnly ? 'kept by Sextant' : 'built in'}</span>
  if (column.formula === undefined) return <Tag>import</Tag>
  const formula = shownFormula(column.formula, { table, tables })
  return onOpen === undefined ? <span title={formula}><Tag>calculated</Tag></span> : <Button small variant="ghost" className="origin" title={formula} label={`Formula of ${column.label}`} onClick={onOpen}>calculated</Button>
}

function TypeWords({ column, tables }: { readonly column: CatalogColumn; readonly tables: readonly CatalogTable[] }) {
  const to = tables.find((table) => table.name === column.lookupTable)?.label
  return <span className="row" style={{ gap: 6 }}><Icon name={TYPE_ICONS[column.type]} size={14} /><span className="clip">{to === undefined ? TYPE_WORDS[column.type] : `Lookup of ${to.toLowerCase()}`}{column.options.length > 0 && ` of ${column.options.length}`}</span></span>
}

function useSaveColumn() {
  const queries = useQueryClient()
  return useMutation(api.catalog.saveColumn.mutationOptions({
    onSuccess: (saved) => {
      queries.setQueryData(api.catalog.tables.queryKey(), (tables) => tables?.map((table) => (table.name === saved.table ? { ...table, columns: table.columns.map((column) => (column.name === saved.name ? saved : column)) } : table)))
    },
  }))
}
