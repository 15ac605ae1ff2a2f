import { type ReactNode, useMemo } from 'react'
import type { ModelReport } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { Chart } from '#renderer/charts/chart.tsx'
import { Figure } from '#renderer/charts/figure.tsx'
import { calibration, gain, roc } from '#renderer/charts/roc.ts'
import { decimal, fixed, percent } from '#renderer/ui/format/numbers.ts'
import { Confusion } from './confusion.tsx'
import { OUTCOMES } from './outcome-words.ts'
import { calibrationAnswer, gainAt, thresholdPoint } from './report-words.ts'
import { Suspects } from './suspects.tsx'

const HEIGHT = 248
const WORKED = 0.2

/** Charts whose titles are their answers. */
export function PerformanceTab({ report, entity }: { readonly report: ModelReport; readonly entity: ScoredEntity }) {
  const { holdout, logistic } = report
  const words = OUTCOMES[entity]
  const found = gainAt(report.lift, WORKED)
  const gains = useMemo(() => gain(report.lift, WORKED), [report.lift])
  const curve = useMemo(() => roc(report.roc, thresholdPoint(holdout)), [report.roc, holdout])
  const said = useMemo(() => calibration(report.calibration), [report.calibration])
  const gainTitle = found === null ? 'Share of the wins found' : `Working the top ${percent(WORKED)} finds ${percent(found, 0)} of the wins`
  const rocTitle = `A win outranks a loss ${Math.round(holdout.auc * 100)} times in 100`
  const saidTitle = calibrationAnswer(report.calibration)
  return (
    <div className="model-cells">
      <Cell title={gainTitle} plotted={`Wins found by share worked${found === null ? '' : `; ${decimal(found / WORKED, 1)} times a random order`}`}><Chart option={gains} height={HEIGHT} label={gainTitle} /></Cell>
      <Cell title={rocTitle} plotted="ROC: wins found against losses let through"><Chart option={curve} height={HEIGHT} label={rocTitle} /></Cell>
      <Cell title={saidTitle} plotted="Calibration: what was said against what happened"><Chart option={said} height={HEIGHT} label={saidTitle} /></Cell>
      <section><Confusion holdout={holdout} words={words} /></section>
      <section>
        <h2>{logistic.auc < holdout.auc - 0.005 ? `Better than a logistic regression by ${fixed(holdout.auc - logistic.auc)}` : 'Close to a logistic regression'}</h2>
        <p className="sub">Trained on the same records and measured on the same ones</p>
        <Beside report={report} />
      </section>
      <section><Suspects suspects={report.suspects} /></section>
    </div>
  )
}

function Cell({ title, plotted, children }: { readonly title: string; readonly plotted: string; readonly children: ReactNode }) {
  return <section><Figure title={title} plotted={plotted}>{children}</Figure></section>
}

function Beside({ report: { holdout, logistic } }: { readonly report: ModelReport }) {
  const rows = [
    { name: 'AUC', own: fixed(holdout.auc), other: fixed(logistic.auc) },
    { name: 'Interval', own: `${fixed(holdout.aucLow)} to ${fixed(holdout.aucHigh)}`, other: `${fixed(logistic.aucLow)} to ${fixed(logistic.aucHigh)}` },
    { name: 'Log loss', own: fixed(holdout.logLoss, 3), other: fixed(logistic.logLoss, 3) },
    { name: 'Brier', own: fixed(holdout.brier, 3), other: fixed(logistic.brier, 3) },
  ]
  return (
    <table className="plain inset" aria-label="Beside a logistic regression">
      <thead><tr><th scope="col"><span className="visually-hidden">Number</span></th><th scope="col" className="num">This model</th><th scope="col" className="num">Logistic</th></tr></thead>
      <tbody>{rows.map((row) => <tr key={row.name}><td>{row.name}</td><td className="num medium">{row.own}</td><td className="num muted">{row.other}</td></tr>)}</tbody>
    </table>
  )
}
