import type { ContractRouterClient } from '@orpc/contract'
import { catalog } from './catalog.ts'
import { dataset } from './dataset.ts'
import { jobs } from './jobs.ts'
import { predictive } from './predictive.ts'
import { scores } from './scores.ts'
import { workspace } from './workspace.ts'

/** Everything that the interface, the command line and the tests can ask of the core. */
export const contract = { workspace, catalog, dataset, scores, predictive, jobs }

export type Contract = typeof contract
export type SextantClient = ContractRouterClient<Contract>

export type { Cell, Permission } from './base.ts'
export type { Filter, Inspection } from './dataset.ts'
export type { Job } from './jobs.ts'
export type { Attribute, ModelConfig, ModelReport, ModelSummary, Readiness } from './predictive.ts'
export type { Explanation, ScoredRow } from './scores.ts'
export type { WorkspaceInfo } from './workspace.ts'
