import { createRouterClient } from '@orpc/server'
import type { Core } from '#main/core/create-core'
import { router } from '#main/rpc/router'

/** Starts making the sample company when the workspace holds nothing yet; does not wait for it. */
export async function makeFirstSample(core: Core): Promise<void> {
  const client = createRouterClient(router, { context: { core } })
  const info = await client.workspace.info()
  const { leads, opportunities, accounts, contacts, runningJobs } = info.counts
  if (leads + opportunities + accounts + contacts + runningJobs === 0) await client.workspace.createSample({})
}
