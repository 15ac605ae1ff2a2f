/** Something in the text that cannot be read; offsets in UTF-16 units, lines from 1. */
export interface TextProblem {
  readonly from: number
  readonly to: number
  readonly line: number
  /** Says what is wrong and what to write instead. */
  readonly sentence: string
}

export type TokenKind = 'word' | 'number' | 'date' | 'string' | 'name' | 'symbol'

export interface Token {
  readonly kind: TokenKind
  /** What was meant: lower case for words, unescaped for strings and names in brackets, else as written. */
  readonly value: string
  readonly from: number
  readonly to: number
}

/** One line that is not blank. */
export interface Line {
  readonly number: number
  /** Columns before the first token; a tab counts as four. */
  readonly indent: number
  readonly tokens: readonly Token[]
  readonly from: number
  readonly to: number
}

const DATE = /\d{4}-\d{2}-\d{2}(?![\p{L}\p{N}_-])/uy
const NUMBER = /[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\p{L}\p{N}_])/iuy
const WORD = /[\p{L}\p{N}_][\p{L}\p{M}\p{N}_\-&/]*(?:\.(?![\p{L}\p{N}_[]))?/uy
const POSSESSIVE = /['’]s(?![\p{L}\p{N}_])/uy
const SYMBOL = />=|<=|!=|<>|[:,.()?%=<>]/uy
const CLOSERS: Readonly<Record<string, string>> = { '"': '"', '“': '”', '[': ']' }
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

/** Cuts a text into its lines and tokens; what belongs to no token is reported and skipped. */
export function tokenize(text: string): { readonly lines: readonly Line[]; readonly problems: readonly TextProblem[] } {
  const lines: Line[] = []
  const problems: TextProblem[] = []
  let from = 0
  for (const [index, content] of text.split('\n').entries()) {
    const tokens = lineTokens(text, from, from + content.length, index + 1, problems)
    const first = tokens[0]
    if (first !== undefined) lines.push({ number: index + 1, indent: width(text.slice(from, first.from)), tokens, from: first.from, to: tokens.at(-1)?.to ?? first.to })
    from += content.length + 1
  }
  return { lines, problems }
}

function width(space: string): number {
  return space.replaceAll('\t', '    ').length
}

function lineTokens(text: string, start: number, end: number, line: number, problems: TextProblem[]): Token[] {
  const tokens: Token[] = []
  let at = start
  while (at < end) {
    const character = text[at] ?? ''
    if (/\s/u.test(character) || character === '\u{feff}') {
      at += 1
      continue
    }
    const token = quoted(text, at, end, line, problems) ?? matched(text, at)
    if (token !== null && token.to <= end) {
      tokens.push(token)
      at = token.to
      continue
    }
    const wide = String.fromCodePoint(text.codePointAt(at) ?? 0).length
    problems.push({ from: at, to: at + wide, line, sentence: `“${text.slice(at, at + wide)}” has no meaning here. Put texts in "quotes" and unusual names in [brackets].` })
    at += wide
  }
  return tokens
}

function matched(text: string, at: number): Token | null {
  const patterns: readonly (readonly [TokenKind, RegExp])[] = [['date', DATE], ['number', NUMBER], ['word', WORD], ['symbol', POSSESSIVE], ['symbol', SYMBOL]]
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at
    const written = pattern.exec(text)?.[0]
    if (written !== undefined) {
      return { kind, value: pattern === POSSESSIVE ? "'s" : kind === 'word' ? written.toLowerCase() : written, from: at, to: at + written.length }
    }
  }
  return null
}

function quoted(text: string, at: number, end: number, line: number, problems: TextProblem[]): Token | null {
  const closer = CLOSERS[text[at] ?? '']
  if (closer === undefined) return null
  const kind = closer === ']' ? 'name' : 'string'
  let value = ''
  for (let here = at + 1; here < end; here += 1) {
    const character = text[here] ?? ''
    if (character === closer) return { kind, value, from: at, to: here + 1 }
    if (character === '\\' && here + 1 < end) {
      here += 1
      const unicode = /^u\{([0-9a-f]{1,6})\}/iu.exec(text.slice(here, Math.min(end, here + 9)))
      if (unicode === null) value += ESCAPES[text[here] ?? ''] ?? text[here] ?? ''
      else {
        value += fromCode(Number.parseInt(unicode[1] ?? '', 16))
        here += unicode[0].length - 1
      }
    } else value += character
  }
  problems.push({ from: at, to: end, line, sentence: kind === 'name' ? 'This name has no closing ]. Names in brackets end on the line they begin on.' : 'This text has no closing quote. Texts end on the line they begin on; write \\n for a new line.' })
  return { kind, value, from: at, to: end }
}

/** A lone surrogate is a code unit, which `fromCodePoint` takes as well; beyond Unicode there is only the replacement character. */
function fromCode(code: number): string {
  return code > 0x10ffff ? '\u{fffd}' : String.fromCodePoint(code)
}

/** A text between quotes; the closing quote, backslashes and what would break the line are escaped. */
export function quoteText(value: string): string {
  return `"${escapeFor(value, '"')}"`
}

/** A name between brackets. */
export function bracketName(value: string): string {
  return `[${escapeFor(value, ']')}]`
}

function escapeFor(value: string, closer: string): string {
  return value.replaceAll(/[\\"\]\p{Cc}\p{Cs}\u{2028}\u{2029}\u{feff}]/gu, (character) => {
    if (character === '\\') return '\\\\'
    if (character === '"' || character === ']') return character === closer ? `\\${character}` : character
    if (character === '\n') return '\\n'
    if (character === '\t') return '\\t'
    if (character === '\r') return '\\r'
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
  })
}
