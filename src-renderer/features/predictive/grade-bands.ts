export interface GradeBand {
  readonly grade: string
  /** First score of the band. */
  readonly from: number
  /** Where the next better band begins; 100 for the best. */
  readonly to: number
}

/** The bands that the cuts make, best first. */
export function gradeBands(cuts: readonly { readonly grade: string; readonly from: number }[]): readonly GradeBand[] {
  const rising = [...cuts].sort((one, other) => one.from - other.from)
  return rising.map((cut, index) => ({ grade: cut.grade, from: Math.max(0, cut.from), to: rising[index + 1]?.from ?? 100 })).toReversed()
}

/** A band in whole scores, as people read them: `54 to 80`. */
export function bandWords(band: GradeBand): string {
  const last = band.to >= 100 ? 100 : Math.max(Math.ceil(band.to) - 1, Math.ceil(band.from))
  return `${Math.ceil(band.from)} to ${last}`
}
