import './states.css'
import type { ReactNode } from 'react'
import type { JobProgress } from '#shared/domain/jobs/types'
import { Button } from './button.tsx'
import { duration } from './format/dates.ts'
import { count } from './format/numbers.ts'

interface ProgressBarProps {
  readonly title?: ReactNode
  /** null while it waits. */
  readonly progress: JobProgress | null
  readonly onCancel?: (() => void) | undefined
  readonly cancelling?: boolean | undefined
}

/** A job's bar: what it does, how far, how fast, how long still. */
export function ProgressBar({ title, progress, onCancel, cancelling = false }: ProgressBarProps) {
  const fraction = progress?.fraction ?? null
  const label = progress?.label ?? 'Waiting to start'
  return (
    <div className="progress">
      {(title !== undefined || onCancel) && (
        <div className="progress-top">
          <span className="grow clip medium">{title}</span>
          {onCancel && <Button small onClick={onCancel} busy={cancelling}>{cancelling ? 'Cancelling' : 'Cancel'}</Button>}
        </div>
      )}
      <div className={fraction === null ? 'progress-bar unknown' : 'progress-bar'} role="progressbar" aria-label={typeof title === 'string' ? title : label} aria-valuetext={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={fraction === null ? undefined : Math.round(fraction * 100)}>
        <i style={fraction === null ? undefined : { width: `${fraction * 100}%` }} />
      </div>
      <div className="progress-facts"><span className="clip">{label}{amount(progress)}</span><span>{speed(progress)}</span></div>
    </div>
  )
}

function amount(progress: JobProgress | null): string {
  // many labels already say how far
  if (progress === null || progress.done === 0 || progress.label.includes(count(progress.done))) return ''
  const total = progress.total === null ? '' : ` of ${count(progress.total)}`
  return ` · ${count(progress.done)}${total} ${progress.unit}`
}

function speed(progress: JobProgress | null): string {
  const parts: string[] = []
  if (progress !== null && progress.rate !== null && progress.rate >= 1) parts.push(`${count(progress.rate)} ${progress.unit} a second`)
  if (progress !== null && progress.secondsLeft !== null) parts.push(`${duration(progress.secondsLeft)} left`)
  return parts.join(' · ')
}
