import { type Extension, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'

/** A stretch of the text and what it is. */
export interface Colour {
  readonly from: number
  readonly to: number
  readonly kind: 'keyword' | 'join' | 'text' | 'number' | 'name'
}

const MARKS = {
  keyword: Decoration.mark({ class: 'code-keyword' }),
  join: Decoration.mark({ class: 'code-join' }),
  text: Decoration.mark({ class: 'code-text' }),
  number: Decoration.mark({ class: 'code-number' }),
  name: Decoration.mark({ class: 'code-name' }),
} as const

/** Colours the whole text anew after each change; texts here are a few pages at most. */
export function colours(highlight: (text: string) => readonly Colour[]): Extension {
  const paint = (text: string): DecorationSet => Decoration.set(highlight(text).filter((colour) => colour.to > colour.from).map((colour) => MARKS[colour.kind].range(colour.from, colour.to)), true)
  return StateField.define<DecorationSet>({
    create: (state) => paint(state.doc.toString()),
    update: (marks, transaction) => (transaction.docChanged ? paint(transaction.state.doc.toString()) : marks),
    provide: (field) => EditorView.decorations.from(field),
  })
}
