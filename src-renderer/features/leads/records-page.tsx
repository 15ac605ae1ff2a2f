import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Filter } from '#shared/contract/index'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useColumns } from '#renderer/rpc/use-catalog.ts'
import { useMay, useWorkspace } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { DataTable } from '#renderer/ui/data-table/data-table.tsx'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { HintStrip } from '#renderer/ui/hint-strip.tsx'
import { useKeys, usePageKeys } from '#renderer/ui/keys.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { Tabs } from '#renderer/ui/tabs.tsx'
import { tableColumns } from './cells.tsx'
import type { EntityText } from './entity.ts'
import { ExportList } from './export-list.tsx'
import { HINTS, KEYS } from './hints.ts'
import { ListBar } from './list-bar.tsx'
import { ListEmpty } from './list-empty.tsx'
import { listSentence } from './list-sentence.ts'
import { setList, useColumnMemory, useList } from './list-state.ts'
import { NewRecordPanel } from './new-record-panel.tsx'
import { RecordPanel } from './record-panel.tsx'
import { KeepView, showSaved, useSavedViews } from './saved-views.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { useOpenRecord } from './use-open-record.ts'
import { useExtraColumns, useRows, useSettled } from './use-rows.ts'
import { useSelection } from './use-selection.ts'

/** Tells the value of a kept view's tab from that of the others. */
const KEPT = 'kept:'

/** The list of a scored entity, with one record beside it. `open` is an id, `new`, or nothing. */
export function RecordsPage({ text, open }: { readonly text: EntityText; readonly open: string | undefined }) {
  const { entity } = text
  const list = useList(entity)
  const clock = useClock()
  const userId = useWorkspace()?.user.id
  const mayEdit = useMay('sell')
  const mayImport = useMay('admin')
  const columns = useColumns(entity)
  const memory = useColumnMemory(entity, userId, text.columns)
  const asked = useSettled(list)
  const rows = useRows(entity, asked, useExtraColumns(memory.chosen, columns))
  // columns that somebody asked for scroll sideways; they give way only beside an open record
  const stays = memory.isOwn && open === undefined
  const shown = useMemo(() => {
    const all = tableColumns(memory.chosen, columns, text.nameLabel, clock)
    return stays ? all.map(({ yields: _yields, ...column }) => column) : all
  }, [memory.chosen, columns, text.nameLabel, clock, stays])
  const counts = useQuery(api.scores.viewCounts.queryOptions({ input: { entity } })).data
  const table = useRef<HTMLDivElement>(null)
  const wanted = useRef(false)
  const attach = useCallback((element: HTMLDivElement | null) => {
    table.current = element
    if (element === null || !wanted.current) return
    wanted.current = false
    element.focus()
  }, [])
  const search = useRef<HTMLInputElement>(null)
  const [adding, setAdding] = useState(false)
  const selection = useSelection(entity, asked, rows)
  const record = useOpenRecord({ path: text.path, open, rows, asked, table })

  const { show } = record
  useKeys(useMemo(() => ({
    '/': (event) => { event.preventDefault(); setAdding(true) },
    s: (event) => { event.preventDefault(); search.current?.focus() },
    n: (event) => { event.preventDefault(); if (mayEdit) show('new') },
    // The table takes its keys itself once it has the focus; before that they lead into it, also while its rows are on the way.
    j: () => { wanted.current = table.current === null; table.current?.focus() },
    k: () => { wanted.current = table.current === null; table.current?.focus() },
  }), [mayEdit, show]))
  usePageKeys(text.title, KEYS)

  const [inView, setInView] = useState<readonly [number, number]>([0, 0])
  const { onRange } = rows
  const range = useCallback((first: number, last: number) => {
    onRange(first, last)
    setInView([first, last])
  }, [onRange])
  const alike = (filter: Filter): void => setList(entity, { view: 'all', filters: [filter], search: '' })
  const kept = useSavedViews(entity, asked)
  const pickView = (picked: string): void => {
    const own = text.views.find(({ value }) => value === picked)
    const saved = kept.views.find((each) => `${KEPT}${each.saved.name}` === picked)
    if (own !== undefined) setList(entity, { view: own.value, filters: [], search: '' })
    else if (saved !== undefined) showSaved(entity, saved.saved)
  }
  const title = kept.shown?.name ?? text.views.find((view) => view.value === list.view)?.title ?? text.title
  return (
    <>
      <PageHeader
        title={title}
        sentence={rows.loading ? undefined : <span title={listSentence(rows, text, list.view === 'all', clock)}>{listSentence(rows, text, list.view === 'all', clock, true)}</span>}
        actions={<><ExportList entity={entity} title={title} list={asked} shown={shown} total={rows.total} />{mayImport && <Button icon="upload" href="#/data/import">Import</Button>}{mayEdit && <Button variant="primary" icon="plus" onClick={() => show('new')}>New {text.one}</Button>}</>}
      />
      <Tabs
        label="Views"
        value={kept.shown === undefined ? list.view : `${KEPT}${kept.shown.name}`}
        items={[...text.views.map(({ value, label }) => ({ value, label, count: counts?.[value] })), ...kept.views.map(({ saved, total }) => ({ value: `${KEPT}${saved.name}`, label: saved.name, count: total }))]}
        onChange={pickView}
        controls="records"
        end={mayEdit && <KeepView entity={entity} list={asked} shown={kept.shown} />}
      />
      <div className="split">
        <section className="main" id="records" role="tabpanel" aria-label={title}>
          {selection.ids.size > 0
            ? <SelectionBar text={text} selection={selection} />
            : <ListBar text={text} list={list} columns={columns} memory={memory} userId={userId} adding={adding} onAdding={setAdding} searchRef={search} onLeaveSearch={() => table.current?.focus()} />}
          {rows.error !== null && <div className="sec first"><Notice tone="bad" title="The list could not be read." actions={<Button small onClick={rows.retry}>Try again</Button>}>{sentenceOf(rows.error)}</Notice></div>}
          {rows.loading ? <SkeletonRows rows={20} /> : (
            <DataTable
              ref={attach}
              label={title}
              columns={shown}
              total={rows.total}
              rowAt={rows.rowAt}
              rowKey={(row) => row.id}
              onRange={range}
              sort={list.sort}
              onSort={(sort) => setList(entity, { sort })}
              active={record.active}
              onActive={record.move}
              openKey={record.id}
              onOpen={record.openAt}
              onExplain={record.explainAt}
              onEscape={selection.ids.size > 0 ? selection.clear : record.escape}
              {...(mayEdit ? { selected: selection.ids, onToggle: selection.toggle, onExtend: selection.extend } : {})}
              widths={memory.widths}
              onWidth={memory.resize}
              dim={rows.stale}
              empty={<ListEmpty text={text} list={list} />}
            />
          )}
          <HintStrip hints={HINTS} end={rows.total > 0 ? `${count(inView[0] + 1)}–${count(Math.min(inView[1] + 1, rows.total))} of ${count(rows.total)}` : undefined} />
        </section>
        {open === 'new' && <NewRecordPanel text={text} onCreated={(id) => show(id, true)} onClose={record.close} />}
        {record.id !== null && <RecordPanel key={record.id} text={text} id={record.id} onClose={record.close} onFilter={alike} />}
      </div>
    </>
  )
}
