import './expression.css'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import { operatorLabel, operatorsOf, takesUnit } from '#shared/domain/rules/operators'
import type { Expression } from '#shared/domain/rules/tree'
import { IconButton } from '#renderer/ui/button.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { Choice } from './choice.tsx'
import { columnAt, columnWords } from './column-walk.ts'
import { ColumnField } from './column-field.tsx'
import { type PartEditing, sentenceAt } from './part-editing.ts'
import { ValueField } from './value-field.tsx'
import { arityOf, withColumn, withOperator } from './value-kind.ts'

interface ExpressionRowProps extends PartEditing {
  readonly value: Expression
  readonly onChange: (next: Expression, mark?: string) => void
  readonly onRemove: () => void
  readonly table: string
  readonly hopsBefore?: number | undefined
}

/** Values that do not fit beside the operator in a panel get a line of their own. */
const isWide = (expression: Expression, column: CatalogColumn | undefined): boolean => {
  const arity = arityOf(expression.operator)
  return arity === 'two' || arity === 'many' || arity === 'relative' || column?.type === 'date' || column?.type === 'datetime'
}

/** Column, operator, value; what is wrong with it stands under it. */
export function ExpressionRow({ value, onChange, onRemove, table, hopsBefore, known, problems, readOnly, timeless = false }: ExpressionRowProps) {
  const column = columnAt(known.tables, table, value)
  const problem = sentenceAt(problems, value.id)
  const words = columnWords(known.tables, table, value)
  const mark = `expression:${value.id}`
  const operators = column === undefined ? [value.operator] : operatorsOf(column.type).filter((operator) => !timeless || !takesUnit(operator))
  const shown = operators.includes(value.operator) ? operators : [value.operator, ...operators]
  const type = column?.type ?? 'text'
  const needsNone = arityOf(value.operator) === 'none'
  return (
    <div className={cx('expr', needsNone && 'no-value', isWide(value, column) && !needsNone && 'wide', value.lookups.length > 0 && 'far')} data-part={value.id} role="group" aria-label={words === '' ? 'New expression' : `Expression on ${words}`}>
      <ColumnField
        label="Column" value={value} known={known} table={table} hopsBefore={hopsBefore} readOnly={readOnly} invalid={problem !== null && column === undefined}
        onChange={(ref) => onChange(withColumn(value, ref, columnAt(known.tables, table, ref)?.type ?? 'text'))}
      />
      <Choice label="Operator" value={value.operator} choices={shown.map((operator) => ({ value: operator, label: operatorLabel(operator) }))} onPick={(operator) => onChange(withOperator(value, operator, type))} readOnly={readOnly || column === undefined} width={170} />
      {!needsNone && (
        <span className="expr-value">
          {column === undefined ? <span className="t1 faint">Choose a column first</span> : <ValueField expression={value} column={column} invalid={problem !== null} readOnly={readOnly} onChange={(next, typing) => onChange(next, typing ? mark : undefined)} />}
        </span>
      )}
      {!readOnly && <IconButton small icon="x" label={words === '' ? 'Remove the expression' : `Remove the expression on ${words}`} onClick={onRemove} className="expr-remove" />}
      {problem !== null && <p className="field-error expr-problem" role="alert">{problem}</p>}
    </div>
  )
}
