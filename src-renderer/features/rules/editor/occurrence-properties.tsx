import type { OccurrenceNode, RuleTarget } from '#shared/domain/rules/tree'
import { Section } from '#renderer/ui/section.tsx'
import { ExpressionList } from '#renderer/conditions/tree/expression-list.tsx'
import { FrequencyField } from '#renderer/conditions/tree/frequency-field.tsx'
import { asAttribute, countedTable, sameRows } from '#renderer/conditions/tree/node-edit.ts'
import { PathField } from '#renderer/conditions/tree/path-field.tsx'
import { RangeField } from '#renderer/conditions/tree/range-field.tsx'
import type { NodePropertiesProps } from './node-properties.tsx'

interface OccurrencePropertiesProps extends NodePropertiesProps {
  readonly node: OccurrenceNode
  readonly start: RuleTarget
  readonly set: (next: OccurrenceNode | ReturnType<typeof asAttribute>, mark?: string) => void
}

/** What is counted, how often, since when, and which of it. */
export function OccurrenceProperties({ node, start, set, found, known, problems, readOnly, nextId }: OccurrencePropertiesProps) {
  const table = countedTable(node.path)
  const counted = node.interactionType ?? (table === 'interaction' ? 'interaction' : (known.tables.find((item) => item.name === table)?.label ?? 'row'))
  const furthest = Math.max(0, ...node.expressions.map((expression) => expression.lookups.length))
  return (
    <>
      <Section className="stack-section">
        <PathField
          value={node} known={known} target={start} readOnly={readOnly} extraHops={furthest}
          onChange={(next) => set({ ...node, ...next, expressions: sameRows(node, next) ? node.expressions : [] })}
          onRecord={() => set(asAttribute(node, nextId))}
        />
        <FrequencyField value={node.frequency} onChange={(frequency, mark) => set({ ...node, frequency }, mark)} counted={counted} mark={`frequency:${node.id}`} readOnly={readOnly} gatesOnly={found.group === null} />
        <RangeField value={node.range} onChange={(range, mark) => set({ ...node, range }, mark)} mark={`range:${node.id}`} readOnly={readOnly} />
      </Section>
      <Section title="Expressions" note={node.expressions.length > 1 ? 'all must hold' : undefined}>
        {table === null ? <p className="t1 faint">Choose what to count first.</p> : <ExpressionList known={known} problems={problems} readOnly={readOnly} nextId={nextId} value={node.expressions} onChange={(expressions, mark) => set({ ...node, expressions }, mark)} table={table} hopsBefore={node.path.length} emptyWords={`Any ${counted} counts.`} />}
      </Section>
    </>
  )
}
