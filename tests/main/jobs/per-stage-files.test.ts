import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collectFeatures } from '#main/db/features/collect-features'
import { activeStages } from '#main/db/features/stage-visits'
import { getModel } from '#main/db/queries/models'
import { modelDrift } from '#main/db/queries/models-card'
import { exportSql } from '#main/db/queries/models-sql'
import { exportModel, importModel } from '#main/db/queries/models-transfer'
import { publishModel } from '#main/db/queries/models-write'
import { beginRetraining } from '#main/db/queries/retrain-write'
import { scoreSamples } from '#main/db/scoring/score-samples'
import { loadScorer } from '#main/db/scoring/stored-model'
import retrain from '#main/workers/jobs/retrain'
import { expectProbabilities, inEachEngine, tableSql } from '../../support/sql-engines.ts'
import { makeDeals } from '../features/stages.ts'
import { jobOf, trained } from './trained.ts'
import { CALL, emptyWorkspace, NOW, type Bench } from './support.ts'

let folder = ''
let home: Bench
let modelId = 0
let processId = 0
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'per-stage-files-'))
  home = emptyWorkspace(folder, 'home')
  processId = makeDeals(home, 260).processId
  modelId = await trained(home, 'opportunity', { processId, perStage: true, ignoreEmpty: true })
})
afterAll(() => {
  home.close()
  rmSync(folder, { recursive: true, force: true })
})

const openOf = ({ db }: Bench) => {
  const ids = Float64Array.from(db.prepare("SELECT id FROM opportunity WHERE state = 'open' ORDER BY id").values(), ([id]) => Number(id))
  return { ids, asOf: new Float64Array(ids.length).fill(NOW) }
}
const scorerOf = ({ db }: Bench, id: number) => loadScorer(db, getModel(db, id).versions[0]?.id ?? 0)
const probabilities = (bench: Bench, id: number): number[] => [...scoreSamples(bench.db, 'opportunity', scorerOf(bench, id), openOf(bench)).probability]

/** Rows as a warehouse would hold them: the attributes by name, the stage by its name. */
function attributeRows(bench: Bench): { columns: { name: string; text: boolean }[]; rows: (string | number | null)[][] } {
  const scorer = scorerOf(bench, modelId)
  const samples = openOf(bench)
  const table = collectFeatures(bench.db, 'opportunity', scorer.specs, samples)
  const active = activeStages(bench.db, 'opportunity', processId, samples)
  const nameOf = (row: number): string | null => scorer.stages?.stages.find(({ stageId }) => stageId === active[row])?.name ?? null
  const value = (feature: (typeof table.features)[number], row: number): string | number | null => {
    if (feature.kind === 'category') return feature.categories[feature.codes[row] ?? -1] ?? null
    const number = feature.values[row] ?? Number.NaN
    return Number.isNaN(number) ? null : number
  }
  // The last record has no stage, so that the pooled model scores it.
  const rows = Array.from(samples.ids, (id, row) => [id, row === samples.ids.length - 1 ? null : nameOf(row), ...table.features.map((feature) => value(feature, row))])
  return { columns: [{ name: 'active_stage', text: true }, ...table.features.map(({ name, kind }) => ({ name, text: kind === 'category' }))], rows }
}

/** The last record's chance by the pooled model, all others' as scored. */
function expected(): number[] {
  const scorer = scorerOf(home, modelId)
  const pooled = scoreSamples(home.db, 'opportunity', { ...scorer, stages: null }, openOf(home)).probability
  return [...probabilities(home, modelId).slice(0, -1), pooled.at(-1) ?? Number.NaN]
}

inEachEngine('a per-stage model as SQL', (engine) => {
  test(`gives every record the chance that the application gives it, in ${engine.dialect}`, async () => {
    const { columns, rows } = attributeRows(home)
    const { text } = exportSql(home.db, { modelId, dialect: engine.dialect, table: 'attributes', idColumn: 'id' })
    expect(text).toContain('"active_stage" text: name of the stage that the record is in; First, Second have a model of their own')
    expect(rows.length).toBe(120)
    expectProbabilities(await engine.run(tableSql('attributes', columns, rows, engine), `SELECT probability FROM (${text}) AS scored ORDER BY id`), expected())
  })
})

describe('a per-stage model', () => {
  test('that ignores empty values adds exactly nothing for them, in every submodel', () => {
    const { model, stages } = scorerOf(home, modelId)
    const models = [model, ...(stages?.stages ?? []).flatMap((stage) => stage.model ?? [])]
    expect(models.length).toBe(3)
    for (const { terms } of models) for (const { features, scores } of terms) if (features.length === 1) expect(Math.abs(scores[0] ?? 1)).toBe(0)
  })

  test('goes to another workspace by file, where stages have other numbers, and scores the same there', () => {
    const away = emptyWorkspace(folder, 'away')
    const file = exportModel(home.db, { modelId }, CALL).text
    expect(() => importModel(away.db, { text: file }, CALL)).toThrow(/This workspace lacks|No business process/)
    away.db.prepare("INSERT INTO process (id, name, entity, modified_at) VALUES (70, 'Another', 'opportunity', 1)").run()
    away.db.prepare("INSERT INTO process_stage (id, process_id, name, position, modified_at) VALUES (700, 70, 'Elsewhere', 1, 1)").run()
    const made = makeDeals(away, 260)
    expect(made.processId).not.toBe(processId)
    const { id } = importModel(away.db, { text: file }, CALL)
    expect(scorerOf(away, id).stages).toMatchObject({ perStage: true, processId: made.processId, stages: [{ stageId: made.stages[0] }, { stageId: made.stages[1] }] })
    expect(probabilities(away, id)).toEqual(probabilities(home, modelId))
    expect(getModel(away.db, id).config).toMatchObject({ perStage: true, ignoreEmpty: true, processId: made.processId })
    away.close()
  })

  test('retrains with all its stages, and the comparison is of the pooled models', async () => {
    publishModel(home.db, { modelId }, CALL)
    const { jobId } = beginRetraining(home.db, { modelId, grades: 'keep' }, CALL)
    await retrain(jobOf(home, jobId))
    const [version] = getModel(home.db, modelId).versions
    expect(version?.report?.stages?.stages.map(({ name }) => name)).toEqual(['First', 'Second'])
    expect(version?.report?.notes.some((note) => note.includes('comparisons of this report are of the pooled model'))).toBe(true)
    expect(version?.comparison).toMatchObject({ sameConfiguration: true })
    expect(modelDrift(home.db, { modelId }, CALL).records).toBe(120)
  })
})
