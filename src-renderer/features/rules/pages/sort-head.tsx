import { Icon } from '#renderer/ui/icon.tsx'

interface SortHeadProps {
  readonly label: string
  /** null while another column sorts. */
  readonly direction: 'asc' | 'desc' | null
  readonly first: 'asc' | 'desc'
  readonly onSort: (direction: 'asc' | 'desc') => void
}

/** The head of a plain table's column that sorts by it. */
export function SortHead({ label, direction, first, onSort }: SortHeadProps) {
  const next = direction === null ? first : direction === 'asc' ? 'desc' : 'asc'
  return (
    <button type="button" className="sort-head" onClick={() => onSort(next)} title={`Sort by ${label.toLowerCase()}`} aria-label={`${label}${direction === null ? '' : direction === 'asc' ? ', sorted ascending' : ', sorted descending'}`}>
      {label}
      {direction !== null && <Icon name={direction === 'asc' ? 'up' : 'down'} size={12} />}
    </button>
  )
}
