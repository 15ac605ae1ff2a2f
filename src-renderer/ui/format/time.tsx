import { useClock } from './clock.tsx'
import { ago, day, exact, moment, plainDay } from './dates.ts'

const STYLES = { day, moment, ago, plain: plainDay } as const

/** A time in words, with the exact one as tooltip. */
export function Time({ at, as = 'day' }: { readonly at: number; readonly as?: keyof typeof STYLES }) {
  const clock = useClock()
  return <time dateTime={new Date(at).toISOString()} title={exact(at, clock)}>{STYLES[as](at, clock)}</time>
}
