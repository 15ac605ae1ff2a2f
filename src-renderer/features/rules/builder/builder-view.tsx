import './builder.css'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { RuleSimulation } from '#shared/contract/index'
import type { RuleProblem } from '#shared/domain/rules/tree'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { cx } from '#renderer/ui/cx.ts'
import type { Editing } from '../editor/editing.ts'
import { type FocusOn, useFocusOn } from '../editor/use-focus-on.ts'
import { BuilderSide, type BuilderTab } from './builder-side.tsx'
import { CardActs } from './card-acts.ts'
import { cardOf, problemsByGroup } from './card-edit.ts'
import { GroupCard } from './group-card.tsx'
import { Picker } from './picker.tsx'

export interface BuilderViewProps extends Editing {
  readonly selected: string | null
  readonly onSelect: (id: string | null) => void
  readonly simulation: RuleSimulation | null
  /** Which part stands beside the cards. */
  readonly panel: BuilderTab
  readonly onPanel: (panel: BuilderTab) => void
  /** Moves the focus to the part of that id whenever `at` changes. */
  readonly focusOn: FocusOn
}

const NONE: readonly RuleProblem[] = []

/** With more cards than this, they are folded at first: people look for one of them. */
const MANY = 20

/** Every group as a card; what can be asked is picked at the right and edited in its sentence. */
export function BuilderView({ model, known, problems, readOnly, onChange, selected, onSelect, simulation, panel, onPanel, focusOn }: BuilderViewProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(() => new Set(model.groups.length > MANY ? model.groups.map((group) => group.id) : []))
  const [acts] = useState(() => new CardActs())
  const root = useRef<HTMLDivElement>(null)
  useFocusOn(root, focusOn, 'nothing')
  const found = useMemo(() => problemsByGroup(model, problems), [model, problems])
  const current = selected === null ? null : cardOf(model, selected)
  useEffect(() => {
    acts.take({
      model, onChange, onSelect,
      reveal: (id, inside) => {
        onSelect(id)
        requestAnimationFrame(() => focusTile(root.current, id, inside))
      },
      onClosed: (id, next) => setClosed((now) => (next ? new Set([...now, id]) : new Set([...now].filter((item) => item !== id)))),
    })
  }, [acts, model, onChange, onSelect])
  return (
    <div className="split builder" ref={root} onKeyDown={(event) => moveBetweenGrips(event, root.current)} role="presentation">
      <section className="main" aria-label="Cards">
        <div className="scroll builder-scroll">
          {model.groups.length === 0 && <EmptyState why="No card gives points yet." fill={readOnly ? undefined : 'A card is a condition and the points that it gives. Pick an attribute or an interaction at the right, or start with an empty card.'} action={readOnly ? undefined : <Button icon="plus" onClick={acts.addCard}>New card</Button>} />}
          <ol className={cx('cards', model.groups.length > 1 && 'many')} aria-label="Groups">
            {model.groups.map((group, index) => (
              <GroupCard
                key={group.id} group={group} index={index} last={index === model.groups.length - 1} target={model.target} known={known} problems={found.get(group.id) ?? NONE} readOnly={readOnly}
                simulation={simulation} selected={current?.id === group.id ? selected : null} current={current?.id === group.id} closed={closed.has(group.id)} acts={acts}
              />
            ))}
          </ol>
          {model.groups.length > 0 && !readOnly && <Button variant="ghost" icon="plus" onClick={acts.addCard}>New card</Button>}
        </div>
      </section>
      <BuilderSide
        model={model} known={known} problems={problems} readOnly={readOnly} onChange={onChange} simulation={simulation}
        tab={panel} onTab={onPanel}
        audience={selected === 'audience' || selected === model.audience.id} onLeaveAudience={() => onSelect(null)}
        picker={<Picker model={model} known={known} current={current?.id ?? null} onAdd={acts.add} />}
      />
    </div>
  )
}

/** What is to be filled in first in a new condition, by how likely it is still open. */
const FIRST_FIELDS = ['.expr-value input', '.expr-value button', '.sentence-row button', '.expr input'] as const

/** Shows a tile and puts the focus on its handle, or into the first field inside it. */
function focusTile(root: HTMLElement | null, id: string, inside: boolean): void {
  const grip = root?.querySelector(`[data-node="${CSS.escape(id)}"]`)
  const block = grip?.closest('.node-block, .group-card')
  const field = inside ? FIRST_FIELDS.map((selector) => block?.querySelector(selector)).find((found) => found instanceof HTMLElement) : undefined
  const target = field ?? grip
  block?.scrollIntoView({ block: 'nearest' })
  if (target instanceof HTMLElement) target.focus()
}

/** Plain up and down go from card to card and condition to condition. */
function moveBetweenGrips(event: KeyboardEvent, root: HTMLElement | null): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0 || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return
  if (!(event.target instanceof HTMLElement) || event.target.dataset['node'] === undefined) return
  const grips = [...(root?.querySelectorAll('[data-node]') ?? [])]
  const next = grips[grips.indexOf(event.target) + step]
  event.preventDefault()
  if (next instanceof HTMLElement) next.focus()
}
