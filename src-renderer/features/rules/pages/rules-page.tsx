import './rules-pages.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { count, plural } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { SearchField } from '#renderer/ui/text-field.tsx'
import { Toolbar } from '#renderer/ui/toolbar.tsx'
import { SuggestRules } from '../history-judge/suggest-rules.tsx'
import { ImportText } from './import-text.tsx'
import { ModelRow } from './model-row.tsx'
import { arrange, type ModelSort } from './rule-words.ts'
import { SortHead } from './sort-head.tsx'

type Shown = 'all' | 'live' | 'draft'

/** Every rule scoring model: what it scores, whether it is live, and how many leads it reaches. */
export default function RulesPage() {
  const models = useQuery(api.rules.list.queryOptions())
  const may = useMay('market')
  const [search, setSearch] = useState('')
  const [suggesting, setSuggesting] = useState(false)
  const [shown, setShown] = useState<Shown>('all')
  const [sort, setSort] = useState<{ readonly column: ModelSort; readonly direction: 'asc' | 'desc' }>({ column: 'updated', direction: 'desc' })
  const all = models.data ?? []
  const live = all.filter(({ liveVersion }) => liveVersion !== null)
  const rows = arrange(shown === 'live' ? live : shown === 'draft' ? all.filter(({ draftVersion }) => draftVersion !== null) : all, search, sort)
  const head = (column: ModelSort, label: string) => <SortHead label={label} direction={sort.column === column ? sort.direction : null} onSort={(direction) => setSort({ column, direction })} first={column === 'name' || column === 'state' ? 'asc' : 'desc'} />
  const columns: readonly PlainColumn[] = [
    { id: 'name', label: head('name', 'Name') },
    { id: 'target', label: 'About', width: 96 },
    { id: 'state', label: head('state', 'State'), width: 176 },
    { id: 'groups', label: 'Groups', width: 72, align: 'right' },
    { id: 'scored', label: head('scored', 'Leads scored'), width: 116, align: 'right' },
    { id: 'ready', label: 'Sales-ready', width: 96, align: 'right' },
    { id: 'updated', label: head('updated', 'Changed'), width: 132 },
    { id: 'more', label: <span className="visually-hidden">Actions</span>, width: 56, align: 'right' },
  ]
  const blocked = may ? undefined : 'Needs a marketer or an administrator'
  const suggest = <Button icon="predictive" reason={blocked} onClick={() => setSuggesting(true)}>Suggest rules</Button>
  return (
    <>
      <SuggestRules opened={suggesting} onClose={() => setSuggesting(false)} />
      <PageHeader
        title="Scoring models"
        sentence={all.length > 0 ? `${plural(all.length, 'model')}, ${count(live.length)} live` : undefined}
        actions={all.length > 0 && (
          <>
            <Button href="#/rules/options" icon="settings">Sales-ready rules</Button>
            <ImportText reason={blocked} />
            {suggest}
            <Button variant="primary" icon="plus" href="#/rules/new" reason={blocked}>New model</Button>
          </>
        )}
        ruled={all.length === 0}
      />
      {models.error && <div className="tab-pad"><Notice tone="bad" title="The models could not be read." actions={<Button small onClick={() => void models.refetch()}>Try again</Button>}>{sentenceOf(models.error)}</Notice></div>}
      {models.data === undefined && !models.error && <SkeletonRows rows={6} />}
      {models.data?.length === 0 && (
        <EmptyState
          why="No scoring model has been drawn yet."
          fill="A scoring model gives points for what people are and do: +10 for each click on a pricing e-mail, +15 for a decision maker, −5 when a lead goes quiet. You see at once whom it scores."
          action={<><Button variant="primary" href="#/rules/new" reason={blocked}>New model</Button>{suggest}<ImportText reason={blocked} /></>}
        />
      )}
      {all.length > 0 && (
        <>
          <Toolbar label="Find models" end={<span className="t1 faint">{rows.length === all.length ? '' : `${count(rows.length)} of ${plural(all.length, 'model')}`}</span>}>
            <SearchField label="Search models" value={search} onChange={setSearch} width={240} />
            <Segment label="Which models" value={shown} onChange={setShown} choices={[{ value: 'all', label: 'All' }, { value: 'live', label: 'Live' }, { value: 'draft', label: 'With a draft' }]} small />
          </Toolbar>
          <div className="scroll">
            <PlainTable label="Scoring models" columns={columns} roomy>
              <tbody>{rows.map((model) => <ModelRow key={model.id} model={model} names={all.map(({ name }) => name)} may={may} />)}</tbody>
            </PlainTable>
            {rows.length === 0 && <p className="rules-none">No model matches. <button type="button" className="link" onClick={() => { setSearch(''); setShown('all') }}>Show all {count(all.length)}</button></p>}
          </div>
        </>
      )}
    </>
  )
}
