import { tokenize } from '#shared/domain/rules/text/tokens'
import type { Colour } from '#renderer/ui/code-editor/colours.ts'

/** Words that join and compare, wherever they stand. */
const WITHIN: ReadonlySet<string> = new Set(['of', 'each', 'least', 'most', 'in', 'last', 'next', 'between', 'and', 'or', 'where', 'equals', 'contains', 'begins', 'ends', 'with', 'is', 'does', 'not', 'equal', 'contain', 'empty', 'filled', 'one', 'none', 'more', 'less', 'than', 'before', 'after', 'on', 'older', 'add', 'subtract', 'points', 'point', 'fading', 'every', 'always', 'everyone', 'for', 'at', 'the', 'a', 'an', 'to', 'over', 'up', 'all', 'any', 'no'])

/** Words that begin a part; they stand out from those that only join. */
const STRONG: ReadonlySet<string> = new Set(['model', 'describe', 'audience', 'business', 'unit', 'consent', 'count', 'sales-ready', 'when', 'then', 'grades'])

const UNITS = /^(?:minute|hour|day|week|month|quarter|year)s?$/u

/** The colours of the text form: its own words, quoted text, numbers and names in brackets. */
export function highlightRules(text: string): readonly Colour[] {
  return tokenize(text).lines.flatMap((line) => line.tokens.flatMap((token, index): readonly Colour[] => {
    const { from, to } = token
    switch (token.kind) {
      case 'string':
        return [{ from, to, kind: 'text' }]
      case 'number':
      case 'date':
        return [{ from, to, kind: 'number' }]
      case 'name':
        return [{ from, to, kind: 'name' }]
      case 'symbol':
        return []
      case 'word': {
        // names of columns are written with a capital; the words between them are not
        const written = text.slice(from, to)
        if (index === 0 && STRONG.has(token.value)) return [{ from, to, kind: 'keyword' }]
        const before = line.tokens[index - 1]
        // “Created on is …”: the second word of a name may look like one of the language
        const partOfName = token.value === 'on' && before?.kind === 'word' && before.value !== 'is'
        const own = !partOfName && (index === 0 || written === token.value) && (WITHIN.has(token.value) || UNITS.test(token.value))
        return own ? [{ from, to, kind: 'join' }] : []
      }
    }
  }))
}

/** Lines behind which the next one stands further in. */
export const opensBlock = (line: string): boolean => /\b(?:all|any) of\s*$/iu.test(line) || /^\s*grades\s*$/iu.test(line)
