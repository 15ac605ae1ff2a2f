import { type EditorState, type Extension, RangeSetBuilder, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'

/** Characters that the rest of a wrapped line stands further in than its beginning; more than a level of indentation, so that it is not taken for a line of its own. */
const FURTHER = 4

const marks = new Map<number, Decoration>()

/** One mark for all lines that begin equally far in. */
function hangingBy(characters: number): Decoration {
  const made = marks.get(characters) ?? Decoration.line({ attributes: { style: `--hang: ${characters}ch` } })
  marks.set(characters, made)
  return made
}

function hang(state: EditorState): DecorationSet {
  const made = new RangeSetBuilder<Decoration>()
  for (let number = 1; number <= state.doc.lines; number += 1) {
    const { from, text } = state.doc.line(number)
    if (text !== '') made.add(from, from, hangingBy(text.length - text.trimStart().length + FURTHER))
  }
  return made.finish()
}

/** Wrapped lines go on further in than they begin; the style sheet moves them by `--hang`. */
export const hanging: Extension = StateField.define<DecorationSet>({
  create: hang,
  update: (lines, transaction) => (transaction.docChanged ? hang(transaction.state) : lines),
  provide: (field) => EditorView.decorations.from(field),
})
