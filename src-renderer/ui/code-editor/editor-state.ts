import { acceptCompletion, autocompletion, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { indentService, indentUnit } from '@codemirror/language'
import { lintGutter, lintKeymap } from '@codemirror/lint'
import { Annotation, Compartment, EditorState, type Extension, type StateEffect, Transaction } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view'
import { type Colour, colours } from './colours.ts'
import { type Completions, completionSource } from './completions.ts'
import { hanging } from './hanging.ts'

export interface EditorSetup {
  readonly label: string
  readonly readOnly: boolean
  readonly onChange: (text: string) => void
  readonly highlight: (text: string) => readonly Colour[]
  readonly complete: (text: string, offset: number) => Completions
  /** Whether the line after this one is indented further. */
  readonly opensBlock: (line: string) => boolean
}

const changeable = new Compartment()
const fromOutside = Annotation.define<true>()
const INDENT = '  '

const look = (setup: Pick<EditorSetup, 'readOnly' | 'label'>): Extension => [
  EditorState.readOnly.of(setup.readOnly),
  // a text that cannot be changed can still be read with the caret and copied
  // an editable text can be reached by itself; the explicit stop tells those who check how its scrolling is reached
  EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': setup.label, 'aria-readonly': String(setup.readOnly), spellcheck: 'false' }),
]

/** Settings that change while the editor is open. */
export const settings = {
  outside: [fromOutside.of(true), Transaction.addToHistory.of(false)],
  reconfigure: (setup: Pick<EditorSetup, 'readOnly' | 'label'>): StateEffect<unknown> => changeable.reconfigure(look(setup)),
}

const spaces = (line: string): number => line.length - line.trimStart().length

/** A line begins where the one before it does, or further in behind one that opens a block. */
const indents = (opensBlock: (line: string) => boolean): Extension =>
  indentService.of((context, position) => {
    const number = context.state.doc.lineAt(position).number
    const before = context.simulatedBreak === position ? context.state.doc.lineAt(position).text.slice(0, position - context.state.doc.lineAt(position).from) : number > 1 ? context.state.doc.line(number - 1).text : ''
    return spaces(before) + (opensBlock(before) ? INDENT.length : 0)
  })

/** Everything that the editor starts with. */
export function editorState(doc: string, setup: EditorSetup): EditorState {
  return EditorState.create({
    doc,
    extensions: [
      lineNumbers(),
      lintGutter(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      drawSelection(),
      history(),
      indentUnit.of(INDENT),
      indents(setup.opensBlock),
      autocompletion({ override: [completionSource(setup.complete)], icons: false, activateOnTyping: true }),
      // Tab takes a completion while its list is open and otherwise leaves the field; Ctrl ] and Ctrl [ indent
      keymap.of([{ key: 'Tab', run: acceptCompletion }, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
      colours(setup.highlight),
      EditorView.lineWrapping,
      hanging,
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !update.transactions.some((transaction) => transaction.annotation(fromOutside) === true)) setup.onChange(update.state.doc.toString())
      }),
      changeable.of(look(setup)),
    ],
  })
}

