import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { expect, test } from 'vitest'
import { hanging } from '#renderer/ui/code-editor/hanging.ts'

/** The indent of what wraps, by the offset at which its line begins. */
function indents(state: EditorState): readonly (readonly [number, string])[] {
  const found: [number, string][] = []
  for (const source of state.facet(EditorView.decorations)) {
    if (typeof source === 'function') continue
    source.between(0, state.doc.length, (from, _to, mark) => void found.push([from, String(mark.spec['attributes']?.style)]))
  }
  return found
}

test('what wraps hangs four characters further in than its line begins, and follows edits', () => {
  const state = EditorState.create({ doc: 'When all of\n  "Long"\n\nthen', extensions: [hanging] })
  expect(indents(state)).toEqual([[0, '--hang: 4ch'], [12, '--hang: 6ch'], [22, '--hang: 4ch']])
  expect(indents(state.update({ changes: { from: 12, insert: '  ' } }).state)).toEqual([[0, '--hang: 4ch'], [12, '--hang: 8ch'], [24, '--hang: 4ch']])
})
