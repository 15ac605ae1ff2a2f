import { RESERVED, OPENERS } from './keywords.ts'
import { remember } from './remember.ts'
import { bracketName, tokenize, type Token } from './tokens.ts'

/** Something that a name can mean. Equal names are told apart by their place among their equals, written `(2)`, `(3)`, … */
export interface Named<T> {
  readonly label: string
  readonly meaning: T
  /** For completion: what it is. */
  readonly detail: string
}

export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** The words of a label that can be written without brackets, in lower case; else null. */
function bareWords(label: string): readonly string[] | null {
  const { lines, problems } = tokenize(label)
  const tokens = lines[0]?.tokens ?? []
  if (lines.length !== 1 || problems.length > 0 || tokens[0]?.kind !== 'word') return null
  if (!tokens.every((token) => token.kind === 'word' || token.kind === 'number')) return null
  return tokens.map((token) => label.slice(token.from, token.to)).join(' ') === label ? tokens.map((token) => token.value.toLowerCase()) : null
}

/** How the name of `meaning` is written among the names that are possible at its place: bare where that can be read back, else in brackets, with its number among equal ones. */
export function spellName<T>(names: readonly Named<T>[], meaning: T, label: string): string {
  const { equals, beginnings } = indexOf(names)
  const rank = (equals.get(label.toLowerCase()) ?? []).findIndex((name) => name.meaning === meaning)
  const words = bareWords(label)
  const bare = words !== null && !OPENERS.has(words[0] ?? '') && !beginnings.has(words.join(' '))
  return `${bare ? label : bracketName(label)}${rank > 0 ? ` (${rank + 1})` : ''}`
}

/** What telling the names of one place apart takes; a catalog may have 1,500 columns, so it is worked out once for each list. */
const indexOf = remember((names: readonly Named<unknown>[]) => {
  const equals = new Map<string, Named<unknown>[]>()
  const byFirst = new Map<string, (readonly string[])[]>()
  // Beginnings of names that go on with a word which may also follow a name.
  const beginnings = new Set<string>()
  for (const name of names) {
    const key = name.label.toLowerCase()
    const words = key.split(' ')
    push(equals, key, name)
    push(byFirst, words[0] ?? '', words)
    for (let length = 1; length < words.length; length += 1) if (RESERVED.has(words[length] ?? '')) beginnings.add(words.slice(0, length).join(' '))
  }
  return { equals, byFirst, beginnings }
})

function push<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [item])
  else list.push(item)
}

/** A name that nothing is known about. */
export function spellUnknown(name: string): string {
  return name === '' ? '?' : bracketName(name)
}

export interface FoundName<T> {
  /** null when no name fits. */
  readonly found: Named<T> | null
  /** What was written. */
  readonly written: string
  readonly length: number
  readonly from: number
  readonly to: number
}

/**
 * Reads the longest of the names that the tokens from `at` on spell, capital letters aside; a name in brackets is read as it stands.
 * When none fits, what was meant as the name is taken to go up to the next word that cannot be part of one. Answers null where no name begins.
 */
export function matchName<T>(names: readonly Named<T>[], tokens: readonly Token[], at: number, text: string): FoundName<T> | null {
  const first = tokens[at]
  if (first === undefined || (first.kind !== 'name' && first.kind !== 'word')) return null
  if (first.kind === 'name') return ranked(names, first.value, tokens, at, at + 1)
  const fitting = (indexOf(names).byFirst.get(first.value) ?? []).filter((words) => words.every((word, index) => spells(tokens[at + index], word)))
  if (fitting.length > 0) {
    const length = Math.max(...fitting.map((words) => words.length))
    const longest = fitting.find((words) => words.length === length) ?? []
    return ranked(names, longest.join(' '), tokens, at, at + length)
  }
  let end = at + 1
  while (tokens[end]?.kind === 'word' && !RESERVED.has(tokens[end]?.value ?? '')) end += 1
  const written = text.slice(first.from, tokens[end - 1]?.to ?? first.to)
  return { found: null, written, length: end - at, from: first.from, to: tokens[end - 1]?.to ?? first.to }
}

function spells(token: Token | undefined, word: string): boolean {
  return token !== undefined && (token.kind === 'word' || token.kind === 'number') && token.value.toLowerCase() === word
}

function ranked<T>(names: readonly Named<T>[], written: string, tokens: readonly Token[], at: number, end: number): FoundName<T> {
  const equals = names.filter((name) => sameName(name.label, written))
  const numbered = tokens[end]?.value === '(' && tokens[end + 1]?.kind === 'number' && tokens[end + 2]?.value === ')'
  const rank = numbered ? Number(tokens[end + 1]?.value) : 1
  const last = numbered ? end + 3 : end
  return { found: equals[rank - 1] ?? null, written: numbered ? `${written} (${rank})` : written, length: last - at, from: tokens[at]?.from ?? 0, to: tokens[last - 1]?.to ?? 0 }
}
