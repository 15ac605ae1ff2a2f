import { cx } from '#renderer/ui/cx.ts'
import { Pick } from '#renderer/ui/pick.tsx'

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly choices: readonly { readonly value: T; readonly label: string }[]
  readonly onPick: (value: T) => void
  readonly readOnly: boolean
  readonly width?: number | undefined
  readonly className?: string | undefined
}

/** One of a few known values in a row or a sentence; only words where nothing can be changed. */
export function Choice<T extends string>({ label, value, choices, onPick, readOnly, width, className }: ChoiceProps<T>) {
  const shown = choices.find((choice) => choice.value === value)?.label ?? value
  if (readOnly) return <span className={cx('choice still', className)} title={shown}><span className="visually-hidden">{label}: </span>{shown}</span>
  const pick = (next: string): void => {
    const chosen = choices.find((choice) => choice.value === next)
    if (chosen !== undefined) onPick(chosen.value)
  }
  return <span className={cx('choice', className)}><Pick label={label} value={value} shown={shown} choices={choices} onPick={pick} width={width} /></span>
}
