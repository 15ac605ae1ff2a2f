import './figure.css'
import type { ReactNode } from 'react'

interface FigureProps {
  /** The answer, in a sentence. */
  readonly title: string
  /** What is plotted. */
  readonly plotted: ReactNode
  readonly end?: ReactNode
  readonly children: ReactNode
}

/** A chart under its answer. */
export function Figure({ title, plotted, end, children }: FigureProps) {
  return (
    <figure className="figure">
      <figcaption className="figure-head">
        <span className="grow"><span className="figure-title">{title}</span><br /><span className="figure-plotted">{plotted}</span></span>
        {end}
      </figcaption>
      {children}
    </figure>
  )
}
