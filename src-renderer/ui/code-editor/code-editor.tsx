import './code-editor.css'
import { EditorView } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { editorState, type EditorSetup, settings } from './editor-state.ts'
import { markProblems, type CodeProblem } from './problem-marks.ts'

interface CodeEditorProps extends Omit<EditorSetup, 'onChange'> {
  readonly value: string
  readonly onChange: (text: string) => void
  readonly problems: readonly CodeProblem[]
  readonly onBlur?: (() => void) | undefined
  /** Puts the caret there and shows it whenever `at` changes; nothing at first. */
  readonly reveal?: Reveal | null
}

export interface Reveal {
  readonly from: number
  readonly to: number
  readonly at: number
}

/** A text of several lines with line numbers, colours, completion and problems where they are. Tab leaves it, like any field. */
export function CodeEditor({ value, onChange, problems, readOnly, label, highlight, complete, opensBlock, onBlur, reveal = null }: CodeEditorProps) {
  const root = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  // what the editor was made with stays; it always calls the newest of these
  const latest = useRef({ onChange, highlight, complete, opensBlock })
  useEffect(() => {
    latest.current = { onChange, highlight, complete, opensBlock }
  }, [onChange, highlight, complete, opensBlock])
  const first = useRef({ value, readOnly, label })

  useEffect(() => {
    if (root.current === null) return
    const made = new EditorView({
      parent: root.current,
      state: editorState(first.current.value, {
        ...first.current,
        onChange: (text) => latest.current.onChange(text),
        highlight: (text) => latest.current.highlight(text),
        complete: (text, offset) => latest.current.complete(text, offset),
        opensBlock: (line) => latest.current.opensBlock(line),
      }),
    })
    view.current = made
    const letGo = keepCaretSeen(made)
    return () => {
      letGo()
      view.current = null
      made.destroy()
    }
  }, [])

  useEffect(() => {
    const editor = view.current
    if (editor === null || editor.state.doc.toString() === value) return
    // a text from outside replaces what differs, so that the caret and the scroll position stay where they can
    editor.dispatch({ changes: difference(editor.state.doc.toString(), value), annotations: settings.outside })
  }, [value])

  useEffect(() => {
    view.current?.dispatch({ effects: settings.reconfigure({ readOnly, label }) })
  }, [readOnly, label])

  useEffect(() => {
    if (view.current !== null) view.current.dispatch(markProblems(view.current.state, problems))
  }, [problems])

  useEffect(() => {
    const editor = view.current
    if (editor === null || reveal === null) return
    const end = editor.state.doc.length
    editor.dispatch({ selection: { anchor: Math.min(reveal.from, end), head: Math.min(reveal.to, end) }, effects: EditorView.scrollIntoView(Math.min(reveal.from, end), { y: 'nearest', yMargin: 40 }) })
    editor.focus()
  }, [reveal])

  return <div ref={root} className="code-editor" onBlur={onBlur} />
}

/** Scrolls the line that is written after the edge of an editor that becomes lower, as it does when problems are listed under it; answers what ends that. */
function keepCaretSeen(editor: EditorView): () => void {
  const edge = (): number => editor.scrollDOM.getBoundingClientRect().bottom
  let before = edge()
  const observer = new ResizeObserver(() => {
    const now = edge()
    const { head } = editor.state.selection.main
    const caret = editor.hasFocus ? editor.coordsAtPos(head) : null
    if (caret !== null && caret.bottom > now && caret.top < before) editor.dispatch({ effects: EditorView.scrollIntoView(head, { y: 'nearest', yMargin: 8 }) })
    before = now
  })
  observer.observe(editor.scrollDOM)
  return () => observer.disconnect()
}

/** The one stretch in which two texts differ. */
function difference(from: string, to: string): { readonly from: number; readonly to: number; readonly insert: string } {
  const most = Math.min(from.length, to.length)
  let start = 0
  while (start < most && from[start] === to[start]) start += 1
  let end = 0
  while (end < most - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end += 1
  return { from: start, to: from.length - end, insert: to.slice(start, to.length - end) }
}
