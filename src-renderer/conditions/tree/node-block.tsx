import type { KeyboardEvent, ReactNode } from 'react'
import { describeNode } from '#shared/domain/rules/words'
import { LABEL_LENGTH, type ConditionNode } from '#shared/domain/rules/tree'
import { IconButton } from '#renderer/ui/button.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { Menu, type MenuEntry } from '#renderer/ui/menu.tsx'
import type { BranchProps } from './branch-props.ts'
import { ConditionSentence } from './condition-sentence.tsx'
import { ExpressionList } from './expression-list.tsx'
import { countedTable, isBranch } from './node-edit.ts'
import { ProblemNotes } from './problem-notes.tsx'

interface NodeBlockProps extends Omit<BranchProps, 'value' | 'onChange'> {
  readonly value: ConditionNode
  readonly onChange: (next: ConditionNode, mark?: string) => void
  readonly onRemove: () => void
  readonly onDuplicate: () => void
  readonly onMove: (by: -1 | 1) => void
  readonly first: boolean
  readonly last: boolean
  /** The children, where it is a branch. */
  readonly inside: ReactNode
}

const isBlank = (node: ConditionNode): boolean => (node.kind === 'attribute' ? node.expressions.length === 1 && node.expressions[0]?.column === '' : node.kind === 'occurrence' && node.path.length === 0)

const ICONS = { attribute: 'list', occurrence: 'click', all: 'condition', any: 'condition' } as const

/** One condition: its name, what it asks, and the keys to move, copy and remove it. */
export function NodeBlock(props: NodeBlockProps) {
  const { value, onChange, onRemove, onDuplicate, onMove, first, last, readOnly, known, target, problems, selected, onSelect, countOf } = props
  // a condition that asks nothing yet has no words of its own
  const words = isBlank(value) ? 'New condition' : describeNode(known.tables, target, value)
  const name = value.label === '' ? words : value.label
  const count = countOf?.(value.id) ?? null
  const wrong = problems.some((problem) => problem.at === value.id)
  const press = (event: KeyboardEvent): void => {
    if (readOnly || event.target !== event.currentTarget) return
    const act = event.key === 'Delete' ? onRemove : event.altKey && event.key === 'ArrowUp' ? () => onMove(-1) : event.altKey && event.key === 'ArrowDown' ? () => onMove(1) : (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'd' ? onDuplicate : undefined
    if (act === undefined) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  const entries: readonly (MenuEntry | 'line')[] = [
    { label: 'Move up', icon: 'up', onClick: () => onMove(-1), disabled: first },
    { label: 'Move down', icon: 'down', onClick: () => onMove(1), disabled: last },
    { label: 'Duplicate', icon: 'copy', onClick: onDuplicate },
    'line',
    { label: 'Delete', icon: 'trash', onClick: onRemove, danger: true },
  ]
  return (
    <li className={cx('node-block', selected === value.id && 'selected', wrong && 'wrong')}>
      <div className="node-head">
        {/* what the keys act on: Alt with arrows moves, Ctrl D copies, Del removes */}
        <button type="button" className="node-grip" aria-label={`${name}, condition`} title={readOnly ? name : `${name} (Alt ↑ ↓ to move, Ctrl D to duplicate, Del to delete)`} aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Control+D Delete" onKeyDown={press} onClick={() => onSelect?.(value.id)} data-node={value.id}>
          <Icon name={ICONS[value.kind]} size={14} />
        </button>
        <input className="node-name" aria-label={`Display name of ${name}`} value={value.label} placeholder={words} readOnly={readOnly} maxLength={LABEL_LENGTH} spellCheck={false} autoComplete="off" onFocus={() => onSelect?.(value.id)} onChange={(event) => onChange({ ...value, label: event.target.value }, `label:${value.id}`)} />
        {count !== null && <span className="node-count">{count}</span>}
        {!readOnly && <Menu label={`Actions for ${name}`} entries={entries} target={<IconButton small icon="more" label={`More for ${name}`} hasPopup="menu" />} />}
      </div>
      <NodeInside {...props} />
      <ProblemNotes problems={problems} at={value.id} />
    </li>
  )
}

function NodeInside(props: NodeBlockProps) {
  const { value, onChange, target, known, problems, readOnly, nextId, timeless, gatesOnly, inside } = props
  const part = { known, problems, readOnly, nextId, timeless }
  if (isBranch(value)) return inside
  if (value.kind === 'attribute') return <ExpressionList {...part} value={value.expressions} onChange={(expressions, mark) => onChange({ ...value, expressions }, mark)} table={target} emptyWords="Holds for every record." />
  const table = countedTable(value.path)
  return (
    <>
      <ConditionSentence {...part} value={value} onChange={onChange} target={target} gatesOnly={gatesOnly} />
      {table !== null && <ExpressionList {...part} value={value.expressions} onChange={(expressions, mark) => onChange({ ...value, expressions }, mark)} table={table} hopsBefore={value.path.length} emptyWords="" />}
    </>
  )
}
