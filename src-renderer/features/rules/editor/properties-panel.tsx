import './properties.css'
import { useRef } from 'react'
import type { RuleSimulation } from '#shared/contract/index'
import { numberingOf, replaceAction } from '#shared/domain/rules/edit'
import { find, type Found } from '#shared/domain/rules/tiles'
import type { RuleAction } from '#shared/domain/rules/tree'
import { ActionProperties } from './action-properties.tsx'
import { AudienceProperties } from './audience-properties.tsx'
import type { Editing } from './editing.ts'
import { NodeProperties } from './node-properties.tsx'
import { NothingSelected } from './nothing-selected.tsx'
import { type FocusOn, useFocusOn } from './use-focus-on.ts'

export interface PropertiesPanelProps extends Editing {
  /** Id of a condition or an action; `audience` for the audience. */
  readonly selected: string | null
  readonly onSelect: (id: string | null) => void
  /** The newest answer, which may be about an older tree. */
  readonly simulation: RuleSimulation | null
  /** The action tile that no condition is connected to, when it is what is selected. */
  readonly looseAction?: RuleAction | null | undefined
  readonly onLooseAction?: ((next: RuleAction, mark?: string) => void) | undefined
  /** Moves the focus into the panel whenever `at` changes: to the part of that id, else to the first field. */
  readonly focusOn?: FocusOn
}

/** What can be said about the selected tile. */
export function PropertiesPanel(props: PropertiesPanelProps) {
  const { model, selected, focusOn } = props
  const root = useRef<HTMLDivElement>(null)
  useFocusOn(root, focusOn, 'first field')
  return <div ref={root} className="rule-properties">{selected === 'audience' || selected === model.audience.id ? <AudienceProperties {...props} /> : <Tile {...props} found={selected === null ? null : ownerOf(props, selected)} />}</div>
}

/** The tile of an id; an expression belongs to its condition, a group to its parent condition. */
function ownerOf({ model }: PropertiesPanelProps, id: string): Found | null {
  const found = find(model, id)
  if (found?.kind === 'expression') return find(model, found.node.id)
  return found?.kind === 'group' ? find(model, found.group.condition.id) : found
}

function Tile({ found, ...props }: PropertiesPanelProps & { readonly found: Found | null }) {
  const { model, onChange, problems, readOnly, looseAction, onLooseAction, simulation } = props
  if (found === null && looseAction !== null && looseAction !== undefined && looseAction.id === props.selected) {
    return <ActionProperties key={looseAction.id} value={looseAction} onChange={(next, mark) => onLooseAction?.(next, mark)} problems={problems} readOnly={readOnly} group={null} simulation={simulation} />
  }
  if (found?.kind === 'action') {
    return <ActionProperties key={found.action.id} value={found.action} onChange={(next, mark) => onChange(replaceAction(model, found.group.id, next), mark)} problems={problems} readOnly={readOnly} group={found.group} simulation={simulation} />
  }
  if (found?.kind === 'node') return <NodeProperties {...props} key={found.node.id} found={found} nextId={numberingOf(model)} />
  return <NothingSelected {...props} />
}
