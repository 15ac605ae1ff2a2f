import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { collectFeatures } from '#main/db/features/collect-features'
import { publishModel } from '#main/db/queries/models-write'
import { rescoreRecords } from '#main/db/scoring/rescore-records'
import { publishedModels } from '#main/db/scoring/stored-model'
import { scoreTable } from '#shared/domain/predictive/predict'
import score from '#main/workers/jobs/score'
import { CALL, emptyWorkspace, fillSample, NOW, testJob, type Bench } from '../main/jobs/support.ts'
import { trained } from '../main/jobs/trained.ts'

/** Leads of the workspace that the model learns from; their number does not change what scoring costs. */
const TRAINED_ON = 6000
/** Leads that are rescored one by one, as saving them does. */
const SAVED = 500

interface Rate {
  readonly name: string
  readonly rows: number
  readonly seconds: number
  readonly rowsPerSecond: number
  /** Processor time of this process; on a busy machine it says more than the clock. */
  readonly cpuSeconds: number
}

interface Start {
  readonly time: number
  readonly cpu: NodeJS.CpuUsage
}

const begin = (): Start => ({ time: performance.now(), cpu: process.cpuUsage() })

function rate(name: string, rows: number, start: Start): Rate {
  const seconds = (performance.now() - start.time) / 1000
  const { user, system } = process.cpuUsage(start.cpu)
  return { name, rows, seconds, rowsPerSecond: Math.round(rows / seconds), cpuSeconds: (user + system) / 1e6 }
}

/** Copies the published model of one workspace into another, records left out. */
function copyModel(from: Bench, to: Bench): void {
  for (const table of ['model', 'model_version']) {
    for (const row of from.db.prepare<Record<string, string | number | Uint8Array | null>>(`SELECT * FROM ${table}`).all()) {
      const names = Object.keys(row)
      to.db.prepare(`INSERT INTO ${table} (${names.join(',')}) VALUES (${names.map(() => '?').join(',')})`).run(...Object.values(row))
    }
  }
}

/** Scores `leads` sample leads, open and closed, with a published model; returns the rates of the whole path and of its parts. */
export async function benchScoring(leads: number, folder: string): Promise<readonly Rate[]> {
  const small = emptyWorkspace(folder, 'small')
  fillSample(small, TRAINED_ON)
  const modelId = await trained(small, 'lead', { scores: 'all' })
  publishModel(small.db, { modelId }, CALL)
  const large = emptyWorkspace(folder, 'large')
  const making = begin()
  fillSample(large, leads)
  const made = rate('make the sample company', leads, making)
  copyModel(small, large)
  small.close()

  const scoring = begin()
  const result = await score(testJob(large, { input: { entity: 'lead', all: true } }))
  const whole = rate('store to stored scores', Number(result['scored']), scoring)
  const again = begin()
  await score(testJob(large, { input: { entity: 'lead', all: true } }))
  const repeated = rate('the same again, nothing changed', Number(result['scored']), again)

  const ids = Float64Array.from(large.db.prepare('SELECT id FROM lead ORDER BY id LIMIT 100000').values(), ([id]) => id as number)
  const [model] = publishedModels(large.db, 'lead')
  if (model === undefined) throw new Error('No model is published')
  const collecting = begin()
  const table = collectFeatures(large.db, 'lead', model.specs, { ids, asOf: new Float64Array(ids.length).fill(NOW) })
  const collected = rate(`features, ${model.specs.length} attributes`, ids.length, collecting)
  scoreTable(model.model, table)
  const tabling = begin()
  for (let round = 0; round < 5; round += 1) scoreTable(model.model, table)
  const tabled = rate(`table lookup, ${model.model.terms.length} terms`, 5 * ids.length, tabling)
  const saving = begin()
  for (const id of ids.subarray(0, SAVED)) large.db.transaction(() => rescoreRecords(large.db, 'lead', [id], CALL))
  const saved = rate('one saved lead after another', SAVED, saving)
  large.close()
  return [made, whole, repeated, collected, tabled, saved]
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { leads: { type: 'string', default: '1000000' }, json: { type: 'boolean', default: false } } })
  const folder = mkdtempSync(join(tmpdir(), 'bench-scoring-'))
  try {
    const rates = await benchScoring(Number(values.leads), folder)
    if (values.json) console.log(JSON.stringify(rates, null, 2))
    else for (const { name, rows, seconds, rowsPerSecond, cpuSeconds } of rates) console.log(`${name.padEnd(36)} ${rows.toLocaleString('en-US').padStart(10)} rows ${seconds.toFixed(1).padStart(7)} s ${rowsPerSecond.toLocaleString('en-US').padStart(10)} rows/s, ${cpuSeconds.toFixed(1)} s of processor time`)
    console.log(`Peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
