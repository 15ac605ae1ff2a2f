import type { Found } from '#shared/domain/rules/tiles'
import { removeTile, replaceNode } from '#shared/domain/rules/edit'
import { nodeTitle } from '#shared/domain/rules/words'
import type { ConditionNode, RuleModel } from '#shared/domain/rules/tree'
import { Button } from '#renderer/ui/button.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { isBranch } from '#renderer/conditions/tree/node-edit.ts'
import { ProblemNotes } from '#renderer/conditions/tree/problem-notes.tsx'
import { AttributeProperties } from './attribute-properties.tsx'
import { BranchProperties } from './branch-properties.tsx'
import { LabelField } from './label-field.tsx'
import { MatchesSection } from './matches-section.tsx'
import { OccurrenceProperties } from './occurrence-properties.tsx'
import { PanelTitle } from './panel-title.tsx'
import type { PropertiesPanelProps } from './properties-panel.tsx'

export type NodeFound = Extract<Found, { readonly kind: 'node' }>

export interface NodePropertiesProps extends PropertiesPanelProps {
  readonly found: NodeFound
  readonly nextId: () => string
}

/** A condition tile: its name, what it asks, and whom it matches. */
export function NodeProperties(props: NodePropertiesProps) {
  const { found, model, known, problems, readOnly, onChange, onSelect, simulation } = props
  const { node } = found
  const start = found.group === null ? 'lead' : model.target
  const set = (next: ConditionNode, mark?: string): void => onChange(replaceNode(model, node.id, next), mark)
  const title = found.parent === null ? 'Parent condition' : isBranch(node) ? 'Group of conditions' : 'Condition'
  return (
    <>
      <Section first>
        <PanelTitle title={title} note={placeOf(props)} />
        <LabelField value={node.label} onChange={(label) => set({ ...node, label }, `label:${node.id}`)} placeholder={nodeTitle(known.tables, start, { ...node, label: '' })} readOnly={readOnly} />
        <ProblemNotes problems={problems} at={node.id} />
        {found.parent === null && found.group !== null && <ProblemNotes problems={problems} at={found.group.id} />}
      </Section>
      {isBranch(node) ? <BranchProperties {...props} node={node} start={start} set={set} /> : node.kind === 'attribute' ? <AttributeProperties {...props} node={node} start={start} set={set} /> : <OccurrenceProperties {...props} node={node} start={start} set={set} />}
      <MatchesSection model={model} node={node} simulation={simulation} blocked={blocked(model, problems, found)} />
      {!readOnly && (
        <Section>
          <Button small variant="danger" icon="trash" onClick={() => { onSelect(found.parent); onChange(removeTile(model, found.parent === null && found.group !== null ? found.group.id : node.id)) }}>{found.parent === null ? 'Delete the condition and its action' : 'Delete the condition'}</Button>
        </Section>
      )}
    </>
  )
}

function placeOf({ found, model, known, onSelect }: NodePropertiesProps) {
  if (found.parent === null) return `${model.groups.findIndex((group) => group.id === found.group?.id) + 1} of ${model.groups.length}`
  const root = found.group?.condition
  const parent = found.parent
  const name = root === undefined ? 'the audience' : nodeTitle(known.tables, model.target, root)
  return <>child of <button type="button" className="link" onClick={() => onSelect(parent)}>{name}</button></>
}

/** A condition whose group has an error is left out of the counts. */
function blocked(model: RuleModel, problems: NodePropertiesProps['problems'], found: NodeFound): boolean {
  const inside = new Set(idsIn(found.group?.condition ?? model.audience))
  if (found.group !== null) inside.add(found.group.id)
  return problems.some((problem) => problem.severity === 'error' && inside.has(problem.at))
}

function idsIn(node: ConditionNode): readonly string[] {
  if (isBranch(node)) return [node.id, ...node.children.flatMap(idsIn)]
  return [node.id, ...node.expressions.map((expression) => expression.id)]
}
