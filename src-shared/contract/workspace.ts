import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { instant, jobStarted, PERMISSIONS, procedure, recordId } from './base.ts'

export const CHANGE_TOPICS = ['workspace', 'catalog', 'records', 'scores', 'models', 'jobs'] as const

const infoSchema = z.object({
  name: z.string(),
  file: z.string(),
  version: z.string(),
  user: z.object({ id: recordId, name: z.string(), permissions: z.array(z.enum(PERMISSIONS)) }),
  timeZone: z.string(),
  /** The clock of the workspace; frozen when `frozen` is true. */
  now: instant,
  frozen: z.boolean(),
  host: z.enum(['electron', 'node', 'cli']),
  /** Whether the host can show its own open-file dialog; otherwise the page uploads. */
  canPickFiles: z.boolean(),
  counts: z.object({
    leads: z.number().int(),
    openLeads: z.number().int(),
    myOpenLeads: z.number().int(),
    opportunities: z.number().int(),
    openOpportunities: z.number().int(),
    myOpenOpportunities: z.number().int(),
    accounts: z.number().int(),
    contacts: z.number().int(),
    interactions: z.number().int(),
    models: z.number().int(),
    runningJobs: z.number().int(),
  }),
})
export type WorkspaceInfo = z.infer<typeof infoSchema>

const settingsSchema = z.object({
  name: z.string().trim().min(1).max(80),
  timeZone: z.string(),
  /** Freezes the workspace's clock at this moment; null follows the machine's clock. */
  frozenNow: instant.nullable(),
})

export const workspace = {
  info: procedure('read').output(infoSchema),
  settings: procedure('read').output(settingsSchema),
  saveSettings: procedure('admin').input(settingsSchema.partial()).output(settingsSchema),
  createSample: procedure('admin')
    .input(z.object({ leads: z.number().int().min(200).max(2_000_000).default(6000), seed: z.number().int().min(0).default(1) }))
    .output(jobStarted),
  check: procedure('read').output(
    z.object({ ok: z.boolean(), checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })) }),
  ),
  /** What has changed since the last event, so that pages read again only what they show. */
  changes: procedure('read').output(eventIterator(z.object({ topics: z.array(z.enum(CHANGE_TOPICS)) }))),
}
