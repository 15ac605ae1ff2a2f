import { createContext, useContext } from 'react'
import type { Clock } from './dates.ts'

const ClockContext = createContext<Clock | null>(null)

/** Tells every page which moment "now" is and in which time zone days begin. */
export const ClockProvider = ClockContext.Provider

/** Stands in until the workspace has answered; pages that show times wait for it. */
const MACHINE: Clock = { now: Date.now(), timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone }

/** The workspace's clock; the machine's own until the workspace has answered. */
export function useClock(): Clock {
  return useContext(ClockContext) ?? MACHINE
}
