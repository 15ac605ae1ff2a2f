import { useMemo } from 'react'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Filter } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { ScoreView } from '#shared/domain/scores/types'
import type { Sort } from '#renderer/ui/data-table/columns.ts'

export interface ListState {
  readonly view: ScoreView
  readonly filters: readonly Filter[]
  readonly search: string
  readonly sort: Sort
}

const START: ListState = { view: 'my_open', filters: [], search: '', sort: { column: 'score', direction: 'desc' } }

interface ListStore {
  readonly lists: Readonly<Partial<Record<ScoredEntity, ListState>>>
}

/** What each list shows; lives as long as the window, so that coming back finds it as it was. */
const useLists = create<ListStore>(() => ({ lists: {} }))

export function setList(entity: ScoredEntity, change: Partial<ListState>): void {
  useLists.setState(({ lists }) => ({ lists: { ...lists, [entity]: { ...START, ...lists[entity], ...change } } }))
}

export function useList(entity: ScoredEntity): ListState {
  return useLists((store) => store.lists[entity]) ?? START
}

interface ColumnChoice {
  readonly columns?: readonly string[]
  readonly widths: Readonly<Record<string, number>>
}

interface ColumnStore {
  /** By user and entity. */
  readonly choices: Readonly<Record<string, ColumnChoice>>
}

/** Which columns a user sees and how wide; remembered on this device. */
const useColumnStore = create<ColumnStore>()(persist((): ColumnStore => ({ choices: {} }), { name: 'sextant-columns' }))

const NONE: ColumnChoice = { widths: {} }

export interface ColumnMemory {
  readonly chosen: readonly string[]
  /** Somebody has chosen them, they are not the usual ones. */
  readonly isOwn: boolean
  readonly widths: Readonly<Record<string, number>>
  readonly choose: (columns: readonly string[] | null) => void
  readonly resize: (column: string, width: number | null) => void
}

export function useColumnMemory(entity: ScoredEntity, userId: number | undefined, standard: readonly string[]): ColumnMemory {
  const key = `${userId ?? 0}:${entity}`
  const choice = useColumnStore((store) => store.choices[key]) ?? NONE
  return useMemo(() => {
    const set = (next: ColumnChoice): void => {
      useColumnStore.setState(({ choices }) => ({ choices: { ...choices, [key]: next } }))
    }
    return {
      chosen: choice.columns ?? standard,
      isOwn: choice.columns !== undefined,
      widths: choice.widths,
      choose: (columns) => set(columns === null ? NONE : { ...choice, columns }),
      resize: (column, width) => {
        const { [column]: _, ...others } = choice.widths
        set({ ...choice, widths: width === null ? others : { ...others, [column]: width } })
      },
    }
  }, [choice, key, standard])
}
