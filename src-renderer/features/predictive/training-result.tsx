import type { ModelReport, ModelSummary } from '#shared/contract/index'
import { Sums } from '#renderer/ui/facts.tsx'
import { count, fixed, percent } from '#renderer/ui/format/numbers.ts'
import { StepHeading } from '#renderer/ui/step-heading.tsx'
import { InfluenceFigure } from './influence-figure.tsx'
import { comparison, trainedOn } from './report-words.ts'
import { RetrainSwitch } from './retrain-switch.tsx'
import { Suspects } from './suspects.tsx'
import { VerdictTag } from './verdict-tag.tsx'

/** What training found: how good, beside what, and by which attributes. */
export function TrainingResult({ report, many, model }: { readonly report: ModelReport; readonly many: string; readonly model?: ModelSummary | undefined }) {
  const { holdout, logistic } = report
  return (
    <div className="training-result">
      <section aria-label="How good it is">
        <StepHeading>{report.verdictSentence}</StepHeading>
        <p className="auc-line"><VerdictTag verdict={report.verdict} /><b>{fixed(holdout.auc)} AUC</b><span className="muted">95 % interval {fixed(holdout.aucLow)} to {fixed(holdout.aucHigh)}</span></p>
        <p className="muted">{comparison(report)}</p>
        <div style={{ margin: '16px 0' }}>
          <Sums
            facts={[
              { what: 'Logistic regression, same data', value: fixed(logistic.auc) },
              { what: 'Measured on', value: `${count(holdout.rows)} ${many}` },
              { what: 'Learned from', value: trainedOn(report, many) },
              { what: 'Average chance', value: percent(report.priorRate) },
              { what: 'Attributes used', value: `${count(report.attributesUsed)} of ${count(report.attributesOffered)}` },
            ]}
          />
        </div>
        {model && <div style={{ marginBottom: 16 }}><RetrainSwitch model={model} /></div>}
        <ul className="plain-notes">
          {report.notes.map((note) => <li key={note}>{note}</li>)}
        </ul>
        {report.suspects.length > 0 && <div style={{ marginTop: 16 }}><Suspects suspects={report.suspects} /></div>}
      </section>
      <InfluenceFigure report={report} most={12} />
    </div>
  )
}
