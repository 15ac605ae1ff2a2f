import type { ContractRouterClient } from '@orpc/contract'
import { catalog } from './catalog.ts'
import { dataset } from './dataset.ts'
import { jobs } from './jobs.ts'
import { predictive } from './predictive.ts'
import { process } from './process.ts'
import { ruleHistory } from './rule-history.ts'
import { ruleScores } from './rule-scores.ts'
import { rules } from './rules.ts'
import { scores } from './scores.ts'
import { workspace } from './workspace.ts'

/** Everything that the interface, the command line and the tests can ask of the core. */
export const contract = { workspace, catalog, dataset, scores, predictive, process, rules, ruleScores, ruleHistory, jobs }

export type Contract = typeof contract
export type SextantClient = ContractRouterClient<Contract>

export type { Cell, Permission } from './base.ts'
export type { Filter, Inspection } from './dataset.ts'
export type { Job } from './jobs.ts'
export type { GradeBasis } from './model-grades.ts'
export type { Insight } from './model-insight.ts'
export type { OutcomeColumn, Overlap, Precedence } from './model-overlap.ts'
export type { ModelReport } from './model-report.ts'
export type { GradeBands, RetrainComparison, Usage, VersionComparison } from './model-retrain.ts'
export type { Attribute, ModelCard, ModelConfig, ModelDrift, ModelSummary, OutcomeChoice, Readiness } from './predictive.ts'
export type { BusinessProcess, ProcessRun } from './process.ts'
export type { GroupReport, RuleBacktest, RuleSuggestion } from './rule-history.ts'
export type { RuleSimulation, RuleSummary } from './rules.ts'
export type { Explanation, Raise, SavedView, ScoredRow } from './scores.ts'
export type { WorkspaceInfo } from './workspace.ts'
