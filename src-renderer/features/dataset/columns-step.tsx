import { useMemo } from 'react'
import type { Inspection } from '#shared/contract/index'
import type { CatalogTable } from '#shared/domain/catalog/types'
import { Button } from '#renderer/ui/button.tsx'
import { HintStrip, type Hint } from '#renderer/ui/hint-strip.tsx'
import { useKeys, usePageKeys } from '#renderer/ui/keys.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { useTakeFocus } from '#renderer/ui/take-focus.ts'
import type { Checking } from './checking.ts'
import { ColumnEditor } from './column-editor.tsx'
import { FormatBar } from './format-bar.tsx'
import { ImportPanel } from './import-panel.tsx'
import { edit, selectColumn, setImport, useImport } from './import-store.ts'
import type { Mapping } from './mapping-edit.ts'
import { alsoFilled } from './mapping-fit.ts'
import { MappingTable } from './mapping-table.tsx'
import { byColumn } from './problem-words.ts'
import { RawStrip } from './raw-strip.tsx'

interface ColumnsStepProps {
  readonly inspection: Inspection
  readonly mapping: Mapping
  readonly tables: readonly CatalogTable[]
  readonly checking: Checking
}

const HINTS: readonly Hint[] = [
  { keys: ['J', 'K'], does: 'next column' },
  { keys: ['Enter'], does: 'settings of the column' },
  { keys: ['X'], does: 'leave out or take back' },
  { keys: ['Esc'], does: 'close the settings' },
]

/** One row for each column of the file, with the file itself below and the problems beside. */
export function ColumnsStep({ inspection, mapping, tables, checking }: ColumnsStepProps) {
  const { selected, editing, error } = useImport()
  const main = useTakeFocus<HTMLElement>()
  const problems = useMemo(() => byColumn(checking.fresh ? (checking.result?.problems ?? []) : []), [checking.fresh, checking.result])
  const table = tables.find((found) => found.name === mapping.table)
  useColumnKeys(inspection)
  const column = mapping.columns.find((found) => found.source === selected)
  const source = inspection.columns.find((found) => found.source === selected)
  return (
    <>
      <FormatBar inspection={inspection} mapping={mapping} tables={tables} />
      {error !== null && <div style={{ padding: '8px 20px' }}><Notice tone="bad" title="That did not work." actions={<Button small onClick={() => setImport({ step: 'file', error: null })}>Choose the file again</Button>}>{error} The columns are as you left them.</Notice></div>}
      <div className="split mapping-split">
        <section ref={main} tabIndex={-1} className="main takes-focus" aria-label="Columns of the file">
          <MappingTable inspection={inspection} mapping={mapping} table={table} tables={tables} problems={problems} />
          <RawStrip inspection={inspection} problems={problems} />
        </section>
        {editing && column && source
          ? <ColumnEditor key={column.source} column={column} source={source} also={alsoFilled(mapping, source.source)} table={table} tables={tables} />
          : <ImportPanel inspection={inspection} mapping={mapping} table={table} checking={checking} />}
      </div>
      <HintStrip hints={HINTS} end={mapping.key === undefined ? 'Without a key every row becomes a new record' : undefined} />
    </>
  )
}

function useColumnKeys(inspection: Inspection): void {
  usePageKeys('Import', HINTS)
  useKeys(useMemo(() => {
    const step = (by: number) => (event: KeyboardEvent): void => {
      event.preventDefault()
      const { selected, editing } = useImport.getState()
      const at = inspection.columns.findIndex((column) => column.source === selected)
      const next = inspection.columns[Math.min(Math.max(at + by, 0), inspection.columns.length - 1)]
      if (next !== undefined) selectColumn(next.source, editing)
    }
    const onSelected = (act: (source: string) => void) => (): void => {
      const { selected } = useImport.getState()
      if (selected !== null) act(selected)
    }
    const leaveOut = onSelected((source) => {
      const { mapping } = useImport.getState()
      const column = mapping?.columns.find((found) => found.source === source)
      const type = inspection.columns.find((found) => found.source === source)?.detectedType ?? 'text'
      if (column?.ignore !== true) edit({ do: 'ignore', source })
      else if (column.target !== undefined) edit({ do: 'restore', source })
      else edit({ do: 'create', source, type: column.type ?? type, taken: new Set(mapping?.columns.map((other) => other.target ?? '')) })
    })
    const open = (event: KeyboardEvent): void => {
      // Enter on a control belongs to the control
      if (event.target instanceof HTMLElement && event.target.closest('button, a') !== null) return
      onSelected((source) => selectColumn(source, true))()
    }
    return { j: step(1), J: step(1), ArrowDown: step(1), k: step(-1), K: step(-1), ArrowUp: step(-1), x: leaveOut, X: leaveOut, Enter: open, Escape: onSelected((source) => selectColumn(source, false)) }
  }, [inspection]))
}
