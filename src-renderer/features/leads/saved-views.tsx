import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SavedView } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { api, client, sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Popover } from '#renderer/ui/popover.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { toastUndo } from '#renderer/ui/toast.tsx'
import { type ListState, setList } from './list-state.ts'

const same = ({ view, filters, search, sort }: ListState, saved: SavedView): boolean => JSON.stringify([view, filters, search, sort]) === JSON.stringify([saved.view, saved.filters, saved.search, saved.sort])

/** The lists that this user has kept, with how many records each finds, and the one that is shown now. */
export function useSavedViews(entity: ScoredEntity, list: ListState): { readonly views: readonly { readonly saved: SavedView; readonly total: number | undefined }[]; readonly shown: SavedView | undefined } {
  const kept = useQuery(api.scores.savedViews.queryOptions({ input: { entity } })).data ?? []
  const totals = useQueries({ queries: kept.map(({ name: _name, ...question }) => api.scores.page.queryOptions({ input: { entity, ...question, offset: 0, limit: 1 } })) })
  return { views: kept.map((saved, index) => ({ saved, total: totals[index]?.data?.total })), shown: kept.find((saved) => same(list, saved)) }
}

export const showSaved = (entity: ScoredEntity, { view, filters, search, sort }: SavedView): void => setList(entity, { view, filters, search, sort })

interface KeepViewProps {
  readonly entity: ScoredEntity
  readonly list: ListState
  readonly shown: SavedView | undefined
}

/** Keeps what the list shows as a tab of its own, or takes the tab that is shown away, with Undo. */
export function KeepView({ entity, list, shown }: KeepViewProps) {
  const queries = useQueryClient()
  const key = api.scores.savedViews.queryKey({ input: { entity } })
  const change = useMutation({
    mutationFn: async (next: (kept: readonly SavedView[]) => readonly SavedView[]) => client.scores.saveViews({ entity, views: [...next(await client.scores.savedViews({ entity }))] }),
    onSuccess: (views) => queries.setQueryData(key, views),
  })
  if (shown !== undefined) {
    const remove = (): void => change.mutate((kept) => kept.filter(({ name }) => name !== shown.name), { onSuccess: () => toastUndo(`The view ${shown.name} is removed`, () => change.mutate((kept) => [...kept, shown])) })
    return <Button variant="ghost" small icon="trash" busy={change.isPending} onClick={remove}>Remove view</Button>
  }
  if (list.filters.length === 0 && list.search.trim() === '') return null
  return (
    <Popover label="Save view" width={248} position="bottom-end" target={({ opened, toggle }) => <Button variant="ghost" small icon="plus" expanded={opened} hasPopup="dialog" onClick={() => { change.reset(); toggle() }}>Save view</Button>}>
      {(close) => <Name busy={change.isPending} error={change.error === null ? undefined : sentenceOf(change.error)} onName={(name) => change.mutate((kept) => [...kept, { name, view: list.view, filters: [...list.filters], search: list.search, sort: list.sort }], { onSuccess: close })} />}
    </Popover>
  )
}

function Name({ busy, error, onName }: { readonly busy: boolean; readonly error: string | undefined; readonly onName: (name: string) => void }) {
  const [name, setName] = useState('')
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); if (name.trim() !== '') onName(name.trim()) }}>
      <TextField label="Name of the view" help="Kept for you: its filters, search and order." value={name} maxLength={40} error={error} onChange={setName} autoFocus />
      <div><Button small variant="primary" type="submit" busy={busy} disabled={name.trim() === ''}>Save view</Button></div>
    </form>
  )
}
