import './filter-chip.css'
import { Icon } from './icon.tsx'

interface FilterChipProps {
  readonly column: string
  readonly operator: string
  readonly value: string
  /** A click on one of its three parts. */
  readonly onEdit: (part: 'column' | 'operator' | 'value') => void
  readonly onRemove?: (() => void) | undefined
}

/** What, how, value: each part opens its own choice. */
export function FilterChip({ column, operator, value, onEdit, onRemove }: FilterChipProps) {
  const words = `${column} ${operator} ${value}`
  return (
    <span className="filter" role="group" aria-label={`Filter: ${words}`}>
      <button type="button" onClick={() => onEdit('column')} title="Change the column">{column}</button>
      <button type="button" onClick={() => onEdit('operator')} title="Change the comparison">{operator}</button>
      {value !== '' && <button type="button" className="value" onClick={() => onEdit('value')} title={value}><span>{value}</span></button>}
      {onRemove && <button type="button" className="remove" onClick={onRemove} aria-label={`Remove filter ${words}`}><Icon name="x" size={12} /></button>}
    </span>
  )
}
