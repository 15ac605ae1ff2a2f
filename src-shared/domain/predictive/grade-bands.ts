import type { GradeCut } from './grades.ts'

/** Records from this score on to the next step's. */
export interface GradeStep {
  readonly from: number
  readonly open: number
  readonly closed: number
  readonly positives: number
}

export interface GradeBand {
  readonly grade: string
  /** First score of the band. */
  readonly from: number
  /** Where the next better band begins; 100 for the best. */
  readonly to: number
  readonly open: number
  readonly closed: number
  readonly positives: number
}

/** Scores by which two bounds differ at least. */
const NARROWEST = 1
export const FEWEST_GRADES = 2
export const MOST_GRADES = 10

/** What each band holds, best first; `cuts` descend. */
export function bandsOf(cuts: readonly GradeCut[], steps: readonly GradeStep[]): GradeBand[] {
  return cuts.map(({ grade, from }, index) => {
    const to = cuts[index - 1]?.from ?? Number.POSITIVE_INFINITY
    const inside = steps.filter((step) => step.from >= from && step.from < to)
    const total = (count: (step: GradeStep) => number): number => inside.reduce((sum, step) => sum + count(step), 0)
    return { grade, from, to: Math.min(100, to), open: total(({ open }) => open), closed: total(({ closed }) => closed), positives: total(({ positives }) => positives) }
  })
}

/** The cuts with one lower bound moved; neighbours that it would cross move along, and each band keeps at least one point. The last band begins at 0 always. */
export function moveCut(cuts: readonly GradeCut[], index: number, to: number): GradeCut[] {
  const movable = cuts.length - 1
  if (index < 0 || index >= movable) return [...cuts]
  // Room for the bands below and above.
  const moved = Math.min(100 - NARROWEST * (index + 1), Math.max(NARROWEST * (movable - index), to))
  const next = cuts.map((cut) => ({ ...cut }))
  const set = (at: number, from: number): void => void next.splice(at, 1, { grade: next[at]?.grade ?? '', from })
  set(index, moved)
  for (let at = index - 1; at >= 0; at -= 1) if ((next[at]?.from ?? 0) < (next[at + 1]?.from ?? 0) + NARROWEST) set(at, (next[at + 1]?.from ?? 0) + NARROWEST)
  for (let at = index + 1; at < movable; at += 1) if ((next[at]?.from ?? 0) > (next[at - 1]?.from ?? 0) - NARROWEST) set(at, (next[at - 1]?.from ?? 0) - NARROWEST)
  return next
}

/** One band more: the widest is divided in the middle, and the lower half gets the next free letter. */
export function addGrade(cuts: readonly GradeCut[]): GradeCut[] {
  const widths = cuts.map(({ from }, index) => (cuts[index - 1]?.from ?? 100) - from)
  const widest = widths.indexOf(Math.max(...widths))
  const split = cuts[widest]
  if (split === undefined || cuts.length >= MOST_GRADES) return [...cuts]
  const upper = Math.round(split.from + (widths[widest] ?? 0) / 2)
  const names = new Set(cuts.map(({ grade }) => grade))
  const free = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('').find((letter) => !names.has(letter)) ?? String(cuts.length + 1)
  return [...cuts.slice(0, widest), { grade: split.grade, from: upper }, { grade: free, from: split.from }, ...cuts.slice(widest + 1)]
}

/** One band fewer: the next better one takes its scores, and the best one's go to the next. */
export function removeGrade(cuts: readonly GradeCut[], index: number): GradeCut[] {
  if (cuts.length <= FEWEST_GRADES) return [...cuts]
  const rest = cuts.filter((_cut, at) => at !== index)
  const gone = cuts[index]
  const taker = rest[index - 1]
  if (gone === undefined || taker === undefined) return rest
  return rest.map((cut, at) => (at === index - 1 ? { ...taker, from: gone.from } : cut))
}

/** What is wrong with the bands, as a sentence that says what to do; null when nothing is. */
export function bandsProblem(cuts: readonly GradeCut[], steps: readonly GradeStep[], many: string): string | null {
  if (cuts.length < FEWEST_GRADES) return `Grades tell ${many} apart only when there are at least ${FEWEST_GRADES}. Add one, or set the default ones.`
  if (cuts.length > MOST_GRADES) return `There are ${cuts.length} grades; ${MOST_GRADES} is the most. Remove some.`
  const names = cuts.map(({ grade }) => grade.trim())
  if (names.includes('')) return 'Every grade needs a name. Write one, such as A or Hot.'
  const long = names.find((name) => name.length > 12)
  if (long !== undefined) return `“${long}” is too long for a grade; 12 characters is the most.`
  const twice = names.find((name, index) => names.slice(index + 1).some((other) => other.toLowerCase() === name.toLowerCase()))
  if (twice !== undefined) return `Two grades are called ${twice}. Give each a name of its own.`
  if (cuts.at(-1)?.from !== 0) return `The last grade, ${names.at(-1)}, must begin at 0, so that every score has a grade.`
  const wrong = cuts.findIndex((cut, index) => cut.from >= (cuts[index - 1]?.from ?? 100))
  if (wrong >= 0) return wrong === 0 ? `${names[0]} begins at ${cuts[0]?.from}; it must begin below 100.` : `${names[wrong]} begins at ${cuts[wrong]?.from}, which is not below ${names[wrong - 1]}. Move one of the two.`
  const empty = bandsOf(cuts, steps).find(({ open, closed }) => open + closed === 0)
  if (empty === undefined) return null
  return `No ${many.replace(/ies$/, 'y').replace(/s$/, '')}, open or closed, scores from ${Math.ceil(empty.from)} to ${Math.floor(empty.to)}, so ${empty.grade} would be empty. Move a bound, or remove the grade.`
}
