import { api } from './base.ts'
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

/** Every procedure of the contract, ready for any wire. */
export const router = api.router({ workspace, catalog, dataset, scores, predictive, process, rules, ruleScores, ruleHistory, jobs })
