import type { Readiness } from '#shared/contract/index'
import { stageProblem } from './stage-choice.ts'
import { UNFINISHED_FILTER, whyNot } from './window-choice.ts'
import type { ModelChoice } from './wizard-store.ts'

/** Why a model cannot learn with a choice; undefined where it can. Without counts only the choice itself is looked at. */
export function draftProblem(choice: Pick<ModelChoice, 'filterDraft' | 'windowMonths' | 'outcome' | 'perStage'>, readiness: Readiness | undefined, many: string): string | undefined {
  if (choice.filterDraft !== null) return UNFINISHED_FILTER
  if (readiness === undefined) return undefined
  const lacking = whyNot(readiness.windows.find(({ months }) => months === choice.windowMonths), readiness, many, choice.outcome)
  if (lacking !== null) return lacking.replace(/\.$/, '')
  const problem = choice.perStage ? stageProblem(readiness, choice.windowMonths) : ''
  return problem === '' ? undefined : problem.replace(/\.$/, '')
}
