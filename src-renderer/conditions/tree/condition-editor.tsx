import './condition.css'
import type { BranchNode } from '#shared/domain/rules/tree'
import { BranchBody } from './branch-body.tsx'
import type { BranchProps } from './branch-props.ts'

interface ConditionEditorProps extends Omit<BranchProps, 'target' | 'depth' | 'gatesOnly'> {
  readonly value: BranchNode
  /** The table where paths and expressions start. */
  readonly table: string
  /** An audience asks a yes or no; nothing in it counts by occurrence. */
  readonly gatesOnly?: boolean | undefined
}

/** Nested all and any of conditions: an audience, a model filter, a saved view, the inside of a card. Keeps nothing of its own. */
export function ConditionEditor({ table, gatesOnly = false, ...rest }: ConditionEditorProps) {
  return <div className="condition-editor"><BranchBody {...rest} target={table} gatesOnly={gatesOnly} depth={0} /></div>
}
