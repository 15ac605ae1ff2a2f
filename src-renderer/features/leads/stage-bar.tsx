import { useMutation, useQuery } from '@tanstack/react-query'
import type { ProcessRun } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { decimal, plural } from '#renderer/ui/format/numbers.ts'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { Time } from '#renderer/ui/format/time.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import css from './stage-bar.module.css'

const DAY = 86_400_000

/** `5.4 days`, whole days where a decimal tells nothing more, and `< 1 day`. */
function inDays(days: number): string {
  if (days < 0.95) return '<\u00a01\u00a0day'
  if (days < 1.05 || days >= 9.95) return plural(Math.round(days), 'day')
  return `${decimal(days, 1)}\u00a0days`
}

/** Where the record stands in its process; from here it enters, moves, returns, finishes or abandons one. */
export function StageBar({ entity, id }: { readonly entity: ScoredEntity; readonly id: number }) {
  const found = useQuery(api.process.ofRecord.queryOptions({ input: { entity, recordId: id } }))
  const enter = useMutation(api.process.enter.mutationOptions())
  const may = useMay('sell')
  if (found.data === undefined || (found.data.runs.length === 0 && found.data.available.length === 0)) return null
  const [newest, ...earlier] = found.data.runs
  const choices = found.data.available
  const wrong = enter.error
  return (
    <Section title="Process" note={newest === undefined ? 'not in one' : newest.status === 'active' ? newest.processName : undefined}>
      {newest !== undefined && <Run run={newest} may={may} />}
      {may && newest?.status !== 'active' && choices.length > 0 && (
        <Menu
          label="Enter a process"
          position="bottom-start"
          target={<Button small icon="play" hasPopup="menu" busy={enter.isPending}>Enter a process</Button>}
          entries={choices.map((process) => ({ label: process.name, onClick: () => enter.mutate({ entity, recordId: id, processId: process.id }) }))}
        />
      )}
      {wrong !== null && <p className="field-error" role="alert">{sentenceOf(wrong)}</p>}
      {earlier.length > 0 && <p className="t1 faint">Before: {earlier.map((run) => `${run.processName} (${run.status})`).join(', ')}</p>}
    </Section>
  )
}

function Run({ run, may }: { readonly run: ProcessRun; readonly may: boolean }) {
  const clock = useClock()
  const move = useMutation(api.process.move.mutationOptions())
  const end = useMutation(api.process.end.mutationOptions())
  const reopen = useMutation(api.process.reopen.mutationOptions())
  const active = run.status === 'active'
  const at = run.stages.findIndex(({ id }) => id === run.activeStageId)
  const since = run.stages[at]?.visits.findLast(({ leftAt }) => leftAt === null)?.enteredAt
  const wrong = move.error ?? end.error ?? reopen.error
  const busy = move.isPending || end.isPending || reopen.isPending
  return (
    <>
      <ol className={css.stages} aria-label={run.processName}>
        {run.stages.map((stage, index) => {
          const days = stage.visits.reduce((sum, visit) => sum + ((visit.leftAt ?? (active ? clock.now : visit.enteredAt)) - visit.enteredAt), 0) / DAY
          const words = stage.visits.length === 0 ? 'not yet' : `${inDays(days)}${stage.visits.length > 1 ? ` in ${stage.visits.length} visits` : ''}`
          const here = index === at
          return (
            <li key={stage.id} className={cx(here && css.now, stage.visits.length > 0 && css.been)} aria-current={here && active ? 'step' : undefined}>
              <button type="button" disabled={!may || !active || here || busy} title={`${stage.name}: ${words}${may && active && !here ? `. Click to ${index < at ? 'return' : 'move'} here` : ''}`} onClick={() => move.mutate({ runId: run.runId, stageId: stage.id })}>
                <span className="clip">{stage.name}</span>
                <small>{words}</small>
              </button>
            </li>
          )
        })}
      </ol>
      <div className="row" style={{ marginTop: 4 }}>
        <span className="t1 muted grow">
          {active && since !== undefined && <>In {run.stages[at]?.name} for {inDays(Math.max(0, clock.now - since) / DAY)}</>}
          {!active && <><Tag tone={run.status === 'finished' ? 'good' : 'care'}>{run.status === 'finished' ? 'Finished' : 'Abandoned'}</Tag> {run.endedAt !== null && <Time at={run.endedAt} />}</>}
        </span>
        {may && active && <Button small busy={busy} onClick={() => end.mutate({ runId: run.runId, how: 'finished' })}>Finish</Button>}
        {may && active && <Button small busy={busy} onClick={() => end.mutate({ runId: run.runId, how: 'abandoned' })}>Abandon</Button>}
        {may && !active && <Button small busy={busy} onClick={() => reopen.mutate({ runId: run.runId })}>Take up again</Button>}
      </div>
      {wrong !== null && <p className="field-error" role="alert">{sentenceOf(wrong)}</p>}
    </>
  )
}
