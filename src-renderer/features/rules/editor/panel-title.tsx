import type { ReactNode } from 'react'

/** What kind of tile the panel is about, and where it stands. */
export function PanelTitle({ title, note }: { readonly title: string; readonly note?: ReactNode }) {
  return <h2 className="sec-title panel-title"><span>{title}</span>{note !== undefined && <span className="clip">{note}</span>}</h2>
}
