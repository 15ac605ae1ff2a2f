import type { KeyboardEvent } from 'react'

export interface TableKeys {
  readonly total: number
  readonly active: number
  readonly pageRows: number
  readonly move: (index: number, extend: boolean) => void
  readonly onOpen?: ((index: number) => void) | undefined
  readonly onExplain?: ((index: number) => void) | undefined
  readonly onToggle?: ((index: number) => void) | undefined
  readonly onEscape?: (() => void) | undefined
}

function target(key: string, { active, total, pageRows }: TableKeys): number | null {
  switch (key) {
    case 'j':
    case 'J':
    case 'ArrowDown':
      return active + 1
    case 'k':
    case 'K':
    case 'ArrowUp':
      return active - 1
    case 'PageDown':
      return active + pageRows
    case 'PageUp':
      return active - pageRows
    case 'Home':
      return 0
    case 'End':
      return total - 1
    default:
      return null
  }
}

/** What a key does while the list has focus: J K and arrows move, Enter opens, E explains, Space selects, Shift extends, Esc closes. */
export function tableKey(event: KeyboardEvent, keys: TableKeys): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const next = target(event.key, keys)
  if (next !== null) {
    event.preventDefault()
    keys.move(Math.min(Math.max(next, 0), keys.total - 1), event.shiftKey)
    return
  }
  const acts: Readonly<Record<string, (() => void) | undefined>> = {
    Enter: keys.onOpen && (() => keys.onOpen?.(keys.active)),
    e: keys.onExplain && (() => keys.onExplain?.(keys.active)),
    ' ': keys.onToggle && (() => keys.onToggle?.(keys.active)),
    Escape: keys.onEscape,
  }
  const act = acts[event.key === 'E' ? 'e' : event.key]
  if (act === undefined || (event.key !== 'Escape' && keys.active < 0)) return
  event.preventDefault()
  act()
}
