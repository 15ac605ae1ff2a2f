import type { ReactNode } from 'react'
import type { Colour } from '#renderer/ui/code-editor/colours.ts'

interface CodeSampleProps {
  readonly text: string
  readonly highlight: (text: string) => readonly Colour[]
}

/** A text in the colours of the editor, only to read. */
export function CodeSample({ text, highlight }: CodeSampleProps) {
  const parts: ReactNode[] = []
  let end = 0
  for (const { from, to, kind } of highlight(text)) {
    parts.push(text.slice(end, from), <span key={from} className={`code-${kind}`}>{text.slice(from, to)}</span>)
    end = to
  }
  return <pre className="text-sample"><code>{parts}{text.slice(end)}</code></pre>
}
