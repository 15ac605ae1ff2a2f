import { useCallback, useRef, useState } from 'react'

/** Rows of one page, as a procedure that pages is asked for them. */
export const PAGE = 100
/** Rows read ahead of what is in view. */
const AHEAD = 12

/** Numbers of the pages that hold the rows from `first` to `last`, counted from 0. */
export function pagesOf(first: number, last: number, size: number): readonly number[] {
  const from = Math.floor(Math.max(0, first) / size)
  const to = Math.floor(Math.max(first, last, 0) / size)
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** Which pages the rows in view need, with a little ahead of them. */
export function useNeededPages(): { readonly needed: readonly number[]; readonly onRange: (first: number, last: number) => void } {
  const [span, setSpan] = useState({ first: 0, last: 0 })
  const onRange = useCallback((first: number, last: number) => setSpan({ first: Math.max(0, first - AHEAD), last: last + AHEAD }), [])
  return { needed: pagesOf(span.first, span.last, PAGE), onRange }
}

interface ShownPages<Page> {
  readonly shown: ReadonlyMap<number, Page>
  /** One of the pages, for what all of them say alike. */
  readonly some: Page | undefined
  /** What is shown answers the question before. */
  readonly stale: boolean
}

/** The pages that have come, by number; those of the question before stay until the first of the new ones is here. */
export function useShownPages<Page>(needed: readonly number[], results: readonly { readonly data: Page | undefined }[]): ShownPages<Page> {
  const pages = new Map<number, Page>()
  needed.forEach((page, index) => {
    const data = results[index]?.data
    if (data !== undefined) pages.set(page, data)
  })
  /* oxlint-disable react/refs -- rows of the question before stand, dimmed, until the first of the new ones have come */
  const kept = useRef(pages)
  const stale = pages.size === 0 && kept.current.size > 0
  if (!stale) kept.current = pages
  const shown = stale ? kept.current : pages
  /* oxlint-enable react/refs */
  return { shown, some: shown.values().next().value, stale }
}

/** The row at a place of the whole list, where its page is here. */
export function rowIn<Row>(shown: ReadonlyMap<number, { readonly rows: readonly Row[] }>, index: number): Row | undefined {
  return shown.get(Math.floor(index / PAGE))?.rows[index % PAGE]
}
