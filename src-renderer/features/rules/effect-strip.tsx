import { useState } from 'react'
import type { RuleSimulation } from '#shared/contract/rules'
import { describeGrade } from '#shared/domain/rules/words'
import { sentenceOf } from '#renderer/rpc/client.ts'
import { cx } from '#renderer/ui/cx.ts'
import { count, decimal, exactPoints, plural } from '#renderer/ui/format/numbers.ts'
import { EffectDialog } from './effect-dialog.tsx'
import { EffectHistogram } from './effect-histogram.tsx'
import type { Simulated } from './model-simulation.ts'
import { useModel, useModelStore } from './model-store.ts'
import { GradeName } from '#renderer/ui/grade-name.tsx'
import { leftOut } from './pages/rule-words.ts'
import { SamplesDialog } from './samples-dialog.tsx'

/** What the draft does to the real leads: how they score, which grades they get, and what changes against the live version. */
export function EffectStrip({ modelId, simulated }: { readonly modelId: number; readonly simulated: Simulated }) {
  const salesReady = useModel((state) => state.draft.tree.settings.salesReadyScore)
  const readOnly = useModel((state) => state.readOnly)
  const waits = useModel((state) => state.problems.some((problem) => problem.severity === 'error' && problem.at === 'audience'))
  const { data, stale, error, retry } = simulated
  const title = readOnly ? 'Scores of this version' : 'Scores with this draft'
  return (
    <section className={cx('effect', (stale || error !== null) && 'stale')} aria-label={title} aria-busy={stale}>
      <div className="effect-words">
        <h2>{title}</h2>
        {error !== null ? <p className="warn">{sentenceOf(error)} <button type="button" className="link" onClick={retry}>Try again</button></p> : data === null ? <p className="muted late">{waits ? 'Waits for the audience to be mended.' : 'Counting the leads.'}</p> : <Words modelId={modelId} data={data} readOnly={readOnly} />}
      </div>
      {data === null ? <div /> : <EffectHistogram bins={data.histogram} grades={data.grades} salesReady={salesReady} />}
      {data === null ? <div /> : <Grades data={data} salesReady={salesReady} alone={readOnly || data.change === null} />}
    </section>
  )
}

function Words({ modelId, data, readOnly }: { readonly modelId: number; readonly data: RuleSimulation; readonly readOnly: boolean }) {
  const [listed, setListed] = useState(false)
  const [sampled, setSampled] = useState(false)
  const { change } = data
  const moved = change === null ? 0 : change.up + change.down
  const sentence = sentencesOf(data, readOnly).join(' ')
  return (
    <>
      <p className="muted" title={sentence}>{sentence}</p>
      <p className="effect-links">
        {change !== null && touches(change) > 0 && !readOnly && <button type="button" className="link" onClick={() => setListed(true)}>{moved > 0 ? `See the ${plural(moved, 'lead')}` : 'See who'}</button>}
        {data.scored === 0 && !readOnly && <NobodyLinks unscored={data.unscored} />}
        {data.samples.length > 0 && <button type="button" className="link" onClick={() => setSampled(true)}>Sample leads</button>}
      </p>
      {listed && <EffectDialog modelId={modelId} change={change} onClose={() => setListed(false)} />}
      {sampled && <SamplesDialog data={data} onClose={() => setSampled(false)} />}
    </>
  )
}

/** Where what leaves everybody out can be changed. */
function NobodyLinks({ unscored }: Pick<RuleSimulation, 'unscored'>) {
  const { acts } = useModelStore()
  const reasons = new Set(unscored.map(({ reason }) => reason))
  return (
    <>
      {reasons.has('outside_audience') && <button type="button" className="link" onClick={() => { acts.show({ panel: 'properties' }); acts.open('audience') }}>Edit the audience</button>}
      {(reasons.has('consent') || reasons.has('other_business_unit')) && <button type="button" className="link" onClick={() => acts.show({ panel: 'settings' })}>Change the settings</button>}
      {(reasons.has('no_parent_contact') || reasons.has('no_parent_account')) && <a className="link" href="#/leads">Link leads</a>}
    </>
  )
}

type Change = NonNullable<RuleSimulation['change']>
const touches = ({ up, down, becomeReady, ceaseReady, newlyScored, noLongerScored }: Change): number => up + down + becomeReady + ceaseReady + newlyScored + noLongerScored

function sentencesOf({ change, scored, leads, salesReady, topTenth, milliseconds, unscored }: RuleSimulation, readOnly: boolean): readonly string[] {
  const seconds = milliseconds / 1000
  const first = `${scored === leads ? plural(scored, 'lead') : `${count(scored)} of ${plural(leads, 'lead')}`} scored in ${decimal(seconds, seconds < 0.1 ? 2 : 1)} s.`
  if (scored === 0 && unscored.length > 0) return [first, `Nobody is scored: ${leftOut(unscored)}.`]
  if (change === null || readOnly) return [first, `${count(salesReady)} ${readOnly ? 'are' : 'would be'} sales-ready${topTenth === null ? '' : `; the best tenth has ${plural(topTenth, 'point')} or more`}.`]
  if (touches(change) === 0) return [first, `Nothing changes against live v${change.version}.`]
  const ready = [change.becomeReady > 0 && `${count(change.becomeReady)} become sales-ready`, change.ceaseReady > 0 && `${count(change.ceaseReady)} cease`].filter(Boolean).join(', ')
  return [first, `Against live v${change.version}, ${count(change.up + change.down)} change grade: ${count(change.up)} up, ${count(change.down)} down${ready === '' ? '' : `; ${ready}`}.`]
}

function Grades({ data, salesReady, alone }: { readonly data: RuleSimulation; readonly salesReady: number | null; readonly alone: boolean }) {
  const { acts } = useModelStore()
  if (data.grades.length === 0) return <p className="muted effect-none">No grades: people see the score alone. <button type="button" className="link" onClick={() => acts.show({ panel: 'grades' })}>Add grades</button></p>
  const names = data.grades.map((grade) => grade.name)
  return (
    <ul className={cx('effect-grades', alone && 'alone')}>
      {data.grades.toReversed().map((grade) => {
        const by = grade.leadsLive === null || alone ? null : grade.leads - grade.leadsLive
        const ready = salesReady !== null && grade.from !== null && grade.from >= salesReady
        return (
          <li key={`${grade.name}${grade.from}`}>
            <GradeName grade={grade.name} among={names} />
            <span className="clip">{describeGrade(grade)}{ready && ', sales-ready'}</span>
            <span className="num">{count(grade.leads)}</span>
            <span className={cx('num', by !== null && by > 0 && 'up', by !== null && by < 0 && 'dn')}>{by === null ? '' : exactPoints(by)}</span>
          </li>
        )
      })}
    </ul>
  )
}
