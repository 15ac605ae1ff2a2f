import './model.css'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useParams } from 'wouter'
import type { RuleContext } from '#shared/domain/rules/context'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { ModelFrame } from './model-frame.tsx'
import { ModelContext } from './model-store.ts'
import { ModelStopped } from './model-stopped.tsx'
import { useOpened } from './model-opened.ts'
import type { RuleDetail } from '#shared/contract/rules'

/** One scoring model: drawn, built or written, judged on the real leads, taken live. */
export default function RuleModelPage() {
  const modelId = Number(useParams().id)
  const valid = Number.isInteger(modelId) && modelId > 0
  const detail = useQuery(api.rules.get.queryOptions({ input: valid ? { modelId } : skipToken }))
  const tables = useQuery(api.catalog.tables.queryOptions())
  const units = useQuery(api.dataset.lookup.queryOptions({ input: { table: 'business_unit', limit: 100 } }))
  const known = useMemo<RuleContext | null>(() => (tables.data === undefined || units.data === undefined ? null : { tables: tables.data, businessUnits: units.data.map((unit) => unit.name) }), [tables.data, units.data])
  const failed = detail.error ?? tables.error ?? units.error
  if (failed || !valid) return <div className="tab-pad"><Notice tone="bad" title="This model cannot be shown." actions={<Button small href="#/rules">All scoring models</Button>}>{failed ? sentenceOf(failed) : 'The address names no model.'}</Notice></div>
  if (detail.data === undefined || known === null) return <SkeletonRows rows={10} />
  const { draft, live, summary } = detail.data
  const version = draft ?? live
  if (version === null) return <ModelStopped detail={detail.data} />
  return <Opened key={`${modelId}:${version.number}:${version.state}:${summary.jobId === null}`} detail={detail.data} version={version} known={known} />
}

interface OpenedProps {
  readonly detail: RuleDetail
  readonly version: NonNullable<RuleDetail['draft']>
  readonly known: RuleContext
}

function Opened({ detail, version, known }: OpenedProps) {
  const may = useMay('market')
  const readOnly = detail.draft === null || !may || detail.summary.jobId !== null
  const { store, autosave } = useOpened(detail.summary.id, version, known, readOnly)
  return <ModelContext value={store}><ModelFrame detail={detail} autosave={autosave} /></ModelContext>
}
