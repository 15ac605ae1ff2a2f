import { type RefObject, useCallback, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import type { ListState } from './list-state.ts'
import { showEvidence, usePanel } from './panel-state.ts'
import type { Rows } from './use-rows.ts'

interface OpenRecordOptions {
  readonly path: string
  /** The last part of the address: an id, `new`, or nothing. */
  readonly open: string | undefined
  readonly rows: Rows
  readonly asked: ListState
  readonly table: RefObject<HTMLDivElement | null>
}

interface OpenRecord {
  readonly id: number | null
  /** Index of the row that keys act on. */
  readonly active: number
  readonly show: (what: number | 'new' | null, replace?: boolean) => void
  readonly close: () => void
  readonly move: (index: number) => void
  readonly openAt: (index: number) => void
  readonly explainAt: (index: number) => void
  readonly escape: () => void
}

/** Which record is open, kept in the address; while one is open, moving through the list opens the next. */
export function useOpenRecord({ path, open, rows, asked, table }: OpenRecordOptions): OpenRecord {
  const [, navigate] = useLocation()
  const [active, setActive] = useState(-1)
  const id = open !== undefined && /^\d+$/.test(open) ? Number(open) : null
  const at = id === null ? -1 : rows.indexOf(id)

  // after a rescoring the open record may stand elsewhere; the row that keys act on goes with it
  useEffect(() => { if (at !== -1) setActive(at) }, [at])
  useEffect(() => { table.current?.scrollTo({ top: 0 }) }, [asked, table])
  useEffect(() => showEvidence(null), [id])

  const show = useCallback((what: number | 'new' | null, replace = false) => navigate(what === null ? path : `${path}/${what}`, { replace }), [navigate, path])
  const close = useCallback(() => {
    usePanel.setState({ details: false, evidence: null })
    show(null)
    table.current?.focus()
  }, [show, table])
  const openAt = (index: number): void => {
    const row = rows.rowAt(index)
    if (row !== undefined) show(row.id, id !== null)
  }
  const explainAt = (index: number): void => {
    const row = rows.rowAt(index)
    if (row === undefined) return
    const evidence = usePanel.getState().evidence
    if (row.id === id) showEvidence(evidence === null ? 0 : evidence + 1)
    else {
      openAt(index)
      // the panel of the new record closes what was open for the old one first
      setTimeout(() => showEvidence(0), 0)
    }
  }
  return {
    id,
    active,
    show,
    close,
    openAt,
    explainAt,
    move: (index) => {
      setActive(index)
      if (id !== null) openAt(index)
    },
    escape: () => (usePanel.getState().evidence === null ? close() : showEvidence(null)),
  }
}
