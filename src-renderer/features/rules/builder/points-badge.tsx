import type { KeyboardEvent } from 'react'
import type { RuleAction, RuleGroup, RuleProblem } from '#shared/domain/rules/tree'
import { Button } from '#renderer/ui/button.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { exactPoints } from '#renderer/ui/format/numbers.ts'
import { Popover } from '#renderer/ui/popover.tsx'
import { ActionEditor } from '../editor/action-editor.tsx'

interface PointsBadgeProps {
  readonly group: RuleGroup
  readonly name: string
  readonly problems: readonly RuleProblem[]
  readonly readOnly: boolean
  readonly nextId: () => string
  readonly onChange: (next: RuleAction | null, mark?: string) => void
}

const BIG_STEP = 5
const words = (value: number): string => `${exactPoints(value)} ${Math.abs(value) === 1 ? 'point' : 'points'}`

/** “+2 points”: arrow keys change it where it stands, a click opens cap and decay as well. */
export function PointsBadge({ group, name, problems, readOnly, nextId, onChange }: PointsBadgeProps) {
  const { action } = group
  if (action === null) return readOnly ? <span className="points-badge none">No points</span> : <Button small icon="plus" label={`Add points to ${name}`} onClick={() => onChange({ id: nextId(), points: 10, cap: null, decay: null })}>Points</Button>
  const tone = action.points === 0 ? 'none' : action.points > 0 ? 'plus' : 'less'
  if (readOnly) return <span className={cx('points-badge', tone)}>{words(action.points)}</span>
  const press = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (by === 0 || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    const next = action.points + by * (event.shiftKey ? BIG_STEP : 1)
    // nought is no action; the arrows step over it
    onChange({ ...action, points: next === 0 ? by : next }, `action:${action.id}:points`)
  }
  return (
    <Popover label={`Points of ${name}`} width={296} position="bottom-end" target={({ opened, toggle }) => <button type="button" className={cx('points-badge', tone, opened && 'editing')} aria-label={`${words(action.points)}, edit the points of ${name}`} aria-haspopup="dialog" aria-expanded={opened} title="↑ ↓ change by 1, with Shift by 5" onKeyDown={press} onClick={toggle}>{words(action.points)}</button>}>
      {() => <ActionEditor value={action} onChange={onChange} problems={problems} readOnly={false} />}
    </Popover>
  )
}
