import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useState } from 'react'
import type { Inspection } from '#shared/contract/index'
import type { CatalogTable } from '#shared/domain/catalog/types'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { VirtualBody } from '#renderer/ui/virtual-body.tsx'
import type { CheckProblem } from './check-result.ts'
import { columnState } from './column-state.ts'
import { useImport } from './import-store.ts'
import type { Mapping } from './mapping-edit.ts'
import { doubleTargets } from './mapping-fit.ts'
import { MappingRow } from './mapping-row.tsx'
import { targetChoices } from './target-choices.ts'

interface MappingTableProps {
  readonly inspection: Inspection
  readonly mapping: Mapping
  readonly table: CatalogTable | undefined
  readonly tables: readonly CatalogTable[]
  readonly problems: ReadonlyMap<string, readonly CheckProblem[]>
}

/** The columns of the table, tighter where the panel leaves little room, so that the first values always stay. */
function columnsFor(narrow: boolean, wide = false): readonly PlainColumn[] {
  return [
    { id: 'source', label: 'File column', width: narrow ? 128 : wide ? 240 : 168 },
    { id: 'values', label: 'First values' },
    { id: 'type', label: narrow ? 'Type' : 'Detected type', width: narrow ? 100 : 122 },
    { id: 'target', label: 'Goes into', width: narrow ? 136 : wide ? 208 : 164 },
    { id: 'missing', label: 'Missing is', width: narrow ? 70 : 100 },
    { id: 'filled', label: 'Filled', width: narrow ? 56 : 60, align: 'right' },
    { id: 'state', label: 'State', width: narrow ? 136 : 182 },
  ]
}
const WIDEST = columnsFor(false, true)
const WIDE = columnsFor(false)
const NARROW = columnsFor(true)
const NARROW_BELOW = 920
const WIDE_BELOW = 1180
const ROW = 37
const NO_PROBLEMS: readonly CheckProblem[] = []

/** The dense, editable list of the file's columns. */
export function MappingTable({ inspection, mapping, table, tables, problems }: MappingTableProps) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const { ref: sizeRef, width } = useElementSize<HTMLDivElement>()
  const ref = useMergedRef(setScroller, sizeRef)
  const columns = width >= WIDE_BELOW ? WIDEST : width > 0 && width < NARROW_BELOW ? NARROW : WIDE
  const selected = useImport((state) => state.selected)
  const byName = Map.groupBy(mapping.columns, (column) => column.source)
  const choices = targetChoices(mapping, table)
  const doubles = doubleTargets(mapping)
  const at = inspection.columns.findIndex((column) => column.source === selected)
  return (
    <div className="mapping-scroll" ref={ref}>
      <PlainTable label="Columns of the file" columns={columns} roomy className="mapping">
        <VirtualBody rows={inspection.columns} rowHeight={ROW} columns={columns.length} scroller={scroller} show={at === -1 ? undefined : at}>
          {(source) => {
            const [column, ...also] = byName.get(source.source) ?? []
            if (column === undefined) return null
            const found = problems.get(source.source) ?? NO_PROBLEMS
            return <MappingRow key={source.source} source={source} column={column} isKey={column.target !== undefined && column.target === mapping.key} table={table} choices={choices} wrong={found} state={columnState([column, ...also], source, found, doubles, tables)} selected={source.source === selected} sources={inspection.columns} />
          }}
        </VirtualBody>
      </PlainTable>
    </div>
  )
}
