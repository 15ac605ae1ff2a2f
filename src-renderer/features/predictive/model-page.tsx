import './predictive.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'wouter'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { HintStrip } from '#renderer/ui/hint-strip.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { Tabs } from '#renderer/ui/tabs.tsx'
import { measuredLine } from './measured-line.ts'
import { AttributesTab } from './attributes-tab.tsx'
import { CardTab } from './card-tab.tsx'
import { DataTab } from './data-tab.tsx'
import { GradesTab } from './grades-tab.tsx'
import { DraftNotice } from './draft-notice.tsx'
import { ModelFacts } from './model-facts.tsx'
import { ModelHeader } from './model-header.tsx'
import { modelTab, setModelTab, useModelTab } from './model-tab.ts'
import { OverviewTab } from './overview-tab.tsx'
import { PerformanceTab } from './performance-tab.tsx'
import { SharedRecords } from './shared-records.tsx'
import { StagesTab } from './stages-tab.tsx'
import { TrainingBanner } from './training-banner.tsx'
import { useOutcomeWords } from './use-outcome-words.ts'
import { VersionsTab } from './versions-tab.tsx'
import { WaitingVersion } from './waiting-version.tsx'

/** One predictive model: how good, by what, with which grades, in which versions. */
export default function ModelPage() {
  const modelId = Number(useParams().id)
  const clock = useClock()
  const wanted = useModelTab((store) => store.tab)
  const [chosen, setChosen] = useState<number | null>(null)
  const [compared, setCompared] = useState<number | null>(null)
  const model = useQuery(api.predictive.get.queryOptions({ input: { modelId }, enabled: Number.isInteger(modelId) }))
  const words = useOutcomeWords(model.data?.entity ?? 'lead', model.data?.config.outcome ?? null)
  if (model.error || !Number.isInteger(modelId)) return <div className="tab-pad"><Notice tone="bad" title="This model cannot be shown." actions={<Button small href="#/models">All models</Button>}>{model.error ? sentenceOf(model.error) : 'The address names no model.'}</Notice></div>
  if (model.data === undefined) return <SkeletonRows rows={10} />
  const { versions, entity } = model.data
  const reported = versions.filter((version) => version.report !== null)
  const version = reported.find((found) => found.id === chosen) ?? reported.find((found) => found.state === 'published') ?? reported.at(0)
  const report = version?.report ?? null
  const tab = wanted === 'stages' && !report?.stages ? 'overview' : wanted
  return (
    <>
      <ModelHeader model={model.data} version={version} reported={reported} onVersion={setChosen} />
      <TrainingBanner model={model.data} />
      <WaitingVersion model={model.data} shown={version?.id ?? null} onShow={setChosen} onCompare={setCompared} />
      {version && report ? (
        <>
          <Tabs label="Model" controls="model-tab" value={tab} onChange={setModelTab} items={[{ value: 'overview', label: 'Overview' }, { value: 'data', label: 'Training data' }, { value: 'attributes', label: 'Attributes' }, ...(report.stages ? [{ value: 'stages' as const, label: 'Stages', count: report.stages.stages.length }] : []), { value: 'performance', label: 'Performance' }, { value: 'card', label: 'Model card' }, { value: 'grades', label: 'Grades', count: version.gradeCuts.length }, { value: 'versions', label: 'Versions', count: versions.length }]} />
          {tab !== 'data' && tab !== 'attributes' && <DraftNotice model={model.data} />}
          {tab === 'overview' && <SharedRecords model={model.data} />}
          <ModelFacts report={report} version={version} entity={entity} words={words} />
          <div className="scroll" id="model-tab" role="tabpanel" tabIndex={0} aria-label={modelTab(tab)}>
            {tab === 'overview' && <OverviewTab report={report} words={words} />}
            {tab === 'data' && <DataTab model={model.data} />}
            {tab === 'attributes' && <AttributesTab model={model.data} />}
            {tab === 'stages' && report.stages && <StagesTab report={report.stages} />}
            {tab === 'performance' && <PerformanceTab report={report} words={words} />}
            {tab === 'card' && <CardTab modelId={model.data.id} versionId={version.id} />}
            {tab === 'grades' && <GradesTab model={model.data} version={version} />}
            {tab === 'versions' && <VersionsTab model={model.data} shown={version.id} onShow={setChosen} compared={compared} onCompare={setCompared} />}
          </div>
          <HintStrip hints={[]} end={measuredLine(report, model.data.config.seed, clock)} />
        </>
      ) : model.data.latest?.state !== 'training' && (
        <EmptyState why="No version of this model has been trained." fill="Training takes the closed records of its window and runs in the background." />
      )}
    </>
  )
}
