import type { ReactNode } from 'react'
import type { ModelReport } from '#shared/contract/index'
import { count, fixed, percent } from '#renderer/ui/format/numbers.ts'
import type { OutcomeWords } from './report-words.ts'

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

interface ConfusionProps {
  readonly holdout: ModelReport['holdout']
  readonly words: OutcomeWords
  readonly chosen?: boolean
  /** Between the heading and the matrix. */
  readonly children?: ReactNode
}

/** What was said at the threshold against what happened. */
export function Confusion({ holdout, words, chosen = false, children }: ConfusionProps) {
  const { truePositive, falsePositive, trueNegative, falseNegative } = holdout.confusion
  const numbers = [
    ['Accuracy', percent(holdout.accuracy)],
    ['Precision', percent(holdout.precision)],
    ['Recall', percent(holdout.recall)],
    ['F1', fixed(holdout.f1)],
    ['Conversion', percent(holdout.conversionRate)],
  ]
  return (
    <>
      <h2>Counted as {words.wins} above a chance of {percent(holdout.threshold)}</h2>
      <p className="sub">{chosen ? 'As you chose' : 'Where F1 is highest on the older records'}; it changes what is shown, never a score</p>
      {children}
      <div className="confusion" role="group" aria-label="Confusion matrix">
        <span /><span className="h">Said {words.wins}</span><span className="h">Said {words.losses}</span>
        <span className="v">{upper(words.wins)}<br />{count(truePositive + falseNegative)}</span><span className="m ok"><b>{count(truePositive)}</b>found</span><span className="m"><b>{count(falseNegative)}</b>missed</span>
        <span className="v">{upper(words.losses)}<br />{count(falsePositive + trueNegative)}</span><span className="m"><b>{count(falsePositive)}</b>false alarms</span><span className="m ok"><b>{count(trueNegative)}</b>left aside</span>
      </div>
      <div className="confusion-numbers">{numbers.map(([name, value]) => <span key={name}>{name}<b>{value}</b></span>)}</div>
    </>
  )
}
