import type { Random } from '#shared/lib/random'
import { between, chance } from './draw.ts'
import { HOUR } from './moments.ts'
import type { RowSink } from './rows.ts'

interface SampleProcess {
  readonly name: string
  readonly entity: 'lead' | 'opportunity'
  readonly stages: readonly string[]
  /** Id of the first stage; the others follow. */
  readonly firstStageId: number
}

/** Ids of processes count from 1 in this order. */
export const PROCESSES: readonly [SampleProcess, SampleProcess] = [
  { name: 'Lead to opportunity', entity: 'lead', firstStageId: 1, stages: ['Inquiry', 'Automated marketing qualification', 'Teleprospecting acceptance', 'Teleprospecting qualification', 'Sales acceptance'] },
  { name: 'Opportunity sales', entity: 'opportunity', firstStageId: 6, stages: ['Qualify', 'Develop', 'Propose', 'Close'] },
]

export interface RunPlan {
  /** Index into PROCESSES. */
  readonly process: 0 | 1
  readonly recordId: number
  readonly createdAt: number
  /** When the record closes, also when that lies after now. */
  readonly plannedEnd: number
  /** The outcome, known only where the end is not after now. */
  readonly positive: boolean
  /** Latent interest, which sets the pace; the outcome does not, until the last hours. */
  readonly interest: number
  readonly now: number
}

/** Adds one run with its stage visits as they stand now; about one in ten goes back a stage, one in twelve is abandoned on the way. */
export function addRun(sink: RowSink, random: Random, runId: number, plan: RunPlan): void {
  const process = PROCESSES[plan.process]
  const last = process.stages.length - 1
  const length = plan.plannedEnd - plan.createdAt
  const abandonedAt = chance(random, 0.08) ? plan.createdAt + length * between(random, 0.2, 0.9) : Infinity
  const steps = stageSteps(random, last, plan)
  const end = Math.min(plan.plannedEnd, abandonedAt)
  const visits = steps.filter((step) => step.at < Math.min(end, plan.now))
  const stopped = end <= plan.now
  const status = !stopped ? 'active' : abandonedAt < plan.plannedEnd ? 'abandoned' : 'finished'
  const modified = stopped ? Math.round(end) : Math.round(visits.at(-1)?.at ?? plan.createdAt)
  const record = process.entity === 'lead' ? { lead_id: plan.recordId, opportunity_id: null } : { lead_id: null, opportunity_id: plan.recordId }
  sink.add('process_run', {
    id: runId, process_id: plan.process + 1, ...record, active_stage_id: process.firstStageId + (visits.at(-1)?.stage ?? 0), status,
    started_at: plan.createdAt, ended_at: stopped ? modified : null, created_at: plan.createdAt, modified_at: modified,
  })
  visits.forEach((visit, index) => {
    const entered = Math.round(visit.at)
    const next = visits[index + 1]
    const left = next !== undefined ? Math.round(next.at) : stopped ? modified : null
    sink.add('process_stage_visit', { process_run_id: runId, process_stage_id: process.firstStageId + visit.stage, entered_at: entered, left_at: left, created_at: entered, modified_at: left ?? entered })
  })
}

interface Step {
  readonly stage: number
  readonly at: number
}

/** Stages in order of entry; the pace comes from interest alone, and a record that converts passes what is left in its last hours. */
function stageSteps(random: Random, last: number, plan: RunPlan): Step[] {
  const length = plan.plannedEnd - plan.createdAt
  const reached = Math.min(last, Math.max(0, Math.floor(between(random, 0, last + 1) + 0.7 * plan.interest)))
  const returnsAt = chance(random, 0.1) && reached > 0 ? 1 + Math.floor(between(random, 0, reached)) : -1
  const stops = reached + 1 + (returnsAt >= 0 ? 2 : 0)
  const steps: Step[] = []
  let place = 0
  const enter = (stage: number): void => {
    steps.push({ stage, at: plan.createdAt + length * 0.95 * place })
    place += between(random, 0.4, 1.6) / (1.6 * stops)
  }
  for (let stage = 0; stage <= reached; stage += 1) {
    enter(stage)
    if (stage === returnsAt) {
      enter(stage - 1)
      enter(stage)
    }
  }
  if (plan.positive) {
    const rush = Math.min(6 * HOUR, length * 0.04)
    for (let stage = reached + 1; stage <= last; stage += 1) steps.push({ stage, at: plan.plannedEnd - rush * (1 - (stage - reached - 1) / (last - reached)) })
  }
  return steps
}
