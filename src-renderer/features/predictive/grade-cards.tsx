import type { CSSProperties } from 'react'
import { bandsOf, FEWEST_GRADES, type GradeBand, moveCut, removeGrade } from '#shared/domain/predictive/grade-bands'
import type { GradeCut } from '#shared/domain/predictive/grades'
import type { GradeBasis } from '#shared/contract/index'
import { IconButton } from '#renderer/ui/button.tsx'
import { count, percent, plural } from '#renderer/ui/format/numbers.ts'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { gradeColour } from './grade-colour.ts'
import type { OutcomeWords } from './report-words.ts'

interface GradeCardsProps {
  readonly basis: GradeBasis
  readonly cuts: readonly GradeCut[]
  readonly locked: boolean
  readonly words: OutcomeWords
  readonly onCuts: (cuts: readonly GradeCut[]) => void
}

/** A grade each: name, bounds, how often its records succeed, how far that is from the average, and what share of the open ones it holds. */
export function GradeCards({ basis, cuts, locked, words, onCuts }: GradeCardsProps) {
  const average = basis.closed === 0 ? null : basis.positives / basis.closed
  return (
    <ul className="grade-cards" aria-label="Grades">
      {bandsOf(cuts, basis.steps).map((band, index) => {
        const style: CSSProperties = { borderTopColor: gradeColour(band.grade, index, cuts.length) }
        const last = index === cuts.length - 1
        return (
          <li key={index} style={style}>
            <div className="row">
              <TextField ariaLabel={`Name of grade ${index + 1}`} value={band.grade} maxLength={12} disabled={locked} onChange={(grade) => onCuts(cuts.map((cut, at) => (at === index ? { ...cut, grade } : cut)))} />
              {!locked && <IconButton small icon="x" label={`Remove ${band.grade}`} disabled={cuts.length <= FEWEST_GRADES} title={cuts.length <= FEWEST_GRADES ? `${FEWEST_GRADES} grades is the fewest` : undefined} onClick={() => onCuts(removeGrade(cuts, index))} />}
            </div>
            <div className="row grade-bounds">
              {last ? <span className="faint">0</span> : <NumberField ariaLabel={`Lower bound of ${band.grade}, in figures`} value={Math.round(band.from * 100) / 100} min={1} max={99} decimals={2} disabled={locked} onChange={(from) => { if (from !== null) onCuts(moveCut(cuts, index, from)) }} />}
              <span className="faint">to {upper(band)}</span>
            </div>
            <Rate band={band} average={average} words={words} />
            <p className="muted">{basis.open === 0 ? plural(band.closed, 'closed record') : `${percent(band.open / basis.open, 0)} of the open ones, ${count(band.open)}`}</p>
          </li>
        )
      })}
    </ul>
  )
}

/** The last whole score under the next better grade. */
function upper({ from, to }: GradeBand): number {
  return to >= 100 ? 100 : Math.max(Math.ceil(to) - 1, Math.ceil(from))
}

function Rate({ band, average, words }: { readonly band: GradeBand; readonly average: number | null; readonly words: OutcomeWords }) {
  if (band.closed === 0 || average === null) return <><p className="grade-rate">–</p><p className="muted">No closed record scores here</p></>
  const rate = band.positives / band.closed
  const gap = (rate - average) * 100
  return (
    <>
      <p className="grade-rate">{percent(rate)}</p>
      <p className="muted">{words.wins}, {Math.round(gap) === 0 ? 'as on average' : `${count(Math.abs(Math.round(gap)))} points ${gap > 0 ? 'above' : 'below'} average`}</p>
    </>
  )
}
