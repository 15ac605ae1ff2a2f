import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { ListState } from './list-state.ts'
import { hideEvidence, showEvidence, usePanel } from './panel-state.ts'
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
  const [pointed, setPointed] = useState(-1)
  const id = open !== undefined && /^\d+$/.test(open) ? Number(open) : null
  // after a rescoring the open record may stand elsewhere; the row that keys act on goes with it
  const at = id === null ? -1 : rows.indexOf(id)
  const active = at === -1 ? pointed : at

  const scrolledFor = useRef(asked)
  useEffect(() => {
    if (scrolledFor.current === asked) return
    scrolledFor.current = asked
    table.current?.scrollTo({ top: 0 })
  }, [asked, table])

  const show = useCallback((what: number | 'new' | null, replace = false) => navigate(what === null ? path : `${path}/${what}`, { replace }), [navigate, path])
  const close = useCallback(() => {
    usePanel.setState({ details: false, evidence: null })
    show(null)
    table.current?.focus()
  }, [show, table])
  const openAt = (index: number): void => {
    const row = rows.rowAt(index)
    setPointed(index)
    if (row !== undefined && row.id !== id) show(row.id, id !== null)
  }
  const explainAt = (index: number): void => {
    const row = rows.rowAt(index)
    if (row === undefined) return
    openAt(index)
    const { evidence } = usePanel.getState()
    showEvidence(row.id, evidence?.recordId === row.id ? evidence.index + 1 : 0)
  }
  return {
    id,
    active,
    show,
    close,
    openAt,
    explainAt,
    move: (index) => {
      setPointed(index)
      if (id !== null) openAt(index)
    },
    escape: () => (usePanel.getState().evidence === null ? close() : hideEvidence()),
  }
}
