import { useRef } from 'react'
import type { Expression } from '#shared/domain/rules/tree'
import { Button } from '#renderer/ui/button.tsx'
import type { PartEditing } from './part-editing.ts'
import { ExpressionRow } from './expression-row.tsx'
import { focusNewest } from './focus-newest.ts'
import { blankExpression } from './value-kind.ts'

interface ExpressionListProps extends PartEditing {
  readonly value: readonly Expression[]
  readonly onChange: (next: readonly Expression[], mark?: string) => void
  readonly table: string
  readonly hopsBefore?: number | undefined
  /** What it means to have none. */
  readonly emptyWords: string
}

/** Expressions that all hold for the same row; without any, every row does. */
export function ExpressionList({ value, onChange, emptyWords, ...part }: ExpressionListProps) {
  const root = useRef<HTMLDivElement>(null)
  const remove = (id: string): void => {
    onChange(value.filter((item) => item.id !== id))
    focusNewest(root.current, ':scope > .expr-add')
  }
  return (
    <div className="expr-list" ref={root}>
      {value.length === 0 && <p className="t1 faint">{emptyWords}</p>}
      {value.map((expression) => (
        <ExpressionRow
          {...part} key={expression.id} value={expression}
          onChange={(next, mark) => onChange(value.map((item) => (item.id === next.id ? next : item)), mark)}
          onRemove={() => remove(expression.id)}
        />
      ))}
      {!part.readOnly && <Button variant="ghost" small icon="plus" className="expr-add" onClick={() => { onChange([...value, blankExpression(part.nextId(), null)]); focusNewest(root.current, ':scope > .expr > .typeahead > input') }}>Add expression</Button>}
    </div>
  )
}
