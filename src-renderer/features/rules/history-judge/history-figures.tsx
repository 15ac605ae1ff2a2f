import { type ReactNode, useMemo } from 'react'
import type { RuleBacktest } from '#shared/contract/index'
import { UNSCORED_WORDS } from '#shared/domain/rules/unscored-words'
import { Chart } from '#renderer/charts/chart.tsx'
import { Figure } from '#renderer/charts/figure.tsx'
import { gain, roc } from '#renderer/charts/roc.ts'
import { count, fixed, percent, plural } from '#renderer/ui/format/numbers.ts'
import { Time } from '#renderer/ui/format/time.tsx'
import { Meter } from '#renderer/ui/meter.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { GradeName } from '#renderer/ui/grade-name.tsx'
import { liftSentence, rateOf } from './history-words.ts'

interface HistoryFiguresProps {
  readonly report: RuleBacktest
  readonly action: ReactNode
  /** The model has changed since. */
  readonly isOld: boolean
}

const HEIGHT = 210
const WORKED = 0.2

/** How well the scores sort closed leads: in a sentence, as curves, and by grade. */
export function HistoryFigures({ report, action, isOld }: HistoryFiguresProps) {
  const gains = useMemo(() => gain(report.gain, WORKED), [report.gain])
  const graded = report.grades.flatMap(({ name }) => name ?? [])
  const curve = useMemo(() => roc(report.roc, null), [report.roc])
  const found = report.gain.find(({ share }) => share >= WORKED)?.gain ?? 0
  const gainTitle = `Working the best ${percent(WORKED)} finds ${percent(found, 0)} of the leads that qualify`
  const rocTitle = `A lead that qualifies outranks one that does not ${Math.round(report.auc * 100)} times in 100`
  const unscored = report.unscored.map(({ reason, leads }) => `${UNSCORED_WORDS[reason].toLowerCase()} ${count(leads)}`).join(', ')
  return (
    <>
      <div className="rules-facts row" style={{ gap: 16 }}>
        <p className="grow">
          <b>AUC {fixed(report.auc)}</b> ({fixed(report.aucLow)} to {fixed(report.aucHigh)}) on <b>{plural(report.leads, 'closed lead')}</b>, {count(report.positives)} qualified. {liftSentence(report)}
          {unscored !== '' && <> Not scored by it: {unscored}.</>} <span className="faint">Version {report.version}, judged <Time at={report.judgedAt} as="moment" />.</span>
        </p>
        {action}
      </div>
      {(isOld || report.notes.length > 0) && (
        <div className="history-notes">
          {isOld && <Notice tone="care" title="The model has changed since.">These figures are of version {report.version} as it was then. Judge it again to see what the change does.</Notice>}
          {report.notes.map((note) => <Notice key={note}>{note}</Notice>)}
        </div>
      )}
      <div className="history-figures">
        <Figure title={gainTitle} plotted="Qualified leads found by share worked"><Chart option={gains} height={HEIGHT} label={gainTitle} /></Figure>
        <Figure title={rocTitle} plotted="ROC: qualified leads found against others let through"><Chart option={curve} height={HEIGHT} label={rocTitle} /></Figure>
        <section>
          <Figure title={gradeTitle(report)} plotted="Qualification rate by grade, best first">
            {report.grades.length > 0 && (
              <table className="plain inset" aria-label="Qualification rate by grade">
                <thead><tr><th scope="col" style={{ width: 58 }}>Grade</th><th scope="col" className="num" style={{ width: 62 }}>Leads</th><th scope="col" className="num" style={{ width: 78 }}>Qualified</th><th scope="col" className="num" style={{ width: 56 }}>Rate</th><th scope="col"><span className="visually-hidden">As a bar</span></th></tr></thead>
                <tbody>
                  {report.grades.toReversed().map(({ name, leads, positives }) => (
                    <tr key={name ?? ''}>
                      <td title={name ?? undefined}>{name === null ? 'No grade' : <GradeName grade={name} among={graded} />}</td>
                      <td className="num">{count(leads)}</td>
                      <td className="num">{count(positives)}</td>
                      <td className="num medium">{rateOf(positives, leads)}</td>
                      <td><Meter share={leads === 0 ? 0 : positives / leads} /></td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </Figure>
        </section>
      </div>
    </>
  )
}

function gradeTitle({ grades, rate }: RuleBacktest): string {
  const known = grades.filter(({ name, leads }) => name !== null && leads > 0)
  const [low, high] = [known[0], known.at(-1)]
  if (low === undefined || high === undefined || low === high) return `${percent(rate, 0)} of all qualified; the model has no grades to tell them apart`
  return `${high.name} qualified at ${rateOf(high.positives, high.leads)}, ${low.name} at ${rateOf(low.positives, low.leads)}`
}
