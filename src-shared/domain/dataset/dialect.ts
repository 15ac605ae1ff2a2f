import type { FileFormat } from './mapping.ts'

export const DELIMITERS = [',', ';', '\t', '|'] as const

type Dialect = Pick<FileFormat, 'delimiter' | 'quote' | 'lineEnd'>

/** How a piece of text is cut into rows and fields, from its first megabyte; a quote is a double one unless only single ones enclose fields. */
export function detectDialect(text: string): Dialect {
  const quote = detectQuote(text)
  return { quote, lineEnd: detectLineEnd(text, quote), delimiter: detectDelimiter(text, quote) }
}

function detectQuote(text: string): string {
  if (text.includes('"')) return '"'
  const opened = text.match(/(?:^|[,;\t|\r\n])'/gu)?.length ?? 0
  const closed = text.match(/'(?:$|[,;\t|\r\n])/gu)?.length ?? 0
  return opened > 2 && opened === closed ? "'" : '"'
}

/** The most frequent line end outside of quotes. */
function detectLineEnd(text: string, quote: string): FileFormat['lineEnd'] {
  const count = { crlf: 0, lf: 0, cr: 0, crcrlf: 0 }
  let quoted = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    if (character === quote) quoted = !quoted
    if (quoted) continue
    if (character === '\n') count.lf += 1
    if (character !== '\r') continue
    if (text.startsWith('\r\r\n', index)) count.crcrlf += 1
    else if (text[index + 1] === '\n') count.crlf += 1
    else if (index + 1 < text.length) count.cr += 1
    index += text.startsWith('\r\r\n', index) ? 2 : text[index + 1] === '\n' ? 1 : 0
  }
  const total = count.crlf + count.lf + count.cr + count.crcrlf
  if (total === 0) return 'lf'
  if (count.crcrlf > total / 2) return 'crcrlf'
  // a file of both kinds is read by its line feeds; the carriage returns before them are trimmed
  if (count.crlf > 0 && count.lf === 0 && count.crlf >= count.cr) return 'crlf'
  return count.cr > count.lf + count.crlf ? 'cr' : 'lf'
}

/** The delimiter that gives the most fields while the rows agree on their number, above all with the heading; a spreadsheet's first line `sep=;` names it. */
function detectDelimiter(text: string, quote: string): string {
  const named = /^sep=([^\r\n])(?:\r|\n)/iu.exec(text)?.[1]
  if (named !== undefined) return named
  let best: string = ','
  let bestScore = 0
  for (const delimiter of DELIMITERS) {
    const counts = fieldCounts(text, delimiter, quote, 50)
    const heading = counts[0] ?? 1
    const usual = mostFrequent(counts)
    // titles may stand above the heading
    const [width, trust] = usual === heading || heading > 1 ? [heading, 1] : [usual, 0.5]
    if (width < 2) continue
    const agreeing = counts.filter((count) => count === width).length / counts.length
    const score = trust * agreeing * agreeing * Math.log2(width + 1)
    if (score > bestScore) [best, bestScore] = [delimiter, score]
  }
  return best
}

function mostFrequent(counts: readonly number[]): number {
  const tally = Map.groupBy(counts, (count) => count)
  return [...tally].toSorted(([, one], [, other]) => other.length - one.length)[0]?.[0] ?? 1
}

/** Fields in each of the first rows, quotes respected. */
function fieldCounts(text: string, delimiter: string, quote: string, rows: number): number[] {
  const counts: number[] = []
  let fields = 1
  let quoted = false
  let filled = false
  for (const character of text) {
    if (character === quote) quoted = !quoted
    else if (quoted) continue
    else if (character === delimiter) fields += 1
    else if (character === '\n' || character === '\r') {
      if (filled) counts.push(fields)
      if (counts.length === rows) return counts
      fields = 1
      filled = false
      continue
    }
    filled = true
  }
  if (filled && counts.length === 0) counts.push(fields)
  return counts
}
