/** Something in a formula that cannot be read or computed; offsets in UTF-16 units. */
export interface FormulaProblem {
  readonly from: number
  readonly to: number
  /** Says what is wrong and what to write instead. */
  readonly sentence: string
}

export interface FormulaToken {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'symbol' | 'end'
  /** What was meant: unescaped for texts and names in brackets, else as written. */
  readonly value: string
  readonly from: number
  readonly to: number
}

const WORD = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy
const NUMBER = /\d+(?:\.\d+)?(?![\p{L}\p{N}_.])/uy
const SYMBOL = />=|<=|<>|!=|[-+*/=<>(),.]/uy
const SPACE = /\s+/uy
/** A closing sign that belongs to what is quoted is written twice. */
const QUOTED: Readonly<Record<string, { readonly close: string; readonly kind: 'name' | 'text'; readonly what: string }>> = {
  '[': { close: ']', kind: 'name', what: 'column' },
  '`': { close: '`', kind: 'name', what: 'column' },
  '"': { close: '"', kind: 'text', what: 'text' },
  "'": { close: "'", kind: 'text', what: 'text' },
}

/** Cuts a formula into its tokens, the last of which is its end; stops at the first problem. */
export function formulaTokens(text: string): { readonly tokens: readonly FormulaToken[]; readonly problem: FormulaProblem | null } {
  const tokens: FormulaToken[] = []
  let at = 0
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0] ?? null
  }
  const add = (kind: FormulaToken['kind'], value: string, length: number): void => {
    tokens.push({ kind, value, from: at, to: at + length })
    at += length
  }
  for (;;) {
    at += take(SPACE)?.length ?? 0
    const character = text[at]
    if (character === undefined) break
    const quote = QUOTED[character]
    if (quote !== undefined) {
      const found = quoted(text, at, quote.close)
      if (found === null) return stopped(tokens, text, { from: at, to: text.length, sentence: `This ${quote.what} is not closed: a ${quote.close} is missing.` })
      add(quote.kind, found.value, found.length)
      continue
    }
    const word = take(WORD)
    const number = take(NUMBER)
    const symbol = take(SYMBOL)
    if (word !== null) add('word', word, word.length)
    else if (number !== null) add('number', number, number.length)
    else if (symbol !== null) add('symbol', symbol, symbol.length)
    else return stopped(tokens, text, { from: at, to: at + 1, sentence: `“${character}” has no meaning here. Names of columns stand in [brackets], texts in "quotes", numbers like 1234.5.` })
  }
  return { tokens: [...tokens, { kind: 'end', value: '', from: text.length, to: text.length }], problem: null }
}

function stopped(tokens: readonly FormulaToken[], text: string, problem: FormulaProblem): { readonly tokens: readonly FormulaToken[]; readonly problem: FormulaProblem } {
  return { tokens: [...tokens, { kind: 'end', value: '', from: text.length, to: text.length }], problem }
}

function quoted(text: string, start: number, close: string): { readonly value: string; readonly length: number } | null {
  let value = ''
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] !== close) value += text[at]
    else if (text[at + 1] === close) {
      value += close
      at += 1
    } else return { value, length: at + 1 - start }
  }
  return null
}
