import type { AttributeNode, RuleTarget } from '#shared/domain/rules/tree'
import { Section } from '#renderer/ui/section.tsx'
import { ExpressionList } from '#renderer/conditions/tree/expression-list.tsx'
import { asOccurrence } from '#renderer/conditions/tree/node-edit.ts'
import { blankExpression } from '#renderer/conditions/tree/value-kind.ts'
import { TARGET_NOUNS } from './editing.ts'
import type { NodePropertiesProps } from './node-properties.tsx'
import { RecordField } from './record-field.tsx'

interface AttributePropertiesProps extends NodePropertiesProps {
  readonly node: AttributeNode
  readonly start: RuleTarget
  readonly set: (next: AttributeNode | ReturnType<typeof asOccurrence>, mark?: string) => void
}

/** What is asked of the record itself, or of one that it names. */
export function AttributeProperties({ node, start, set, known, problems, readOnly, nextId }: AttributePropertiesProps) {
  return (
    <>
      <Section className="stack-section">
        <RecordField expressions={node.expressions} onChange={(expressions) => set({ ...node, expressions })} onCount={(next) => set(asOccurrence(node, next))} blank={() => blankExpression(nextId(), null)} known={known} target={start} readOnly={readOnly} />
      </Section>
      <Section title="Expressions" note={node.expressions.length > 1 ? 'all must hold' : undefined}>
        <ExpressionList known={known} problems={problems} readOnly={readOnly} nextId={nextId} value={node.expressions} onChange={(expressions, mark) => set({ ...node, expressions }, mark)} table={start} emptyWords={`Holds for every ${TARGET_NOUNS[start]}.`} />
      </Section>
    </>
  )
}
