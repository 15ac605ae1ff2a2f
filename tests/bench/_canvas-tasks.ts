import type { Browser, Page } from '@playwright/test'
import { z } from 'zod'

/** The longest task of a page's main thread in milliseconds: as it took, and the part of it in which the processor worked on it. */
export interface Longest {
  readonly wall: number
  readonly processor: number
  /** How many tasks took over 50 ms of processor time. */
  readonly long: number
}

const traceSchema = z.object({
  traceEvents: z.array(z.object({ name: z.string(), ph: z.string(), pid: z.number(), tid: z.number(), dur: z.number().optional(), tdur: z.number().optional(), args: z.looseObject({ name: z.unknown().optional() }).optional() })),
})

const CATEGORIES = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', '__metadata']
const TASK = /RunTask$/u
const LIMIT = 50

/** Records what the main thread of the page does while `act` runs; other processes on the machine lengthen the first figure, not the second. */
export async function longestTask(browser: Browser, page: Page, act: () => Promise<void>): Promise<Longest> {
  await browser.startTracing(page, { categories: CATEGORIES })
  await act()
  const { traceEvents } = traceSchema.parse(JSON.parse((await browser.stopTracing()).toString('utf8')))
  const mains = new Set(traceEvents.filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain').map((event) => `${event.pid}:${event.tid}`))
  const tasks = traceEvents.filter((event) => event.ph === 'X' && TASK.test(event.name) && mains.has(`${event.pid}:${event.tid}`))
  if (tasks.length === 0) throw new Error('The trace holds no task of the page')
  // the shortest tasks come without the processor's time
  const processor = tasks.map((task) => (task.tdur ?? task.dur ?? 0) / 1000)
  return { wall: Math.max(...tasks.map((task) => (task.dur ?? 0) / 1000)), processor: Math.max(...processor), long: processor.filter((each) => each > LIMIT).length }
}
