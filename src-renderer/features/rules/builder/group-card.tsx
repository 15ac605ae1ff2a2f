import { type KeyboardEvent, memo } from 'react'
import type { RuleSimulation } from '#shared/contract/index'
import type { RuleContext } from '#shared/domain/rules/context'
import { counts, describeLimits, nodeTitle } from '#shared/domain/rules/words'
import { LABEL_LENGTH, type RuleGroup, type RuleProblem, type RuleTarget } from '#shared/domain/rules/tree'
import { IconButton } from '#renderer/ui/button.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { count, decimal, plural } from '#renderer/ui/format/numbers.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { ConditionEditor } from '#renderer/conditions/tree/condition-editor.tsx'
import { ProblemNotes } from '#renderer/conditions/tree/problem-notes.tsx'
import type { CardActs } from './card-acts.ts'
import { PointsBadge } from './points-badge.tsx'

interface GroupCardProps {
  readonly group: RuleGroup
  readonly index: number
  readonly last: boolean
  readonly target: RuleTarget
  readonly known: RuleContext
  /** Of this group alone. */
  readonly problems: readonly RuleProblem[]
  readonly readOnly: boolean
  readonly simulation: RuleSimulation | null
  /** What is selected in this card; null where that is elsewhere. */
  readonly selected: string | null
  readonly current: boolean
  readonly closed: boolean
  readonly acts: CardActs
}

/** Lists of problems are made anew with each check; the problems in them stay the same objects while nothing changes. */
function sameCard(before: GroupCardProps, after: GroupCardProps): boolean {
  const { problems: was, ...old } = before
  const { problems: is, ...next } = after
  return Object.entries(next).every(([key, value]) => Object.is(value, old[key as keyof typeof old])) && was.length === is.length && is.every((problem, index) => problem === was[index])
}

/** One group: its points, its name, its conditions. */
export const GroupCard = memo(Card, sameCard)

function Card({ group, index, last, target, known, problems, readOnly, simulation, selected, current, closed, acts }: GroupCardProps) {
  const { condition, action } = group
  const [only] = condition.children
  const words = nodeTitle(known.tables, target, condition.children.length === 1 && only !== undefined ? only : condition)
  const title = condition.label === '' ? `Card ${index + 1}` : condition.label
  const counted = simulation?.groups[group.id]
  const onRemove = (): void => acts.remove(group.id)
  const onDuplicate = (): void => acts.copy(group.id)
  const onMove = (by: -1 | 1): void => acts.move(group.id, by)
  const press = (event: KeyboardEvent): void => {
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault()
      acts.select(condition.id)
      acts.close(group.id, !closed)
      return
    }
    if (readOnly) return
    const act = event.key === 'Delete' ? onRemove : event.altKey && event.key === 'ArrowUp' ? () => onMove(-1) : event.altKey && event.key === 'ArrowDown' ? () => onMove(1) : (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'd' ? onDuplicate : undefined
    if (act === undefined) return
    event.preventDefault()
    act()
  }
  return (
    <li className={cx('group-card', current && 'current', closed && 'closed')}>
      <div className="card-head">
        <button type="button" className="node-grip" data-node={condition.id} aria-label={`${title}, ${closed ? 'collapsed' : 'expanded'}`} aria-expanded={!closed} aria-keyshortcuts="Space Alt+ArrowUp Alt+ArrowDown Control+D Delete" title="Space collapses; Alt ↑ ↓ moves, Ctrl D duplicates, Del deletes" onKeyDown={press} onClick={() => { acts.select(condition.id); acts.close(group.id, !closed) }}>
          <Icon name={closed ? 'right' : 'down'} size={16} />
        </button>
        <input className="node-name card-name" aria-label={`Name of ${title}`} value={condition.label} placeholder={condition.children.length === 0 ? title : words} readOnly={readOnly} maxLength={LABEL_LENGTH} spellCheck={false} autoComplete="off" onFocus={() => acts.select(condition.id)} onChange={(event) => acts.setCondition({ ...condition, label: event.target.value }, `label:${condition.id}`)} />
        {closed && <span className="tag">{plural(condition.children.length, 'condition')}</span>}
        {counted !== undefined && <span className="node-count" title={`${decimal(counted.points, 1)} points given in all`}>{count(counted.leads)} of {count(simulation?.scored ?? 0)}</span>}
        <PointsBadge group={group} name={title} problems={problems} readOnly={readOnly} nextId={acts.nextId} onChange={(next, mark) => acts.setAction(group.id, next, mark)} />
        {!readOnly && (
          <Menu label={`Actions for ${title}`} target={<IconButton small icon="more" label={`More for ${title}`} hasPopup="menu" />} entries={[
            { label: 'Move up', icon: 'up', onClick: () => onMove(-1), disabled: index === 0 },
            { label: 'Move down', icon: 'down', onClick: () => onMove(1), disabled: last },
            { label: 'Duplicate', icon: 'copy', onClick: onDuplicate },
            'line',
            { label: 'Delete', icon: 'trash', onClick: onRemove, danger: true },
          ]} />
        )}
      </div>
      {!closed && (
        <div className="card-body">
          <ConditionEditor
            value={condition} onChange={acts.setCondition} known={known} problems={problems} readOnly={readOnly} table={target} nextId={acts.nextId}
            selected={selected} onSelect={acts.select} countOf={(id) => (simulation?.nodes[id] === undefined ? null : count(simulation.nodes[id]?.leads ?? 0))}
          />
        </div>
      )}
      <ProblemNotes problems={problems} at={condition.id} />
      <ProblemNotes problems={problems} at={group.id} />
      {action !== null && <ProblemNotes problems={problems} at={action.id} />}
      {action !== null && !closed && <p className="card-limits">{describeLimits(action, counts(condition))}</p>}
    </li>
  )
}
