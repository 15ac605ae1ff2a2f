import { createContext, useContext } from 'react'
import type { Clock } from './dates.ts'

const ClockContext = createContext<Clock | null>(null)

/** Tells every page which moment "now" is and in which time zone days begin. */
export const ClockProvider = ClockContext.Provider

/** The workspace's clock; the machine's own until the workspace has answered. */
export function useClock(): Clock {
  return useContext(ClockContext) ?? { now: Date.now(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }
}
