import { useCallback, useEffect, useRef, useState } from 'react'
import type { Filter } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { client } from '#renderer/rpc/client.ts'
import type { ListState } from './list-state.ts'
import type { Rows } from './use-rows.ts'

/** One call changes at most as many records. */
export const MOST_SELECTED = 200

export interface Selection {
  readonly ids: ReadonlySet<number>
  readonly toggle: (index: number) => void
  /** Adds the rows from one index to the other, those included that are not in view. */
  readonly extend: (from: number, to: number) => void
  readonly clear: () => void
}

const NONE: ReadonlySet<number> = new Set()

/** Which records of a list are marked to be changed together; another question to the list forgets them. */
export function useSelection(entity: ScoredEntity, list: ListState, rows: Rows): Selection {
  const [ids, setIds] = useState<ReadonlySet<number>>(NONE)
  const clear = useCallback(() => setIds(NONE), [])
  const { view, filters, search } = list
  const asked = useRef<{ view: string; filters: readonly Filter[]; search: string }>({ view, filters, search })
  useEffect(() => {
    const before = asked.current
    asked.current = { view, filters, search }
    if (before.view !== view || before.filters !== filters || before.search !== search) setIds(NONE)
  }, [view, filters, search])
  return {
    ids,
    clear,
    toggle: (index) => {
      const id = rows.rowAt(index)?.id
      if (id === undefined) return
      const next = new Set(ids)
      if (!next.delete(id) && next.size < MOST_SELECTED) next.add(id)
      setIds(next)
    },
    extend: (from, to) => {
      const first = Math.max(0, Math.min(from === -1 ? to : from, to))
      const last = Math.min(Math.max(from, to), first + MOST_SELECTED - 1)
      const question = { entity, view, filters: [...filters], search, sort: list.sort, columns: [], offset: first, limit: last - first + 1 }
      void client.scores.page(question).then((page) => setIds((known) => new Set([...known, ...page.rows.map(({ id }) => id)].slice(0, MOST_SELECTED))))
    },
  }
}
