import type { Hint } from '#renderer/ui/hint-strip.tsx'

/** The first six keys, for the strip under the list. */
export const HINTS: readonly Hint[] = [
  { keys: ['J', 'K'], does: 'move' },
  { keys: ['Enter'], does: 'open' },
  { keys: ['E'], does: 'explain' },
  { keys: ['Space'], does: 'select' },
  { keys: ['/'], does: 'filter' },
  { keys: ['?'], does: 'all keys' },
]

/** All of them, for the list that `?` shows. */
export const KEYS: readonly Hint[] = [
  ...HINTS.slice(0, 2),
  { keys: ['E'], does: 'explain; again: next reason' },
  { keys: ['Space'], does: 'select, as Ctrl with a click' },
  { keys: ['Shift', 'J'], does: 'select the next as well' },
  { keys: ['/'], does: 'filter' },
  { keys: ['S'], does: 'search' },
  { keys: ['Esc'], does: 'clear, close evidence, then panel' },
  { keys: ['N'], does: 'new record' },
  { keys: ['Home', 'End'], does: 'first, last' },
  { keys: ['Ctrl', 'S'], does: 'save the record' },
  { keys: ['Shift', '←', '→'], does: 'column width, on its head' },
]
