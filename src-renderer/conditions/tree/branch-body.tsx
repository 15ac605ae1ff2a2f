import { Fragment, useRef } from 'react'
import type { ConditionNode } from '#shared/domain/rules/tree'
import { Button } from '#renderer/ui/button.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import type { BranchProps } from './branch-props.ts'
import { focusNewest } from './focus-newest.ts'
import { duplicateChild, isBranch, newAttribute, newBranch, newOccurrence, nudge, removeChild, replaceChild } from './node-edit.ts'
import { NodeBlock } from './node-block.tsx'

const JOINS = [{ value: 'all', label: 'and' }, { value: 'any', label: 'or' }] as const

/** The children of one branch with “and” or “or” between, and what can be added. */
export function BranchBody(props: BranchProps) {
  const { value, onChange, nextId, target, gatesOnly, depth, readOnly, known, timeless = false } = props
  const root = useRef<HTMLDivElement>(null)
  const word = value.kind === 'all' ? 'and' : 'or'
  const add = (child: ConditionNode): void => {
    onChange({ ...value, children: [...value.children, child] })
    focusNewest(root.current, ':scope > ol > li:last-child input, :scope > ol > li:last-child .pick')
  }
  /** The focus stays with a condition that moves, and goes to its neighbour when it is gone. */
  const focusGrip = (id: string | undefined): void => {
    requestAnimationFrame(() => {
      const grip = id === undefined ? root.current?.querySelector('.branch-add button') : root.current?.querySelector(`[data-node="${CSS.escape(id)}"]`)
      if (grip instanceof HTMLElement) grip.focus()
    })
  }
  const remove = (index: number): void => {
    const child = value.children[index]
    if (child === undefined) return
    onChange(removeChild(value, child.id))
    focusGrip((value.children[index + 1] ?? value.children[index - 1])?.id)
  }
  const move = (index: number, by: -1 | 1): void => {
    onChange({ ...value, children: nudge(value.children, index, by) })
    focusGrip(value.children[index]?.id)
  }
  return (
    <div className="branch" ref={root}>
      {(value.children.length > 1 || depth > 0) && (
        <div className="branch-join">
          <span className="faint">uses</span>
          {readOnly ? <b>{word}</b> : <Segment small label="How the conditions are joined" value={value.kind} choices={JOINS} onChange={(kind) => onChange({ ...value, kind })} />}
          <span className="faint">{value.kind === 'all' ? 'all of them must hold' : 'one of them is enough'}</span>
        </div>
      )}
      <ol className="branch-list" aria-label="Conditions">
        {value.children.map((child, index) => (
          <Fragment key={child.id}>
            {index > 0 && <li className="branch-word">{word}</li>}
            <NodeBlock
              {...props} value={child} depth={depth + 1}
              onChange={(next, mark) => onChange(replaceChild(value, next), mark)}
              onRemove={() => remove(index)}
              onDuplicate={() => onChange(duplicateChild(value, child.id, nextId))}
              onMove={(by) => move(index, by)}
              first={index === 0} last={index === value.children.length - 1}
              inside={isBranch(child) ? <BranchBody {...props} value={child} depth={depth + 1} onChange={(next, mark) => onChange(replaceChild(value, next), mark)} /> : null}
            />
          </Fragment>
        ))}
      </ol>
      {!readOnly && (
        <div className="branch-add">
          <Button small variant="ghost" icon="plus" onClick={() => add(newAttribute(nextId))}>Attribute</Button>
          <Button small variant="ghost" icon="plus" onClick={() => add(fitted(newOccurrence(nextId, null, target, known.tables), gatesOnly, timeless))}>Interaction</Button>
          {depth < 4 && <Button small variant="ghost" icon="plus" onClick={() => add(newBranch(nextId, value.kind === 'all' ? 'any' : 'all', [newAttribute(nextId)]))}>Group</Button>}
        </div>
      )}
    </div>
  )
}

/** A new condition counts each occurrence in a rule, and asks for one in an audience; one that the day does not change counts at any time. */
function fitted(node: ReturnType<typeof newOccurrence>, gatesOnly: boolean, timeless: boolean): ConditionNode {
  const { frequency, range } = node
  return { ...node, frequency: gatesOnly ? frequency : { kind: 'each' }, range: timeless ? { kind: 'lifetime' } : range }
}
