import type { Core } from '#main/core/create-core'
import { api } from './base.ts'
import { catalog } from './catalog.ts'
import { dataset } from './dataset.ts'
import { jobs } from './jobs.ts'
import { predictive } from './predictive.ts'
import { scores } from './scores.ts'
import { workspace } from './workspace.ts'

const router = api.router({ workspace, catalog, dataset, scores, predictive, jobs })

/** Every procedure of the contract, ready for any wire; the caller hands the core over as context. */
export function createRouter(_core: Core): typeof router {
  return router
}
