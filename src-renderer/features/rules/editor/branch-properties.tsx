import type { BranchNode, ConditionNode, RuleTarget } from '#shared/domain/rules/tree'
import { describeNode, nodeTitle } from '#shared/domain/rules/words'
import { Button } from '#renderer/ui/button.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Section } from '#renderer/ui/section.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { newAttribute, newBranch, newOccurrence } from '#renderer/conditions/tree/node-edit.ts'
import type { NodePropertiesProps } from './node-properties.tsx'

interface BranchPropertiesProps extends NodePropertiesProps {
  readonly node: BranchNode
  readonly start: RuleTarget
  readonly set: (next: BranchNode, mark?: string) => void
}

const JOINS = [{ value: 'all', label: 'All (and)' }, { value: 'any', label: 'Any (or)' }] as const

/** How the children are joined, and which they are. */
export function BranchProperties({ node, start, set, found, known, problems, readOnly, nextId, onSelect, simulation }: BranchPropertiesProps) {
  const add = (child: ConditionNode): void => {
    set({ ...node, children: [...node.children, child] })
    onSelect(child.id)
  }
  return (
    <>
      <Section className="stack-section">
        <div className="join-field">
          <div className="field-label"><span>Children that must hold</span></div>
          {readOnly ? <span className="choice still">{node.kind === 'all' ? 'All (and)' : 'Any (or)'}</span> : <Segment label="Children that must hold" value={node.kind} choices={JOINS} onChange={(kind) => set({ ...node, kind })} />}
          <p className="field-help">{node.kind === 'all' ? 'True when every child is true. It fires as often as the child that fires least.' : 'True when one child is true. Every firing of any of them counts.'}</p>
        </div>
      </Section>
      <Section title="Conditions" note={String(node.children.length)}>
        {node.children.length === 0 && <p className="t1 faint">None yet. Add one below, or drag one onto the tile.</p>}
        <ul className="child-list">
          {node.children.map((child) => (
            <li key={child.id}>
              <button type="button" onClick={() => onSelect(child.id)} className={problems.some((problem) => problem.at === child.id) ? 'wrong' : undefined}>
                <span className="clip">{nodeTitle(known.tables, start, child)}</span>
                {simulation?.nodes[child.id] !== undefined && <span className="node-count">{count(simulation.nodes[child.id]?.leads ?? 0)}</span>}
                {child.label !== '' && <span className="child-words clip">{describeNode(known.tables, start, child)}</span>}
              </button>
            </li>
          ))}
        </ul>
        {!readOnly && (
          <div className="branch-add">
            <Button small variant="ghost" icon="plus" onClick={() => add(newAttribute(nextId))}>Attribute</Button>
            <Button small variant="ghost" icon="plus" onClick={() => add({ ...newOccurrence(nextId, null, start, known.tables), frequency: found.group === null ? { kind: 'at_least', count: 1 } : { kind: 'each' } })}>Interaction</Button>
            <Button small variant="ghost" icon="plus" onClick={() => add(newBranch(nextId, node.kind === 'all' ? 'any' : 'all'))}>Group</Button>
          </div>
        )}
      </Section>
    </>
  )
}
