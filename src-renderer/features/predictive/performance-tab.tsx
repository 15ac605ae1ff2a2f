import { type ReactNode, useMemo, useState } from 'react'
import type { ModelReport } from '#shared/contract/index'
import { chanceSpread } from '#renderer/charts/chance-spread.ts'
import { Chart } from '#renderer/charts/chart.tsx'
import { Figure } from '#renderer/charts/figure.tsx'
import { learning, precisionRecall } from '#renderer/charts/model-curves.ts'
import { calibration, gain, roc } from '#renderer/charts/roc.ts'
import { decimal, fixed, percent } from '#renderer/ui/format/numbers.ts'
import { AnyThreshold } from './any-threshold.tsx'
import { atThreshold, chanceBins, spreadAnswer } from './at-threshold.ts'
import { beside, calibrationAnswer, gainAt, type OutcomeWords, preciseAnswer, thresholdPoint } from './report-words.ts'
import { Suspects } from './suspects.tsx'

const HEIGHT = 248
const WORKED = 0.2
const LEARNING = { yes: 'More records would help', hardly: 'More of the same would hardly help', unclear: 'More records might help or not' } as const

/** Charts whose titles are their answers. */
export function PerformanceTab({ report, words }: { readonly report: ModelReport; readonly words: OutcomeWords }) {
  const { holdout } = report
  const [threshold, setThreshold] = useState<number | null>(null)
  const shown = useMemo(() => (threshold === null ? report.holdout : atThreshold(report, threshold)), [report, threshold])
  const found = gainAt(report.lift, WORKED)
  const gains = useMemo(() => gain(report.lift, WORKED), [report.lift])
  const curve = useMemo(() => roc(report.roc, thresholdPoint(shown)), [report.roc, shown])
  const said = useMemo(() => calibration(report.calibration), [report.calibration])
  const precise = useMemo(() => precisionRecall(report.precisionRecall, report.logisticCurves.precisionRecall, holdout.conversionRate), [report.precisionRecall, report.logisticCurves, holdout.conversionRate])
  const learned = useMemo(() => learning(report.learningCurve.points), [report.learningCurve])
  const bins = useMemo(() => chanceBins(report), [report])
  const spread = useMemo(() => chanceSpread(bins, shown.threshold, { wins: words.wins, losses: words.losses }), [bins, shown.threshold, words.wins, words.losses])
  const spreadTitle = spreadAnswer(report, words)
  const preciseTitle = preciseAnswer(report, words)
  const gainTitle = found === null ? 'Share of the wins found' : `Working the top ${percent(WORKED)} finds ${percent(found, 0)} of the wins`
  const rocTitle = `A win outranks a loss ${Math.round(holdout.auc * 100)} times in 100`
  const saidTitle = calibrationAnswer(report.calibration)
  return (
    <div className="model-cells">
      <Cell title={gainTitle} plotted={`Wins found by share worked${found === null ? '' : `; ${decimal(found / WORKED, 1)} times a random order`}`}><Chart option={gains} height={HEIGHT} label={gainTitle} /></Cell>
      <Cell title={rocTitle} plotted="ROC: wins found against losses let through"><Chart option={curve} height={HEIGHT} label={rocTitle} /></Cell>
      <Cell title={saidTitle} plotted="Calibration: what was said against what happened"><Chart option={said} height={HEIGHT} label={saidTitle} /></Cell>
      {bins.length > 0 && <Cell title={spreadTitle} plotted={`Measured ${words.records} by their chance, those ${words.wins} in colour`}><Chart option={spread} height={HEIGHT} label={spreadTitle} /></Cell>}
      {report.precisionRecall.length > 0 && <Cell title={preciseTitle} plotted="Precision against recall; the thin line is the logistic regression"><Chart option={precise} height={HEIGHT} label={preciseTitle} /></Cell>}
      {report.learningCurve.points.length > 0 && <Cell title={LEARNING[report.learningCurve.helps]} plotted="AUC on held-out older records, by records learned from"><Chart option={learned} height={HEIGHT} label={report.learningCurve.sentence} /></Cell>}
      <section><AnyThreshold report={report} shown={shown} chosen={threshold !== null} words={words} onChoose={setThreshold} /></section>
      <section className="wide">
        <h2>{beside(report)}</h2>
        <p className="sub">Trained on the same records and measured on the same ones</p>
        <Beside report={report} />
      </section>
      <section className="full"><Suspects suspects={report.suspects} /></section>
    </div>
  )
}

function Cell({ title, plotted, children }: { readonly title: string; readonly plotted: string; readonly children: ReactNode }) {
  return <section><Figure title={title} plotted={plotted}>{children}</Figure></section>
}

function Beside({ report: { holdout, logistic, logisticCurves } }: { readonly report: ModelReport }) {
  const rows = [
    { name: 'AUC', own: fixed(holdout.auc), other: fixed(logistic.auc) },
    { name: 'Interval', own: `${fixed(holdout.aucLow)} to ${fixed(holdout.aucHigh)}`, other: `${fixed(logistic.aucLow)} to ${fixed(logistic.aucHigh)}` },
    { name: 'Log loss', own: fixed(holdout.logLoss, 3), other: fixed(logistic.logLoss, 3) },
    { name: 'Brier', own: fixed(holdout.brier, 3), other: fixed(logistic.brier, 3) },
    ...(logisticCurves.roc.length === 0 ? [] : [
      { name: 'Calibration error', own: percent(holdout.calibrationError, 1), other: percent(logistic.calibrationError, 1) },
      { name: 'By chance alone, up to', own: percent(holdout.calibrationHigh, 1), other: percent(logistic.calibrationHigh, 1) },
      { name: 'Slope', own: fixed(holdout.calibrationSlope), other: fixed(logistic.calibrationSlope) },
      { name: 'Best F1', own: fixed(holdout.f1), other: fixed(logistic.f1) },
    ]),
  ]
  return (
    <table className="plain inset" aria-label="Beside a logistic regression">
      <thead><tr><th scope="col" style={{ width: '44%' }}><span className="visually-hidden">Number</span></th><th scope="col" className="num">This model</th><th scope="col" className="num">Logistic</th></tr></thead>
      <tbody>{rows.map((row) => <tr key={row.name}><td>{row.name}</td><td className="num medium">{row.own}</td><td className="num muted">{row.other}</td></tr>)}</tbody>
    </table>
  )
}
