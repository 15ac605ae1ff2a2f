import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collectFeatures } from '#main/db/features/collect-features'
import { getModel } from '#main/db/queries/models'
import { modelCard } from '#main/db/queries/models-card'
import { publishModel, removeModel } from '#main/db/queries/models-write'
import { exportModel, importModel } from '#main/db/queries/models-transfer'
import { loadScorer } from '#main/db/scoring/stored-model'
import { parseModel, serializeModel } from '#shared/domain/predictive/model-text'
import { scoreTable } from '#shared/domain/predictive/predict'
import { trained } from './trained.ts'
import { CALL, emptyWorkspace, fillSample, NOW, type Bench } from './support.ts'

let folder = ''
let home: Bench
let away: Bench
let text = ''
let modelId = 0
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'model-file-'))
  home = emptyWorkspace(folder, 'home')
  away = emptyWorkspace(folder, 'away')
  for (const bench of [home, away]) fillSample(bench, 500)
  modelId = await trained(home, 'lead', { processId: 1, include: ['lead.country'] })
  text = exportModel(home.db, { modelId, appVersion: '1.2.3' }, CALL).text
})
afterAll(() => {
  home.close()
  away.close()
  rmSync(folder, { recursive: true, force: true })
})

const scores = ({ db }: Bench, versionId: number): number[] => {
  const scorer = loadScorer(db, versionId)
  const ids = Float64Array.from(db.prepare("SELECT id FROM lead WHERE state = 'open' ORDER BY id").values(), ([id]) => Number(id))
  return [...scoreTable(scorer.model, collectFeatures(db, 'lead', scorer.specs, { ids, asOf: new Float64Array(ids.length).fill(NOW) })).score]
}
const versionOf = ({ db }: Bench, id: number): number => getModel(db, id).versions[0]?.id ?? 0
/** The file with one field set to something else, and no new checksum. */
const changed = (change: (file: Record<string, unknown>) => void): string => {
  const file = JSON.parse(text) as Record<string, unknown>
  change(file)
  return JSON.stringify(file)
}

describe('a model file', () => {
  test('takes a model to another workspace, where it scores the same to the last bit', () => {
    const summary = importModel(away.db, { text }, CALL)
    expect(summary).toMatchObject({ entity: 'lead', published: null, latest: { version: 1, state: 'trained' } })
    const own = scores(home, versionOf(home, modelId))
    expect(own.length).toBeGreaterThan(30)
    expect(new Set(own).size).toBeGreaterThan(20)
    expect(scores(away, versionOf(away, summary.id))).toEqual(own)
    const [there] = getModel(away.db, summary.id).versions
    const [here] = getModel(home.db, modelId).versions
    expect(there?.report).toEqual(here?.report)
    expect(there?.trainedAt).toBe(here?.trainedAt)
    const stored = ({ db }: Bench, id: number) => db.prepare<{ artifact: string; out_of_fold: Uint8Array }>('SELECT artifact, out_of_fold FROM model_version WHERE model_id = ?').get(id)
    const modelText = (bench: Bench, id: number): string => stored(bench, id)?.artifact.split('\n')[1] ?? ''
    expect(modelText(away, summary.id) === modelText(home, modelId), 'the same bytes of the model').toBe(true)
    const { model } = loadScorer(away.db, versionOf(away, summary.id))
    expect(model.terms.filter(({ features }) => features.length === 1).every(({ days, counts }) => days?.length === counts.length), 'days to closing by value').toBe(true)
    expect(model.terms.flatMap(({ days }) => days ?? []).filter((median) => median !== null && median > 0).length).toBeGreaterThan(10)
    expect(Buffer.compare(stored(away, summary.id)?.out_of_fold ?? new Uint8Array(), stored(home, modelId)?.out_of_fold ?? new Uint8Array())).toBe(0)
    expect(modelCard(away.db, { modelId: summary.id }, CALL).counts.closed).toBe(here?.report?.trainedRows)
    expect(publishModel(away.db, { modelId: summary.id }, CALL)).toMatchObject({ version: 1 })
  })

  test('comes in a second time under another name; a name that is asked for must be free', () => {
    const first = importModel(away.db, { text, name: 'Mine' }, CALL)
    expect(importModel(away.db, { text }, CALL).name).toMatch(/_\d$/)
    expect(() => importModel(away.db, { text, name: first.name }, CALL)).toThrow('A model named Mine exists already. Choose another name.')
  })

  test('put in place of a removed one under the same number is scored by its own curves', () => {
    const first = importModel(away.db, { text, name: 'Removed' }, CALL)
    const versionId = versionOf(away, first.id)
    const before = scores(away, versionId)
    const artifact = away.db.prepare<{ artifact: string }>('SELECT artifact FROM model_version WHERE id = ?').get(versionId)?.artifact ?? ''
    removeModel(away.db, { modelId: first.id }, CALL)
    const lines = artifact.split('\n')
    const other = parseModel(lines[1] ?? '')
    const flat = serializeModel({ ...other, terms: other.terms.map((term) => ({ ...term, scores: term.scores.map(() => 0) })) })
    const second = importModel(away.db, { text, name: 'Again' }, CALL)
    away.db.prepare('UPDATE model_version SET artifact = ? WHERE model_id = ?').run([lines[0], flat, ...lines.slice(2)].join('\n'), second.id)
    expect(versionOf(away, second.id), 'the number of the removed version').toBe(versionId)
    expect(new Set(before).size).toBeGreaterThan(20)
    expect(new Set(scores(away, versionId)).size).toBe(1)
  })

  test('finds a process of the same name under its own number', () => {
    away.db.prepare("UPDATE process SET name = 'Other' WHERE id = 1").run()
    const name = home.db.prepare<{ name: string }>('SELECT name FROM process WHERE id = 1').get()?.name ?? ''
    expect(() => importModel(away.db, { text, name: 'Nowhere' }, CALL)).toThrow(`This workspace lacks what the model reads: the process of “Days in stage of ${name}”`)
    const id = Number(away.db.prepare("INSERT INTO process (name, entity, modified_at) VALUES (?, 'lead', 0)").run(name).lastInsertRowid)
    const moved = importModel(away.db, { text, name: 'Moved' }, CALL)
    expect(moved.config.processId).toBe(id)
  })

  test.each([
    ['no JSON', () => '{', /not valid JSON/],
    ['another file', () => '{"a":1}', /not a model file of Sextant/],
    ['a newer version', () => changed((file) => (file['version'] = 4)), /version 4; this Sextant reads versions 1 to 3\. Update/],
    ['a changed number', () => changed((file) => (file['trainedAt'] = 5)), /changed or damaged since it was written/],
    ['a cut text', () => text.slice(0, -20), /not valid JSON/],
  ])('refuses %s with a sentence', (_what, make, sentence) => {
    expect(() => importModel(away.db, { text: make(), name: 'Refused' }, CALL)).toThrow(sentence)
    expect(away.db.prepare("SELECT 1 FROM model WHERE name = 'Refused'").get()).toBeUndefined()
  })

  test('names the columns that the workspace lacks', () => {
    away.db.prepare("DELETE FROM catalog_column WHERE table_name = 'lead' AND name = 'country'").run()
    expect(() => importModel(away.db, { text, name: 'Lacking' }, CALL)).toThrow('This workspace lacks what the model reads: lead.country. Import data with these columns first.')
  })
})
