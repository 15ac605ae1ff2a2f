import { binColumn } from '#shared/domain/predictive/binning'
import type { NumericFeature, TrainingTable } from '#shared/domain/predictive/feature-table'
import { scoreColumns, scoreTable } from '#shared/domain/predictive/predict'
import { createRandom } from '#shared/lib/random'
import { fitModel } from './peers/measure.ts'

/** Prints how many rows of 30 columns a second one core scores, from bins and from values, without and with pairs. */
const COLUMNS = 30
const ROWS = 1_000_000

function generated(rows: number): TrainingTable {
  const random = createRandom(7)
  const features = Array.from({ length: COLUMNS }, (_, index): NumericFeature => ({ kind: 'numeric', name: `x${index}`, label: `x${index}`, origin: 'record', values: Float64Array.from({ length: rows }, () => (random.next() < 0.05 ? Number.NaN : random.next())) }))
  const at = (index: number, row: number): number => features[index]?.values[row] ?? 0.5
  const outcome = Uint8Array.from({ length: rows }, (_, row) => {
    const logit = (2 * (at(0, row) - 0.5) || 0) + (at(1, row) > 0.5 === at(2, row) > 0.5 ? 1 : -1)
    return random.next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0
  })
  const ids = Float64Array.from(outcome, (_, row) => row)
  return { rows, recordIds: ids, asOf: ids, closedAt: ids, outcome, features }
}

const learned = generated(12_000)
const scored = generated(ROWS)
const byName = new Map(scored.features.map((feature) => [feature.name, feature]))
const cpuSeconds = (work: () => void): number => {
  const before = process.cpuUsage()
  work()
  return process.cpuUsage(before).user / 1e6
}
for (const mostPairs of [0, 120]) {
  const model = await fitModel(learned, 2, { mostPairs })
  const pairs = model.terms.length - COLUMNS
  const bins = model.features.map(({ name, binning }) => binColumn(byName.get(name) ?? scored.features[0]!, binning))
  scoreColumns(model, bins, 20_000)
  const say = (what: string, seconds: number): void => console.log(`  ${what.padEnd(20)} ${Math.round(ROWS / seconds).toLocaleString('en-US')} rows a second on one core (${seconds.toFixed(2)} s)`)
  console.log(`${ROWS.toLocaleString('en-US')} rows × ${COLUMNS} columns, ${pairs} pairs`)
  say('from bins', cpuSeconds(() => scoreColumns(model, bins, ROWS)))
  say('from values', cpuSeconds(() => scoreTable(model, scored)))
}
