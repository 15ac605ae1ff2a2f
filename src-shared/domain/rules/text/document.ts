import type { RuleContext } from '../context.ts'
import type { BranchNode } from '../tree.ts'
import { readCondition, type Setting } from './read-condition.ts'
import { Reader, type Span, type Trouble, type Wish } from './reader.ts'
import type { Line, Token } from './tokens.ts'

/** The lines that are still to be read. */
export class Document {
  readonly text: string
  readonly known: RuleContext
  readonly nextId: () => string
  readonly #lines: readonly Line[]
  readonly #troubles: Trouble[]
  readonly #wish: Wish | null
  readonly #spans: Map<string, Span>
  #at = 0

  constructor(text: string, lines: readonly Line[], troubles: Trouble[], wish: Wish | null, spans: Map<string, Span>, known: RuleContext, nextId: () => string) {
    this.text = text
    this.#lines = lines
    this.#troubles = troubles
    this.#wish = wish
    this.#spans = spans
    this.known = known
    this.nextId = nextId
  }

  get done(): boolean {
    return this.#at >= this.#lines.length
  }

  /** Takes the next line when it stands deeper than `indent` and does not begin with "then", which ends conditions; any line when none is given. */
  take(indent = -1): { readonly reader: Reader; readonly indent: number } | null {
    const line = this.#lines[this.#at]
    const first = line?.tokens[0]
    if (line === undefined || line.indent <= indent || (indent >= 0 && first?.kind === 'word' && first.value === 'then')) return null
    this.#at += 1
    return { reader: this.reader(line.tokens), indent: line.indent }
  }

  /** The children of a branch: all lines deeper than its own, those of nested branches being theirs. */
  withChildren(branch: BranchNode, indent: number, start: string): BranchNode {
    const setting: Setting = { tables: this.known.tables, start, nextId: this.nextId }
    const children = [...branch.children]
    let depth: number | null = null
    for (let line = this.take(indent); line !== null; line = this.take(indent)) {
      const begin = line.reader.peek()
      if (depth !== null && line.indent > depth) line.reader.problem('Only lines below “all of” and “any of” are indented further. Move this line to the left.', begin?.from, begin?.to)
      else depth = line.indent
      const child = readCondition(line.reader, setting)
      line.reader.finish('This is not understood. A condition may go on with in the last, between, where or and.')
      if (child === null) continue
      children.push(child.kind === 'all' || child.kind === 'any' ? this.withChildren(child, line.indent, start) : child)
    }
    return { ...branch, children }
  }

  /** Passes over the lines that belong to a line that was not understood. */
  skipBelow(indent: number): void {
    while ((this.#lines[this.#at]?.indent ?? -1) > indent) this.#at += 1
  }

  private reader(tokens: readonly Token[]): Reader {
    return new Reader(this.text, tokens, this.#troubles, this.#wish, this.#spans)
  }
}
