import { useLocation } from 'wouter'
import type { ModelSummary } from '#shared/contract/index'
import { isUnderWay, useJob } from '#renderer/rpc/use-job.ts'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { plainDay } from '#renderer/ui/format/dates.ts'
import { count, fixed, percent } from '#renderer/ui/format/numbers.ts'
import { Time } from '#renderer/ui/format/time.tsx'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { modelTags, verdictOf } from './model-words.ts'
import { VerdictTag } from './verdict-tag.tsx'

const COLUMNS: readonly PlainColumn[] = [
  { id: 'name', label: 'Name' },
  { id: 'state', label: 'State', width: 176 },
  { id: 'version', label: 'Version', width: 64, align: 'right', title: 'The published version, or else the newest' },
  { id: 'auc', label: 'Performance', width: 204, title: 'AUC: how often a record that ended well has the higher score, of 1' },
  { id: 'rows', label: 'Trained on', width: 168 },
  { id: 'scored', label: 'Scores', width: 76, align: 'right', title: 'Records that have their score from it now' },
  { id: 'published', label: 'Published', width: 126 },
]

interface ModelsTableProps {
  readonly label: string
  readonly models: readonly ModelSummary[]
  /** What the records are called. */
  readonly many: string
}

/** The models of a kind of record: state, performance, what each learned from and how many records it scores. */
export function ModelsTable({ label, models, many }: ModelsTableProps) {
  return (
    <PlainTable label={label} columns={COLUMNS} roomy>
      <tbody>{models.map((model) => <Row key={model.id} model={model} many={many} />)}</tbody>
    </PlainTable>
  )
}

const NONE = <span className="faint">–</span>

function Row({ model, many }: { readonly model: ModelSummary; readonly many: string }) {
  const clock = useClock()
  const [, navigate] = useLocation()
  const { published, latest } = model
  const job = useJob(latest?.state === 'training' ? latest.jobId : null)
  const running = job && isUnderWay(job)
  const shown = published ?? latest
  const verdict = verdictOf(shown?.verdict ?? '')
  return (
    <tr className="acts" onClick={() => navigate(`/models/${model.id}`)}>
      <td><a className="name-link" href={`#/models/${model.id}`} title={model.name}>{model.name}</a></td>
      <td><span className="row" style={{ gap: 4 }}>{modelTags(model).map((tag) => <Tag key={tag.word} tone={tag.tone}>{tag.word}{tag.word === 'Training' && running && job.progress !== null && job.progress.fraction !== null && ` ${percent(job.progress.fraction, 0)}`}</Tag>)}</span></td>
      <td className="num">{shown?.version ?? NONE}</td>
      <td>{shown && shown.auc !== null && verdict !== null ? <span className="row"><span className="num">AUC {fixed(shown.auc)}</span><VerdictTag verdict={verdict} /></span> : NONE}</td>
      <td className="muted">{shown && shown.trainedRows !== null ? <>{count(shown.trainedRows)} {many}{shown.trainedAt !== null && <span className="faint">, {plainDay(shown.trainedAt, clock)}</span>}</> : NONE}</td>
      <td className="num">{published ? count(published.scored) : NONE}</td>
      <td className="muted">{published ? <Time at={published.publishedAt} as="moment" /> : <span className="faint">Not yet</span>}</td>
    </tr>
  )
}
