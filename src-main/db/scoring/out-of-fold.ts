import type { OutOfFoldScores } from '#shared/domain/predictive/grades'

/** As stored: all scores, then all outcomes, as little-endian 64-bit numbers. */
export function packOutOfFold({ scores, outcome }: OutOfFoldScores): Uint8Array {
  const values = new Float64Array(2 * scores.length)
  values.set(scores)
  values.set(outcome, scores.length)
  return new Uint8Array(values.buffer)
}

/** Reads what `packOutOfFold` wrote; nothing when nothing was stored. */
export function unpackOutOfFold(blob: Uint8Array | null): OutOfFoldScores {
  const values = blob === null ? new Float64Array(0) : new Float64Array(new Uint8Array(blob).buffer)
  const rows = values.length / 2
  return { scores: values.slice(0, rows), outcome: Uint8Array.from(values.subarray(rows)) }
}
