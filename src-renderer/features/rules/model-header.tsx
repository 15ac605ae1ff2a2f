import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RuleDetail } from '#shared/contract/rules'
import type { CanvasHandle } from '#renderer/canvas/use-handle.ts'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import type { Autosave } from './autosave.ts'
import { ModelGoLive } from './model-go-live.tsx'
import { ModelProblems } from './model-problems.tsx'
import { type ModelView, useModel, useModelStore } from './model-store.ts'
import { STATE_TAGS } from './pages/rule-words.ts'

interface ModelHeaderProps {
  readonly detail: RuleDetail
  readonly autosave: Autosave
  readonly canvas: () => CanvasHandle | null
  /** Whether the model itself is shown, and not its results. */
  readonly designing: boolean
}

const VIEWS: readonly { readonly value: ModelView; readonly label: string }[] = [{ value: 'canvas', label: 'Canvas' }, { value: 'builder', label: 'Builder' }, { value: 'text', label: 'Text' }]

/** `Version 4, not live. Live is version 3.` */
function standing({ draft, live, summary }: RuleDetail): string {
  if (summary.state === 'error') return summary.error ?? 'It stopped with an error.'
  if (draft === null) return live === null ? '' : `Version ${live.number} is live and can only be read.`
  return live === null ? `Version ${draft.number}, not live.` : `Version ${draft.number}, not live. Live is version ${live.number}.`
}

/** Name, state, the three views, and what can be done with the model. */
export function ModelHeader({ detail, autosave, canvas, designing }: ModelHeaderProps) {
  const { acts } = useModelStore()
  const view = useModel((state) => state.view)
  const { draft, live, summary } = detail
  const tag = draft !== null && summary.state === 'live' ? STATE_TAGS.draft : STATE_TAGS[summary.state]
  return (
    <header className="page-head model-head">
      <div className="page-head-words">
        <span className="crumb"><a href="#/rules">Scoring models</a><Icon name="right" size={12} /></span>
        <Name />
        <Tag tone={tag.tone}>{tag.word}</Tag>
        <p className="sentence" title={standing(detail)}>{standing(detail)}</p>
      </div>
      <div className="page-actions">
        {designing && <Segment label="View" value={view} choices={VIEWS} onChange={(next) => acts.show({ view: next })} />}
        {designing && <span className="sep" />}
        {draft !== null && <ModelProblems canvas={canvas} />}
        {draft !== null ? <ModelGoLive detail={detail} autosave={autosave} /> : <LiveActions detail={detail} />}
        {draft !== null && live !== null && <DraftMenu detail={detail} />}
      </div>
    </header>
  )
}

/** The title, which is typed in place. */
function Name() {
  const store = useModelStore()
  const name = useModel((state) => state.draft.tree.name)
  const readOnly = useModel((state) => state.readOnly)
  const wrong = useModel((state) => state.problems.find((problem) => problem.at === 'name' && problem.code !== 'no_groups')?.sentence)
  return (
    <>
      <h1 className={readOnly ? undefined : 'visually-hidden'} title={name}>{name || 'Model without a name'}</h1>
      {!readOnly && <input className="model-name" aria-label="Name of the model" aria-invalid={wrong !== undefined} title={wrong ?? 'Rename'} value={name} maxLength={120} spellCheck={false} autoComplete="off" onChange={(event) => store.acts.changeTree({ ...store.getState().draft.tree, name: event.target.value }, 'settings:name')} onBlur={store.acts.settle} />}
    </>
  )
}

/** A live model is read-only: what can be done is to begin a draft of it or to stop it. */
function LiveActions({ detail }: { readonly detail: RuleDetail }) {
  const { id, jobId } = detail.summary
  const may = useMay('market')
  const [asking, setAsking] = useState(false)
  const edit = useMutation(api.rules.edit.mutationOptions())
  if (!may) return <Button reason="Needs a marketer or an administrator">Edit</Button>
  return (
    <>
      <Button onClick={() => setAsking(true)} disabled={jobId !== null}>Stop</Button>
      <Button variant="primary" busy={edit.isPending} disabled={jobId !== null} title={jobId === null ? 'Begins a draft; the live version goes on scoring' : 'Wait until it is live'} onClick={() => edit.mutate({ modelId: id })}>Edit</Button>
      <StopDialog detail={detail} opened={asking} onClose={() => setAsking(false)} />
    </>
  )
}

function DraftMenu({ detail }: { readonly detail: RuleDetail }) {
  const may = useMay('market')
  const [asking, setAsking] = useState<'stop' | 'discard' | null>(null)
  const discard = useMutation(api.rules.discardDraft.mutationOptions({ onSuccess: () => setAsking(null) }))
  if (!may) return null
  const number = detail.live?.number ?? ''
  return (
    <>
      <Menu label="More" target={<IconButton icon="more" label="More" />} entries={[{ label: 'Discard this draft', icon: 'trash', danger: true, onClick: () => setAsking('discard') }, { label: `Stop version ${number}`, icon: 'stop', danger: true, onClick: () => setAsking('stop') }]} />
      <StopDialog detail={detail} opened={asking === 'stop'} onClose={() => setAsking(null)} />
      <ConfirmDialog opened={asking === 'discard'} title="Discard this draft?" action="Discard the draft" destructive busy={discard.isPending} error={discard.error ? sentenceOf(discard.error) : null} onCancel={() => setAsking(null)} onConfirm={() => discard.mutate({ modelId: detail.summary.id })}>
        <p>Version {number} stays live as it is. What was changed since cannot be brought back.</p>
      </ConfirmDialog>
    </>
  )
}

function StopDialog({ detail, opened, onClose }: { readonly detail: RuleDetail; readonly opened: boolean; readonly onClose: () => void }) {
  const stop = useMutation(api.rules.stop.mutationOptions({ onSuccess: onClose }))
  const options = useQuery({ ...api.ruleScores.options.queryOptions(), enabled: opened })
  const { summary } = detail
  return (
    <ConfirmDialog opened={opened} title={`Stop ${summary.name}?`} action="Stop scoring" destructive busy={stop.isPending} error={stop.error ? sentenceOf(stop.error) : null} facts={[{ what: 'Leads that it scores', value: count(summary.scored) }, { what: 'Of them sales-ready', value: count(summary.salesReady) }]} onCancel={onClose} onConfirm={() => stop.mutate({ modelId: summary.id })}>
      <p>Leads are no longer scored by it. {options.data === undefined ? '' : options.data.cleanUpOnStop ? 'Their scores are removed' : 'Their scores stay as they are'}{options.data !== undefined && <>, as set in <a className="link" href="#/rules/options">Sales-ready rules</a>.</>}</p>
    </ConfirmDialog>
  )
}

/** What went wrong at the last attempt to take it live, under the header. */
export function ModelFault({ detail }: { readonly detail: RuleDetail }) {
  if (detail.summary.state !== 'error' || detail.summary.error === null) return null
  return <div className="tab-pad"><Notice tone="bad" title="It did not go live.">{detail.summary.error} {detail.live === null ? 'No lead is scored by it.' : `Version ${detail.live.number} goes on scoring.`}</Notice></div>
}
