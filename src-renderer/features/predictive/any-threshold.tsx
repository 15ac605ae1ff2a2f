import { useId } from 'react'
import type { ModelReport } from '#shared/contract/index'
import { Button } from '#renderer/ui/button.tsx'
import { percent } from '#renderer/ui/format/numbers.ts'
import { thresholdAnswer } from './at-threshold.ts'
import { Confusion } from './confusion.tsx'
import type { OutcomeWords } from './report-words.ts'

interface AnyThresholdProps {
  readonly report: ModelReport
  /** The report's numbers at the chosen threshold. */
  readonly shown: ModelReport['holdout']
  readonly chosen: boolean
  readonly words: OutcomeWords
  /** null goes back to the best. */
  readonly onChoose: (threshold: number | null) => void
}

/** The confusion matrix at the best threshold, or at one that a person moves to. */
export function AnyThreshold({ report, shown, chosen, words, onChoose }: AnyThresholdProps) {
  const id = useId()
  return (
    <>
      <Confusion holdout={shown} words={words} chosen={chosen}>
        {report.thresholds.length > 0 && (
          <div className="row">
            <input
              className="threshold-slider grow"
              type="range"
              min={0}
              max={99}
              step={1}
              aria-label="Chance above which a record counts as a win"
              aria-describedby={id}
              aria-valuetext={percent(shown.threshold)}
              value={Math.round(shown.threshold * 100)}
              onChange={(event) => onChoose(Number(event.target.value) / 100)}
            />
            {chosen && <Button small variant="ghost" onClick={() => onChoose(null)}>Back to the best</Button>}
          </div>
        )}
      </Confusion>
      <p className="t1 muted" id={id} role="status" style={{ marginTop: 8 }}>{thresholdAnswer(shown, words)}</p>
    </>
  )
}
