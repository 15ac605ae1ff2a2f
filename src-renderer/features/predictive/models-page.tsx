import './predictive.css'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import type { ModelSummary } from '#shared/contract/index'
import { SCORED_ENTITIES } from '#shared/domain/catalog/types'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { isUnderWay, useJob } from '#renderer/rpc/use-job.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count, fixed, percent, plural } from '#renderer/ui/format/numbers.ts'
import { Time } from '#renderer/ui/format/time.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { ImportModel } from './import-model.tsx'
import { ENTITY_WORDS, manyModels, modelTags, verdictOf } from './model-words.ts'
import { ModelPriority } from './model-priority.tsx'
import { NoModels } from './no-models.tsx'
import { QuickSetup } from './quick-setup.tsx'
import { UsageFigure } from './usage-figure.tsx'
import { VerdictTag } from './verdict-tag.tsx'
import { WaitingModels } from './waiting-models.tsx'
import { setWizard, START, useWizard } from './wizard-store.ts'

const COLUMNS: readonly PlainColumn[] = [
  { id: 'name', label: 'Name' },
  { id: 'entity', label: 'Predicts', width: 202 },
  { id: 'state', label: 'State', width: 184 },
  { id: 'version', label: 'Version', width: 64, align: 'right' },
  { id: 'auc', label: 'AUC', width: 136 },
  { id: 'scored', label: 'Scored', width: 76, align: 'right' },
  { id: 'published', label: 'Published', width: 126 },
]

/** Every predictive model and how good it is. */
export default function ModelsPage() {
  const models = useQuery(api.predictive.list.queryOptions())
  const admin = useMay('admin')
  const [, navigate] = useLocation()
  const wizard = useWizard()
  const begun = wizard.entity !== null && wizard.modelId === null
  const underWay = models.data?.find((model) => model.id === wizard.modelId && model.latest !== null && model.latest.state !== 'published')
  const published = models.data?.filter((model) => model.published).length ?? 0
  const many = manyModels(models.data?.length ?? 0)
  return (
    <>
      <PageHeader
        title="Predictive models"
        sentence={models.data && models.data.length > 0 ? `${plural(models.data.length, 'model')}, ${count(published)} published` : undefined}
        actions={models.data && (
          <>
            <ImportModel />
            {underWay && <Button href="#/models/new">{underWay.latest?.state === 'training' ? 'Watch the training' : 'Review the training'}</Button>}
            {models.data.length > 0 && <Button variant="primary" icon="plus" href="#/models/new" onClick={() => { if (wizard.modelId !== null) setWizard(START) }} reason={admin ? undefined : 'Needs an administrator'}>{begun ? 'Go on with the new model' : 'New model'}</Button>}
          </>
        )}
        ruled
      />
      {models.error && <div className="tab-pad"><Notice tone="bad" title="The models could not be read." actions={<Button small onClick={() => void models.refetch()}>Try again</Button>}>{sentenceOf(models.error)}</Notice></div>}
      {models.data === undefined && !models.error && <SkeletonRows rows={5} />}
      {models.data?.length === 0 && <div className="scroll"><QuickSetup models={models.data} /><NoModels /></div>}
      {models.data && models.data.length > 0 && (
        <div className="scroll">
          <QuickSetup models={models.data} />
          <WaitingModels models={models.data} />
          {many !== null && <div className="tab-pad" style={{ maxWidth: 860 }}><Notice>{many}</Notice></div>}
          <PlainTable label="Predictive models" columns={COLUMNS} roomy>
            <tbody>{models.data.map((model) => <Row key={model.id} model={model} onOpen={() => navigate(`/models/${model.id}`)} />)}</tbody>
          </PlainTable>
          {SCORED_ENTITIES.map((entity) => <ModelPriority key={entity} entity={entity} />)}
          <UsageFigure />
        </div>
      )}
    </>
  )
}

function Row({ model, onOpen }: { readonly model: ModelSummary; readonly onOpen: () => void }) {
  const { published, latest } = model
  const job = useJob(latest?.state === 'training' ? latest.jobId : null)
  const running = job && isUnderWay(job)
  const verdict = published ? verdictOf(published.verdict) : null
  return (
    <tr className="acts" onClick={onOpen}>
      <td><a className="name-link" href={`#/models/${model.id}`} title={model.name}>{model.name}</a></td>
      <td className="muted">{ENTITY_WORDS[model.entity].outcome}</td>
      <td><span className="row" style={{ gap: 4 }}>{modelTags(model).map((tag) => <Tag key={tag.word} tone={tag.tone}>{tag.word}{tag.word === 'Training' && running && job.progress !== null && job.progress.fraction !== null && ` ${percent(job.progress.fraction, 0)}`}</Tag>)}</span></td>
      <td className="num">{published?.version ?? latest?.version ?? <span className="faint">–</span>}</td>
      <td>{published && published.auc !== null ? <span className="row"><span className="num">{fixed(published.auc)}</span>{verdict && <VerdictTag verdict={verdict} />}</span> : <span className="faint">–</span>}</td>
      <td className="num">{published ? count(published.scored) : <span className="faint">–</span>}</td>
      <td className="muted">{published ? <Time at={published.publishedAt} as="moment" /> : <span className="faint">made <Time at={model.createdAt} /></span>}</td>
    </tr>
  )
}
