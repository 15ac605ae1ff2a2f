import { didYouMean } from './near.ts'
import { matchName, spellName, type FoundName, type Named } from './names.ts'
import type { Token } from './tokens.ts'

/** Something that can be written at the place that completion asks about. */
export interface Choice {
  readonly label: string
  readonly detail: string
  readonly insert: string
}

/** A letter that no name has, standing for what is not written yet. */
export const STAND_IN = '\u{fb17}'

/** Where reading a text is only meant to find out what may stand at one place. */
export interface Wish {
  /** Offset of the token that stands for what is not written yet. */
  readonly at: number
  readonly choices: Choice[]
}

/** A stretch of the text; offsets in UTF-16 units. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Where the parts of a model are written: by id of a tile, by `id:word` for what a tile says of one thing (`n4:range`), by name for parts without an id (`audience`, `settings:ready`). */
export type Spans = ReadonlyMap<string, Span>

export interface Trouble {
  readonly from: number
  readonly to: number
  readonly sentence: string
}

/** Goes through the tokens of one line (with its continuations), collecting what is wrong and what could stand there. */
export class Reader {
  readonly text: string
  readonly #tokens: readonly Token[]
  readonly #troubles: Trouble[]
  readonly #wish: Wish | null
  readonly #spans: Map<string, Span>
  #at = 0
  #troubled = false
  #stopped = false

  constructor(text: string, tokens: readonly Token[], troubles: Trouble[], wish: Wish | null, spans = new Map<string, Span>()) {
    this.text = text
    this.#tokens = tokens
    this.#troubles = troubles
    this.#wish = wish
    this.#spans = spans
  }

  peek(ahead = 0): Token | null {
    return this.#tokens[this.#at + ahead] ?? null
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length
  }

  /** For trying one reading before another. */
  get place(): number {
    return this.#at
  }

  goTo(place: number): void {
    this.#at = place
  }

  /** Remembers that the part of that key is what was taken from one place on, up to another or to what comes next; nothing where nothing was. */
  mark(key: string, begin: number, end = this.#at): void {
    const first = this.#tokens[begin]
    const last = this.#tokens[Math.min(end, this.#tokens.length) - 1]
    if (first !== undefined && last !== undefined && end > begin) this.#spans.set(key, { from: first.from, to: last.to })
  }

  skip(count = 1): void {
    this.#at += count
  }

  skipAll(): void {
    this.#at = this.#tokens.length
  }

  /**
   * Reports something about the next token, or about the end of the line when there is none. Where completion asks about the next token,
   * it is what is missing here that was offered; nothing that comes after it can stand there.
   */
  problem(sentence: string, from?: number, to?: number): void {
    if (this.wished) {
      this.#stopped = true
      return
    }
    const token = this.peek()
    const end = this.#tokens.at(-1)?.to ?? 0
    this.#troubled = true
    this.#troubles.push({ from: from ?? token?.from ?? end, to: to ?? token?.to ?? end, sentence })
  }

  offer(choices: () => readonly Choice[]): void {
    if (this.#wish !== null && !this.#stopped && this.peek()?.from === this.#wish.at) this.#wish.choices.push(...choices())
  }

  /** Whether completion asks about the next token, so that nothing may be reported about it. */
  get wished(): boolean {
    return this.#wish !== null && this.peek()?.from === this.#wish.at
  }

  /** Length of the phrase in tokens when it stands next, else 0; capital letters do not matter. */
  phrase(phrase: string): number {
    const parts = phrase.split(' ')
    return parts.every((part, index) => isWritten(this.peek(index), part)) ? parts.length : 0
  }

  /** Takes the phrase when it stands next. */
  accept(phrase: string, detail = ''): boolean {
    this.offer(() => [{ label: phrase, detail, insert: phrase }])
    const length = this.phrase(phrase)
    this.#at += length
    return length > 0
  }

  /** Takes one of the phrases, the longest that stands next; answers it. */
  acceptOne(phrases: readonly string[]): string | null {
    for (const phrase of phrases) this.offer(() => [{ label: phrase, detail: '', insert: phrase }])
    const longest = phrases.toSorted((one, other) => other.length - one.length).find((phrase) => this.phrase(phrase) > 0)
    if (longest === undefined) return null
    this.#at += this.phrase(longest)
    return longest
  }

  need(phrase: string, sentence: string): boolean {
    if (this.accept(phrase)) return true
    this.problem(sentence)
    return false
  }

  /** `?` stands for something that a draft does not have yet. */
  hole(): boolean {
    if (this.peek()?.value !== '?' || this.peek()?.kind !== 'symbol') return false
    this.#at += 1
    return true
  }

  string(): string | null {
    const token = this.peek()
    if (token?.kind !== 'string') return null
    this.#at += 1
    return token.value
  }

  number(): number | null {
    const token = this.peek()
    if (token?.kind !== 'number') return null
    this.#at += 1
    return Number(token.value)
  }

  /** Looks for a name without taking it. */
  match<T>(names: readonly Named<T>[]): FoundName<T> | null {
    return matchName(names, this.#tokens, this.#at, this.text)
  }

  offerNames<T>(names: readonly Named<T>[]): void {
    this.offer(() => names.map((name) => ({ label: name.label, detail: name.detail, insert: spellName(names, name.meaning, name.label) })))
  }

  /** Takes a name; one that is not known is reported with the nearest names, and answered with what was written. Nothing is reported without a sentence. */
  name<T>(names: readonly Named<T>[], unknown: ((written: string) => string) | null): FoundName<T> | null {
    this.offerNames(names)
    const match = this.match(names)
    if (match === null) return null
    if (match.found === null && unknown !== null) {
      this.problem(`${unknown(match.written)}${didYouMean(match.written, names.map((name) => name.label))}`, match.from, match.to)
    }
    this.#at += match.length
    return match
  }

  /** Reports what is left of the line, unless something before it was not understood, which is reported already. */
  finish(sentence: string): void {
    if (this.done) return
    if (!this.#troubled) this.problem(sentence, undefined, this.#tokens.at(-1)?.to)
    this.skipAll()
  }
}

function isWritten(token: Token | null, part: string): boolean {
  return token !== null && (token.kind === 'word' || token.kind === 'symbol') && token.value === part.toLowerCase()
}
