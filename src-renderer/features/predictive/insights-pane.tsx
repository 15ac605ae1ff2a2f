import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import type { Attribute, Insight, ModelConfig } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { Chart } from '#renderer/charts/chart.tsx'
import { learnedCurve } from '#renderer/charts/learned-curve.ts'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { Sums } from '#renderer/ui/facts.tsx'
import { percent } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { SidePanel } from '#renderer/ui/side-panel.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { canUse } from './attribute-choice.ts'
import { ENTITY_WORDS } from './model-words.ts'
import { useOutcomeWords } from './use-outcome-words.ts'

/** Which records are looked at, and the model whose curve is shown. */
export interface InsightBasis extends Pick<ModelConfig, 'windowMonths' | 'processId' | 'filter' | 'outcome'> {
  readonly modelId: number | null
}

interface InsightsPaneProps {
  readonly entity: ScoredEntity
  readonly basis: InsightBasis
  readonly attribute: Attribute
  /** The model is to learn from it. */
  readonly used: boolean
  readonly onUse: (on: boolean) => void
  readonly onClose: () => void
}

/** What the values of one attribute have to do with the outcome, and what the model made of them. */
export function InsightsPane({ entity, basis, attribute, used, onUse, onClose }: InsightsPaneProps) {
  const insight = useQuery(api.predictive.insight.queryOptions({ input: { entity, ...basis, name: attribute.name }, placeholderData: keepPreviousData }))
  const use = useRef<HTMLButtonElement>(null)
  // the pane stands far behind the list in the order of focus; closing it goes back to where one was
  useEffect(() => {
    const before = document.activeElement
    use.current?.focus()
    return () => { if (before instanceof HTMLElement && before.isConnected) before.focus() }
  }, [])
  const close = useCallback((event: KeyboardEvent): void => { if (event.key === 'Escape') onClose() }, [onClose])
  return (
    <SidePanel label={`Insights on ${attribute.label}`} size="record" onKey={close} head={<div className="insight-title row"><h2 className="strong grow clip">{attribute.label}</h2><IconButton icon="x" label="Close the insights" onClick={onClose} /></div>}>
      <div className="insight-use"><Button ref={use} small reason={canUse(attribute) ? undefined : 'It can never be used'} onClick={() => onUse(!used)}>{used ? 'Leave it out' : 'Use it'}</Button></div>
      {insight.error && <Notice tone="bad" title="The insights could not be read." actions={<Button small onClick={() => void insight.refetch()}>Try again</Button>}>{sentenceOf(insight.error)}</Notice>}
      {insight.data === undefined ? !insight.error && <SkeletonRows rows={8} /> : <Shown insight={insight.data} entity={entity} outcome={basis.outcome} stale={insight.isPlaceholderData} />}
    </SidePanel>
  )
}

function Shown({ insight, entity, outcome, stale }: { readonly insight: Insight; readonly entity: ScoredEntity; readonly outcome: InsightBasis['outcome']; readonly stale: boolean }) {
  const words = useOutcomeWords(entity, outcome)
  const { many } = ENTITY_WORDS[entity]
  const { influence, curve } = insight
  const option = useCallback((palette: Parameters<ReturnType<typeof learnedCurve>>[0]) => learnedCurve(curve)(palette), [curve])
  return (
    <div style={stale ? { opacity: 0.5 } : undefined} aria-busy={stale || undefined}>
      <Section title="Influence" first>
        {influence === null ? <p className="muted">{insight.unused === '' ? 'No model has learned from it yet.' : insight.unused}</p> : <p className="muted"><span className="medium">{influence.words}</span>, {percent(influence.share)} of all influence, number {influence.rank} of {influence.of}.</p>}
        {influence === null && insight.unused !== '' && <p className="t1 faint">This is why it is not used.</p>}
        <div style={{ marginTop: 8 }}><Sums facts={[{ what: 'Filled, closed', value: share(insight.filledClosed) }, { what: 'Filled, open', value: share(insight.filledOpen) }]} /></div>
      </Section>
      <Section title={`How many of the ${many} are ${words.wins}`} note={`average ${percent(insight.globalRate)}`}>
        <Bars insight={insight} />
        <p className="t1 faint" style={{ marginTop: 12 }}>{insight.basis} The line is the average. Rate = {words.wins} ÷ closed; under 20 records none is shown.</p>
      </Section>
      {curve.length > 1 && (
        <Section title="What the model learned">
          <p className="t1 faint">What a value adds to the log-odds, other columns held equal; the band holds 95 in 100 of what the model’s bags found.</p>
          <Chart option={option} height={180} label={curveWords(insight)} />
          <p className="t1 muted">{curveWords(insight)}</p>
        </Section>
      )}
    </div>
  )
}

const share = (value: number | null): string => (value === null ? 'none looked at' : percent(value))

/** One bar a value on one scale, green above the average and red below, with the average as a line, and a sentence under it. */
function Bars({ insight: { values, globalRate } }: { readonly insight: Insight }) {
  const most = Math.max(globalRate, ...values.map(({ rate }) => rate ?? 0), 0.01)
  const width = (rate: number): string => `${Math.min(100, (rate / most) * 100)}%`
  return (
    <ul className="insight-bars">
      {values.map((value) => (
        <li key={value.label}>
          <div className="row"><span className={value.missing ? 'grow faint clip' : 'grow medium clip'}>{value.label}</span><span className="num">{value.rate === null ? '–' : percent(value.rate)}</span></div>
          <div className="insight-bar" aria-hidden>{value.rate !== null && <i className={value.rate >= globalRate ? 'above' : 'below'} style={{ width: width(value.rate) }} />}<b style={{ left: width(globalRate) }} /></div>
          <p className="t1 muted">{value.sentence}</p>
        </li>
      ))}
    </ul>
  )
}

/** The two ends of the curve, as a sentence. */
function curveWords({ label, curve }: Insight): string {
  const sorted = curve.toSorted((one, other) => other.effect - one.effect)
  const [high] = sorted
  const low = sorted.at(-1)
  return high === undefined || low === undefined ? '' : `${label}: “${high.label}” raises the chance most and “${low.label}” lowers it most, other columns held equal.`
}
