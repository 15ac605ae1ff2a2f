import { STAGES, type Stage, type StageCosts } from './stage-costs.ts'

/** One fit of generated records, and what its parts took. */
export interface SizeCost {
  readonly rows: number
  readonly bags: number
  readonly seconds: number
  readonly cpuSeconds: number
  /** Pairs in the model. */
  readonly pairs: number
  readonly costs: StageCosts
}

/** A size whose rows cost more than those of the cheapest size, and why. */
export interface Dear {
  readonly size: SizeCost
  readonly least: SizeCost
  readonly sentence: string
}

/** A tenth more a row is within what a busy machine does. */
const WORTH_A_WORD = 1.1
const WORDS: Readonly<Record<Stage, string>> = { columns: 'columns on their own', trials: 'the trials of how many pairs help', pairs: 'the pairs' }

/** The sizes at which a row costs at least a tenth more than at the cheapest one, each with the parts of the fit that make the difference. */
export function dearest(sizes: readonly SizeCost[]): Dear[] {
  const least = sizes.toSorted((a, b) => microseconds(a) - microseconds(b))[0]
  if (least === undefined) return []
  return sizes.filter((size) => microseconds(size) > WORTH_A_WORD * microseconds(least)).map((size) => ({ size, least, sentence: sentenceOf(size, least) }))
}

function sentenceOf(size: SizeCost, least: SizeCost): string {
  const more = microseconds(size) - microseconds(least)
  const parts = STAGES.map((stage) => ({ stage, more: partOf(size, stage) - partOf(least, stage) }))
    .filter((part) => part.more >= more / 10)
    .toSorted((a, b) => b.more - a.more)
    .map((part) => `${part.more.toFixed(0)} µs by ${WORDS[part.stage]} (${stepsOf(size, part.stage)} here, ${stepsOf(least, part.stage)} there)`)
  return `At ${rowsOf(size)} a row costs ${more.toFixed(0)} µs more than at ${rowsOf(least)}: ${parts.join(', ')}; the model has ${size.pairs} pairs here and ${least.pairs} there.`
}

function rowsOf({ rows }: SizeCost): string {
  return `${rows.toLocaleString('en-US')} rows`
}

/** Processor time of the whole fit, µs a row. */
function microseconds({ rows, cpuSeconds }: SizeCost): number {
  return (1e6 * cpuSeconds) / rows
}

/** A part's share of the clock, in processor time, µs a row. */
function partOf({ rows, seconds, cpuSeconds, costs }: SizeCost, stage: Stage): number {
  return (1e6 * costs[stage].seconds * (cpuSeconds / seconds)) / rows
}

/** Steps of a part, and what one of them costs a row: beside its rows each step looks at every bin or cell, which weighs more where rows are few. */
function stepsOf(size: SizeCost, stage: Stage): string {
  const { tasks, steps } = size.costs[stage]
  return tasks === 0 ? 'none' : `${steps} steps of ${((1000 * partOf(size, stage)) / steps).toFixed(1)} ns a row`
}
