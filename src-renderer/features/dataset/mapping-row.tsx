import { useEffect, useRef } from 'react'
import type { Inspection } from '#shared/contract/index'
import { type CatalogTable, COLUMN_TYPES } from '#shared/domain/catalog/types'
import { TYPE_ICONS, TYPE_WORDS } from '#renderer/ui/column-words.ts'
import { cx } from '#renderer/ui/cx.ts'
import { percent } from '#renderer/ui/format/numbers.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { Pick, type PickChoice } from '#renderer/ui/pick.tsx'
import type { CheckProblem } from './check-result.ts'
import { type ColumnState, isMissing } from './column-state.ts'
import { edit, selectColumn, useImport } from './import-store.ts'
import type { ColumnMapping } from './mapping-edit.ts'
import { targetsOf } from './mapping-fit.ts'
import { MissingCell } from './missing-cell.tsx'
import { NEW_COLUMN, NO_IMPORT } from './target-choices.ts'

type Source = Inspection['columns'][number]

interface MappingRowProps {
  readonly source: Source
  readonly column: ColumnMapping
  readonly isKey: boolean
  readonly table: CatalogTable | undefined
  readonly choices: readonly PickChoice[]
  readonly wrong: readonly CheckProblem[]
  readonly state: ColumnState
  readonly selected: boolean
  readonly sources: readonly Source[]
}

const TYPE_CHOICES: readonly PickChoice[] = COLUMN_TYPES.map((type) => ({ value: type, label: TYPE_WORDS[type], icon: TYPE_ICONS[type] }))
const STATE_ICONS = { bad: 'warn', care: 'info', fine: 'check', none: 'minus' } as const
const SHOWN_VALUES = 4

export function MappingRow({ source, column, isKey, table, choices, wrong, state, selected, sources }: MappingRowProps) {
  const row = useRef<HTMLTableRowElement>(null)
  const out = column.ignore === true
  // moving with the keys carries the focus along, but never out of a field
  useEffect(() => {
    if (selected && (document.activeElement === document.body || document.activeElement?.closest('.mapping tr'))) row.current?.focus({ preventScroll: true })
  }, [selected])
  return (
    <tr ref={row} className={cx('acts', out && 'out')} aria-selected={selected} tabIndex={selected ? 0 : -1} onClick={() => selectColumn(source.source, true)}>
      <td className="medium" title={source.source}>{source.source}</td>
      <td className="examples" title={source.examples.join(' | ')}><Examples source={source} column={column} wrong={wrong} /></td>
      <td onClick={(event) => event.stopPropagation()}><TypeCell source={source} column={column} isKey={isKey} table={table} /></td>
      <td onClick={(event) => event.stopPropagation()}><TargetCell source={source} column={column} table={table} choices={choices} /></td>
      <td onClick={(event) => event.stopPropagation()}>{!out && <MissingCell source={source} column={column} sources={sources} />}</td>
      <td className="num muted">{percent(source.filled, 0)}</td>
      <td title={state.full}><span className={cx('map-state', state.tone)}><Icon name={STATE_ICONS[state.tone]} size={14} /><span className="clip">{state.words}</span></span></td>
    </tr>
  )
}

function Examples({ source, column, wrong }: { readonly source: Source; readonly column: ColumnMapping; readonly wrong: readonly CheckProblem[] }) {
  const bad = wrong.map((problem) => problem.value).filter((value) => value.trim() !== '' && !isMissing(value, column))
  const shown = [...source.examples.slice(0, SHOWN_VALUES - Math.min(bad.length, 1)), ...bad.slice(0, 1)]
  return shown.map((value, index) => <span key={`${index}-${value}`} className={cx(isMissing(value, column) && 'miss', bad.includes(value) && 'wrong')}>{value === '' ? 'empty' : value}</span>)
}

function TypeCell({ source, column, isKey, table }: Only<'source' | 'column' | 'isKey' | 'table'>) {
  const target = table?.columns.find((found) => found.name === column.target)
  const type = column.ignore === true ? source.detectedType : (target?.type ?? column.type ?? source.detectedType)
  if (column.ignore === true || target !== undefined) {
    const title = target === undefined ? undefined : `${target.label} is kept as ${TYPE_WORDS[target.type].toLowerCase()}; the file looks like ${TYPE_WORDS[source.detectedType].toLowerCase()}`
    return <span className="type-face" title={title}><Icon name={isKey ? 'key' : TYPE_ICONS[type]} size={14} /><span className="clip">{TYPE_WORDS[type]}{isKey && ', key'}</span></span>
  }
  return <Pick plain label={`Type of ${source.source}`} value={type} choices={TYPE_CHOICES} icon={isKey ? 'key' : TYPE_ICONS[type]} width={150} onPick={(value) => { const next = COLUMN_TYPES.find((name) => name === value); if (next) edit({ do: 'type', source: source.source, type: next }) }} />
}

type Only<K extends keyof MappingRowProps> = { readonly [P in K]: MappingRowProps[P] }

function TargetCell({ source, column, table, choices }: Only<'source' | 'column' | 'table' | 'choices'>) {
  const target = table?.columns.find((found) => found.name === column.target)
  const out = column.ignore === true
  const isNew = !out && target === undefined
  const pick = (value: string): void => {
    if (value === NO_IMPORT) return edit({ do: 'ignore', source: source.source })
    if (value === NEW_COLUMN) {
      const { mapping } = useImport.getState()
      const taken = new Set([...(table?.columns.map((found) => found.name) ?? []), ...(mapping === null ? [] : targetsOf(mapping))])
      return edit({ do: 'create', source: source.source, type: source.detectedType, taken })
    }
    const chosen = table?.columns.find((found) => found.name === value)
    if (chosen !== undefined) edit({ do: 'target', source: source.source, column: chosen })
  }
  const shown = out ? 'Do not import' : isNew ? (column.label ?? source.source) : undefined
  return <Pick label={`${source.source} goes into`} value={out ? NO_IMPORT : isNew ? NEW_COLUMN : (column.target ?? '')} shown={shown} tag={isNew ? 'New' : undefined} quiet={out} choices={choices} onPick={pick} width={240} />
}
