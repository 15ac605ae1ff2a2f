import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { Explanation, Filter } from '#shared/contract/index'
import { api, fieldOf, sentenceOf } from '#renderer/rpc/client.ts'
import { useColumns } from '#renderer/rpc/use-catalog.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { SidePanel } from '#renderer/ui/side-panel.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { Calculated } from './calculated.tsx'
import type { EntityText } from './entity.ts'
import { Interactions } from './interactions.tsx'
import { clearSaved, hideEvidence, setDraft, useDraft, usePanel } from './panel-state.ts'
import { editable, RecordForm } from './record-form.tsx'
import { PanelHead, RecordHead } from './record-head.tsx'
import { type ShownReason, summarize } from './reasons-model.ts'
import { RuleScores } from './rule-scores.tsx'
import { SaveBar } from './save-bar.tsx'
import { ScoreWidget } from './score-widget.tsx'
import { StageBar } from './stage-bar.tsx'
import { Tasks } from './tasks.tsx'
import { Unscored } from './unscored-notice.tsx'
import { useSave } from './use-save.ts'

// the chart library is read only when someone asks for every reason
const Details = lazy(() => import('./details.tsx'))

interface RecordPanelProps {
  readonly text: EntityText
  readonly id: number
  readonly onClose: () => void
  readonly onFilter: (filter: Filter) => void
}

/** One record beside the list: why it has its score, its values, what happened. */
export function RecordPanel({ text, id, onClose, onFilter }: RecordPanelProps) {
  const table = text.entity
  const key = `${table}:${id}`
  const record = useQuery(api.dataset.record.queryOptions({ input: { table, id } }))
  const explained = useQuery(api.scores.explain.queryOptions({ input: { entity: table, recordId: id } }))
  const all = useColumns(table)
  const columns = editable(all)
  const edits = useDraft(key)
  const save = useSave(table, id)
  const mayEdit = useMay('sell')
  const [valid, setValid] = useState(true)
  /** Begins the form anew, so that what could not be read goes too. */
  const [discarded, setDiscarded] = useState(0)
  const details = usePanel((store) => store.details)
  const values = record.data?.values ?? {}
  const name = record.data?.name ?? ''
  const dirty = Object.keys(edits).length

  const submit = (): void => {
    if (dirty === 0 || !valid || save.isPending) return
    const before = Object.fromEntries(Object.keys(edits).map((column) => [column, values[column] ?? null]))
    const words = `${name}: ${dirty === 1 ? '1 change' : `${dirty} changes`} saved`
    save.mutate({ values: edits, before, words }, { onSuccess: () => clearSaved(key, edits) })
  }
  const discard = (): void => {
    setDraft(key, {})
    save.reset()
    setValid(true)
    setDiscarded((times) => times + 1)
  }
  const press = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.key === 's') {
      event.preventDefault()
      submit()
    }
    if (event.key !== 'Escape') return
    if (usePanel.getState().evidence === null) onClose()
    else hideEvidence()
  }
  const field = fieldOf(save.error)
  const problem = field === undefined ? null : { field, sentence: sentenceOf(save.error) }
  const failed = record.error ?? explained.error
  return (
    <SidePanel
        label={name === '' ? text.one : name}
        overlays
        onKey={press}
        head={record.data ? <RecordHead text={text} record={record.data} onClose={onClose} onSave={(change) => save.mutate(change)} mayEdit={mayEdit} /> : <PanelHead title={record.error === null ? '' : `No such ${text.one}`} onClose={onClose} />}
        foot={(dirty > 0 || !valid) && mayEdit && <SaveBar dirty={dirty} valid={valid} saving={save.isPending} error={save.error && problem === null ? sentenceOf(save.error) : null} onSave={submit} onDiscard={discard} />}
      >
        {failed !== null && <Section><Notice tone="bad" title={`This ${text.one} could not be read.`} actions={<Button small onClick={onClose}>Back to the list</Button>}>{sentenceOf(failed)}</Notice></Section>}
        {explained.data && <Why text={text} explanation={explained.data} details={details} rescoring={save.isPending} onShow={(item) => showAlike(item, columns, values, onFilter)} />}
        {failed === null && (record.data === undefined || explained.data === undefined) && <SkeletonRows rows={6} />}
        {table === 'lead' && !details && <RuleScores leadId={id} />}
        {table === 'lead' && !details && <Tasks leadId={id} />}
        {record.data && !details && (
          <>
            <StageBar entity={table} id={id} />
            <Interactions table={table} id={id} />
            <RecordForm
              key={discarded}
              title="Record"
              note={`${columns.filter((column) => (values[column.name] ?? null) !== null).length} of ${columns.length} filled in`}
              columns={columns}
              values={values}
              lookups={record.data.lookups}
              edits={edits}
              problem={problem}
              onValid={setValid}
              onEdit={(column, value) => {
                const { [column]: _, ...others } = edits
                setDraft(key, value === (values[column] ?? null) ? others : { ...others, [column]: value })
              }}
            />
            <Calculated table={table} columns={all} values={values} unsaved={dirty > 0} />
          </>
        )}
    </SidePanel>
  )
}

interface WhyProps {
  readonly text: EntityText
  readonly explanation: Explanation
  readonly details: boolean
  readonly rescoring: boolean
  readonly onShow: (item: ShownReason) => (() => void) | undefined
}

function Why({ text, explanation, details, rescoring, onShow }: WhyProps) {
  const summary = summarize(explanation)
  if (summary === null) return <Unscored text={text} explanation={explanation} />
  return details ? <Suspense fallback={null}><Details explanation={explanation} summary={summary} onShow={onShow} /></Suspense> : <ScoreWidget explanation={explanation} summary={summary} many={text.many} onShow={onShow} rescoring={rescoring} />
}

/** A filter can name the records alike only where the reason is about one column's very value. */
function showAlike(item: ShownReason, columns: ReturnType<typeof editable>, values: Readonly<Record<string, string | number | boolean | null>>, onFilter: (filter: Filter) => void): (() => void) | undefined {
  const column = columns.find((each) => `${each.table}.${each.name}` === item.reason.name)
  const value = column === undefined ? undefined : values[column.name]
  if (column === undefined || value === undefined) return undefined
  if (value === null) return () => onFilter({ column: column.name, operator: 'empty', values: [] })
  if (column.type === 'option' || column.type === 'lookup') return () => onFilter({ column: column.name, operator: 'in', values: [value] })
  return column.type === 'boolean' || column.type === 'text' ? () => onFilter({ column: column.name, operator: 'eq', values: [value] }) : undefined
}
