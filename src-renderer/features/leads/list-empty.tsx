import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import type { EntityText } from './entity.ts'
import { type ListState, setList } from './list-state.ts'

/** Why the list is empty, and what fills it. */
export function ListEmpty({ text, list }: { readonly text: EntityText; readonly list: ListState }) {
  const narrowed = list.filters.length > 0 || list.search !== ''
  if (narrowed) {
    const clear = (): void => setList(text.entity, { filters: [], search: '' })
    return <EmptyState why={`No ${text.one} in this view matches.`} fill="The filters and the search leave nothing over." action={<Button onClick={clear}>Show the whole view</Button>} />
  }
  const all = <Button onClick={() => setList(text.entity, { view: 'all' })}>Show all {text.many}</Button>
  switch (list.view) {
    case 'my_open':
      return <EmptyState why={`No open ${text.one} is yours.`} fill={`Those of others are under All open; a ${text.one} becomes yours when its owner is set to you.`} action={<Button onClick={() => setList(text.entity, { view: 'all_open' })}>Show all open</Button>} />
    case 'all_open':
      return <EmptyState why={`No ${text.one} is open.`} fill={`New ones come with an import or the button New ${text.one}.`} action={all} />
    case 'new_this_week':
      return <EmptyState why={`No ${text.one} was created in the last 7 days.`} fill="New ones show up here as they come in." action={all} />
    case 'not_scored':
      return <EmptyState why={`Every open ${text.one} has a score.`} fill="Those that a model leaves out would be listed here, with the reason." action={<Button onClick={() => setList(text.entity, { view: 'all_open' })}>Show all open</Button>} />
    case 'all':
      return <EmptyState why={`There is no ${text.one} yet.`} fill="An import brings them in." action={<Button href="#/data/import" icon="download">Import a file</Button>} />
  }
}
