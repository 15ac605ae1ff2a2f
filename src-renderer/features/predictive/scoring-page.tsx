import './predictive.css'
import { useQuery } from '@tanstack/react-query'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count, plural } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { FirstModel } from './first-model.tsx'
import { ImportModel } from './import-model.tsx'
import { ENTITY_WORDS, manyModels } from './model-words.ts'
import { ModelPriority } from './model-priority.tsx'
import { ModelsTable } from './models-table.tsx'
import { QuickSetupTold } from './quick-setup.tsx'
import { UsageFigure } from './usage-figure.tsx'
import { WaitingModels } from './waiting-models.tsx'
import { beginModel, useWizard } from './wizard-store.ts'

/** Predictive models of leads. */
export function LeadScoringPage() {
  return <ScoringPage entity="lead" />
}

/** Predictive models of opportunities. */
export function OpportunityScoringPage() {
  return <ScoringPage entity="opportunity" />
}

/** The predictive models of a kind of record and how good they are; before the first, what one is and whether the data is enough for one. */
function ScoringPage({ entity }: { readonly entity: ScoredEntity }) {
  const all = useQuery(api.predictive.list.queryOptions())
  const { page, many, question } = ENTITY_WORDS[entity]
  const models = all.data?.filter((model) => model.entity === entity)
  const published = models?.filter((model) => model.published).length ?? 0
  const note = manyModels(models?.length ?? 0, many)
  return (
    <>
      <PageHeader
        title={page}
        sentence={models === undefined ? undefined : models.length === 0 ? question : `${plural(models.length, 'model')}, ${count(published)} published`}
        actions={models && <><ImportModel />{models.length > 0 && <AddModel entity={entity} />}</>}
        ruled
      />
      {all.error && <div className="tab-pad"><Notice tone="bad" title="The models could not be read." actions={<Button small onClick={() => void all.refetch()}>Try again</Button>}>{sentenceOf(all.error)}</Notice></div>}
      {models === undefined && !all.error && <SkeletonRows rows={5} />}
      {models?.length === 0 && <div className="scroll"><FirstModel key={entity} entity={entity} /></div>}
      {models && models.length > 0 && (
        <div className="scroll">
          <QuickSetupTold entity={entity} models={models} />
          <WaitingModels models={models} />
          {note !== null && <div className="tab-pad" style={{ maxWidth: 860 }}><Notice>{note}</Notice></div>}
          <ModelsTable label={`Models for ${many}`} models={models} many={many} />
          <ModelPriority entity={entity} />
          <UsageFigure key={entity} first={entity} />
        </div>
      )}
    </>
  )
}

/** States of a version that the wizard still has something to say of; one that is trained waits on the page itself. */
const UNFINISHED: ReadonlySet<string> = new Set(['training', 'failed', 'cancelled'])

/** Another model; the one that was begun in the wizard is gone on with, and one that trains there is watched. */
function AddModel({ entity }: { readonly entity: ScoredEntity }) {
  const admin = useMay('admin')
  const wizard = useWizard()
  const models = useQuery(api.predictive.list.queryOptions()).data
  const begun = wizard.entity === entity && wizard.modelId === null
  const underWay = models?.find((model) => model.entity === entity && model.id === wizard.modelId && model.latest !== null && UNFINISHED.has(model.latest.state))
  return (
    <>
      {underWay && <Button href="#/models/new">{underWay.latest?.state === 'training' ? 'Watch the training' : 'Review the training'}</Button>}
      <Button variant="primary" icon="plus" href="#/models/new" onClick={() => beginModel(entity)} reason={admin ? undefined : 'Needs an administrator'}>{begun ? 'Go on with the new model' : 'Add model'}</Button>
    </>
  )
}
