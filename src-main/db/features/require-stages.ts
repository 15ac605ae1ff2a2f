import { sql } from 'kysely'
import type { ModelConfig } from '#shared/contract/predictive'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { Problem } from '../errors.ts'
import type { ReadDb } from '../handles.ts'
import { countRows } from '../queries/filters-sql.ts'
import { monthsBefore } from './calendar.ts'
import { closingTimes } from './closing-times.ts'
import { MINIMUM } from './outcomes.ts'
import { populationOf, type PopulationConfig } from './population.ts'
import { stagesOf } from './stage-visits.ts'
import { closedSql } from './training-samples.ts'

interface Caller {
  readonly now: number
  readonly timeZone: string
}

/** Whether the settings allow a submodel for each stage. */
export interface StageReadiness {
  /** Why they never do, whatever the window; empty when they do. */
  readonly reason: string
  /** Last stage of the process; null without one. */
  readonly lastStage: string | null
  /** Records that closed in the last stage, created and closed in each of the asked windows. */
  readonly closed: number[]
}

/** What a submodel for each stage needs: opportunities, a process with two stages, usable times, and closed records in its last stage. */
export function stageReadiness(db: ReadDb, entity: ScoredEntity, config: PopulationConfig, windows: readonly number[], { now, timeZone }: Caller): StageReadiness {
  const { processId = null } = config
  const never = (reason: string): StageReadiness => ({ reason, lastStage: null, closed: windows.map(() => 0) })
  if (entity !== 'opportunity') return never('Only opportunities are scored stage by stage.')
  if (processId === null) return never('Choose a business process first: its stages are what the submodels are for.')
  const stages = stagesOf(db, entity, processId)
  const last = stages.at(-1)
  if (last === undefined || stages.length < 2) return never('The business process needs at least two stages.')
  const population = populationOf(db, entity, config)
  if (!closingTimes(db, population).usable) return never('Creation or closing times are missing, so it cannot be told when a record was in which stage.')
  const inLast = sql`EXISTS (SELECT 1 FROM process_run p WHERE p.opportunity_id = c.id AND p.process_id = ${processId} AND p.active_stage_id = ${last.id})`
  const closed = windows.map((months) => countRows(db, sql`SELECT count(*) AS n FROM ${closedSql(population, { now, since: monthsBefore(now, months, timeZone) })} AND ${inLast}`))
  return { reason: '', lastStage: last.name, closed }
}

/** Why too few records closed in the last stage; empty where there are enough. */
export function lastStageProblem(lastStage: string, closed: number, windowMonths: number): string {
  return closed >= MINIMUM ? '' : `Per-stage models need ${MINIMUM} opportunities created and closed in the last ${windowMonths} months whose last stage was ${lastStage}; there are ${closed}. Take a longer window, or score all stages by one model.`
}

/** Throws `BAD_INPUT` where the settings ask for a submodel a stage and cannot have it, or name stages that the process lacks. */
export function requireStages(db: ReadDb, entity: ScoredEntity, config: ModelConfig): void {
  const named = Object.values(config.stageAttributes).flat()
  if (!config.perStage) {
    if (named.length > 0) throw new Problem('BAD_INPUT', 'Attributes are chosen for single stages, but the model is not per stage. Set perStage, or leave stageAttributes out.', 'stageAttributes')
    return
  }
  if (entity !== 'opportunity' || config.processId === null) throw new Problem('BAD_INPUT', stageReadiness(db, entity, config, [], { now: 0, timeZone: 'UTC' }).reason, 'perStage')
  const known = stagesOf(db, entity, config.processId).map(({ name }) => name)
  const unknown = named.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new Problem('BAD_INPUT', `The business process has no stage "${unknown}". Its stages are ${known.join(', ')}.`, 'stageAttributes')
}

/** Throws `NOT_ENOUGH_DATA` where a per-stage model has too few records that closed in the last stage. */
export function requireLastStage(db: ReadDb, entity: ScoredEntity, config: ModelConfig, caller: Caller): void {
  requireStages(db, entity, config)
  if (!config.perStage) return
  const { reason, lastStage, closed } = stageReadiness(db, entity, config, [config.windowMonths], caller)
  const problem = reason !== '' || lastStage === null ? reason : lastStageProblem(lastStage, closed[0] ?? 0, config.windowMonths)
  if (problem !== '') throw new Problem('NOT_ENOUGH_DATA', problem, 'perStage')
}
