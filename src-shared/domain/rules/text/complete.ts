import type { RuleContext } from '../context.ts'
import { readRules } from './parse.ts'
import { STAND_IN, type Choice, type Wish } from './reader.ts'

export interface Completion {
  /** Offset from which a choice replaces the text up to the cursor. */
  readonly from: number
  readonly choices: readonly Choice[]
}

/** Names and phrases have several words; more than this is not looked back for their beginning. */
const MOST_WORDS = 5

/** What can be written at the offset: the longest run of words before it that begins a known name or phrase is completed, else all that may stand there is offered. */
export function completeRules(text: string, offset: number, known: RuleContext): Completion {
  const starts = wordStarts(text, offset)
  for (const from of starts.toReversed()) {
    const typed = plain(text.slice(from, offset))
    if (typed === '') continue
    const choices = choicesAt(text, from, known).filter((choice) => plain(choice.label).startsWith(typed) || plain(choice.insert).startsWith(typed))
    if (choices.some((choice) => plain(choice.insert) !== typed)) return { from, choices }
  }
  const nearest = starts[0] ?? offset
  if (nearest === offset) return { from: offset, choices: choicesAt(text, offset, known) }
  const typed = plain(text.slice(nearest, offset))
  return { from: nearest, choices: choicesAt(text, nearest, known).filter((choice) => plain(choice.label).includes(typed)) }
}

function plain(text: string): string {
  return text.toLowerCase().replace(/^["“[]/u, '').replaceAll(/\s+/gu, ' ')
}

/** Where the words before the offset begin, the nearest first; the offset itself when it stands between words. */
function wordStarts(text: string, offset: number): number[] {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  const begin = offset - line.length
  const starts: number[] = []
  for (const match of line.matchAll(/["“[]?[\p{L}\p{N}_][^\s.,:()"'’]*|["“[?]/gu)) starts.unshift(begin + match.index)
  const last = /[\s.,:()'’]$/u.test(line) || line === '' ? [offset, ...starts] : starts
  return last.slice(0, MOST_WORDS)
}

function choicesAt(text: string, from: number, known: RuleContext): readonly Choice[] {
  const wish: Wish = { at: from, choices: [] }
  const before = text.slice(0, from)
  readRules(`${before}${STAND_IN}`, known, wish)
  const seen = new Set<string>()
  return [...wish.choices, ...(/\n[ \t]+$/u.test(before) ? continuations(before.trimEnd(), known) : [])].filter((choice) => !/^\W$/u.test(choice.insert) && !seen.has(choice.insert) && seen.add(choice.insert))
}

/** An indented line may also go on with the line above. */
function continuations(above: string, known: RuleContext): readonly Choice[] {
  const wish: Wish = { at: above.length + 1, choices: [] }
  readRules(`${above} ${STAND_IN}`, known, wish)
  return wish.choices.filter((choice) => choice.insert === 'where' || choice.insert === 'and')
}
