import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { RuleSimulation } from '#shared/contract/rules'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count, plural } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { PlainTable } from '#renderer/ui/plain-table.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { useModel } from './model-store.ts'
import { GradeName } from '#renderer/ui/grade-name.tsx'

interface EffectDialogProps {
  readonly modelId: number
  readonly change: RuleSimulation['change']
  readonly onClose: () => void
  /** Given when it asks before going live. */
  readonly confirm?: { readonly action: string; readonly busy: boolean; readonly error: string | null; readonly run: () => void } | undefined
}

const COLUMNS = [
  { id: 'name', label: 'Lead' },
  { id: 'live', label: 'Live', width: 150 },
  { id: 'draft', label: 'Draft', width: 150 },
  { id: 'ready', label: 'Sales-ready', width: 110 },
]

/** Whose grade or sales-readiness the draft changes, before it replaces the live version. */
export function EffectDialog({ modelId, change, onClose, confirm }: EffectDialogProps) {
  const tree = useModel((state) => state.draft.tree)
  const effect = useQuery(api.rules.effect.queryOptions({ input: { tree, modelId, limit: 200 } }))
  const live = useQuery(api.rules.get.queryOptions({ input: { modelId } })).data?.live?.tree.grades.map(({ name }) => name) ?? []
  const draft = tree.grades.map(({ name }) => name)
  const rows = effect.data?.rows ?? []
  return (
    <Modal opened onClose={onClose} title={confirm ? `Replace version ${change?.version ?? ''} by this draft?` : 'What this draft changes'} size={720} centered transitionProps={{ duration: 0 }} closeButtonProps={{ 'aria-label': 'Close' }}>
      {change !== null && (
        <p>
          Against live version {change.version}: {count(change.up)} move up a grade, {count(change.down)} down; {count(change.becomeReady)} become sales-ready, {count(change.ceaseReady)} cease
          {change.newlyScored + change.noLongerScored > 0 && `; ${count(change.newlyScored)} are newly scored, ${count(change.noLongerScored)} no longer`}.
        </p>
      )}
      {effect.error && <Notice tone="bad" title="The leads could not be listed.">{sentenceOf(effect.error)}</Notice>}
      {effect.data && (rows.length === 0 ? <p className="muted effect-dialog-list">No grade and no sales-readiness changes.</p> : (
        <div className="effect-dialog-list">
          <PlainTable label="Leads that change" columns={COLUMNS}>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td><a className="medium" href={`#/leads/${row.id}`}>{row.name}</a> <span className="faint">{row.company}</span></td>
                  <td><Standing score={row.scoreLive} grade={row.gradeLive} among={live} /></td>
                  <td><Standing score={row.score} grade={row.grade} among={draft} /></td>
                  <td>{row.ready === row.readyLive ? '' : row.ready ? <Tag tone="good">Becomes</Tag> : <Tag tone="bad">Ceases</Tag>}</td>
                </tr>
              ))}
            </tbody>
          </PlainTable>
        </div>
      ))}
      {effect.data && effect.data.total > rows.length && <p className="t1 faint">{count(rows.length)} of {plural(effect.data.total, 'lead')} that change</p>}
      {confirm?.error ? <p className="field-error" role="alert">{confirm.error}</p> : null}
      <div className="confirm-actions">
        <Button onClick={onClose}>{confirm ? 'Keep editing' : 'Close'}</Button>
        {confirm && <Button variant="primary" busy={confirm.busy} onClick={confirm.run}>{confirm.action}</Button>}
      </div>
    </Modal>
  )
}

function Standing({ score, grade, among }: { readonly score: number | null; readonly grade: string | null; readonly among: readonly string[] }) {
  if (score === null) return <span className="faint">Not scored</span>
  return <span className="row"><span className="num">{count(score)}</span>{grade !== null && <GradeName grade={grade} among={among} />}</span>
}
