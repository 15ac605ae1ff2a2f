import { MISSING_BIN } from './binning.ts'
import type { BagExecutor, BagTask } from './executor.ts'
import type { BagResult, FitSample } from './fit-bag.ts'
import { pairBinCount, type EbmModel, type ModelTerm } from './model.ts'

/**
 * Runs bags so that empty values count for nothing. Every bag still learns a bin of its own for an attribute's empty
 * values, so that they bend no other bin; then that bin is set to 0 and the others are centred on the sample's rows that
 * have a value, so that 0 is what an average value adds. A pair counts only where both of its attributes have a value.
 * What is centred away goes into the bag's intercept, which averaging refits anyway.
 */
export function ignoringEmpty(executor: BagExecutor): BagExecutor {
  return {
    run: async (tasks, onDone) => {
      const results = await executor.run(tasks, onDone)
      return results.map((result, index) => (tasks[index] === undefined ? result : emptied(tasks[index], result)))
    },
  }
}

function emptied({ sample, stage }: BagTask, result: BagResult): BagResult {
  let intercept = result.intercept
  const scores = result.scores.map((own, place) => {
    const { cells, isEmpty } = typeof stage === 'string' ? columnCells(sample, place) : pairCells(sample, stage.pairs[place] ?? [0, 0])
    const mean = meanOf(own, cells, isEmpty)
    intercept += mean
    return own.map((score, cell) => (isEmpty(cell) ? 0 : score - mean))
  })
  return { ...result, intercept, scores }
}

interface Cells {
  /** Cell of each row of the sample, in its order. */
  readonly cells: Uint16Array
  isEmpty(cell: number): boolean
}

function columnCells({ input, rows }: FitSample, column: number): Cells {
  const { bins } = input.columns[column]!
  return { cells: Uint16Array.from(rows, (row) => bins[row]!), isEmpty: (cell) => cell === MISSING_BIN }
}

function pairCells({ input, rows }: FitSample, [one, two]: readonly [number, number]): Cells {
  const first = input.columns[one]!
  const second = input.columns[two]!
  const width = second.pairBins.count
  return {
    cells: Uint16Array.from(rows, (row) => first.pairBins.map[first.bins[row]!]! * width + second.pairBins.map[second.bins[row]!]!),
    isEmpty: (cell) => cell < width || cell % width === MISSING_BIN,
  }
}

/** Mean over the rows that have a value; 0 where none has. */
function meanOf(scores: Float64Array, cells: Uint16Array, isEmpty: (cell: number) => boolean): number {
  let sum = 0
  let count = 0
  for (const cell of cells) {
    if (isEmpty(cell)) continue
    sum += scores[cell]!
    count += 1
  }
  return count === 0 ? 0 : sum / count
}

/** The model with exactly 0 for empty values, which averaging leaves at the rounding of a sum. */
export function withoutEmpty(model: EbmModel): EbmModel {
  return { ...model, terms: model.terms.map((term) => withoutEmptyCells(model, term)) }
}

function withoutEmptyCells({ features }: EbmModel, term: ModelTerm): ModelTerm {
  const sizes = term.features.map((index) => (term.features.length === 1 ? term.scores.length : pairBinCount(features[index]!)))
  const isEmpty = (cell: number): boolean => {
    let rest = cell
    for (const size of sizes.toReversed()) {
      if (rest % size === MISSING_BIN) return true
      rest = Math.floor(rest / size)
    }
    return false
  }
  const zero = (value: number, cell: number): number => (isEmpty(cell) ? 0 : value)
  return { ...term, scores: term.scores.map(zero), deviations: term.deviations.map(zero) }
}
