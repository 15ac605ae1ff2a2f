import { emptyModel, insertGroup, numberingOf } from '../edit.ts'
import { renumber } from '../renumber.ts'
import type { RuleGrade, RuleModel } from '../tree.ts'
import type { JudgedLeads } from './judged-leads.ts'
import type { Candidate } from './suggest-conditions.ts'
import { firingsOf, worthOf } from './worth.ts'

/** Groups of a suggested model at most; a card that marketers can read. */
export const MOST_GROUPS = 15
/** Distance of the 5th from the 95th percentile of the suggested scores, in points. */
const SPAN = 60
/** Grades begin at these shares of the judged leads, from the lowest. */
const GRADES = [{ name: 'D', from: 0 }, { name: 'C', from: 0.4 }, { name: 'B', from: 0.7 }, { name: 'A', from: 0.9 }] as const

/** The conditions that tell most, strongest first. */
export function strongest(candidates: readonly Candidate[], most = MOST_GROUPS): Candidate[] {
  return candidates.toSorted((one, other) => other.strength - one.strength || (one.label < other.label ? -1 : 1)).slice(0, most)
}

/** A model of leads with a group for each condition, one point or minus one as a start, in the given order. */
export function startingModel(name: string, description: string, candidates: readonly Candidate[]): RuleModel {
  return candidates.reduce<RuleModel>((model, { label, node, effect }) => {
    const next = numberingOf(model)
    const group = { id: next(), condition: { kind: 'all' as const, id: next(), label, children: [renumber.node(node, next)] }, action: { id: next(), points: effect < 0 ? -1 : 1, cap: null, decay: null } }
    return insertGroup(model, group)
  }, { ...emptyModel(name, 'lead'), description })
}

/** A suggested model and the scores that it gives the leads that it was fitted to. */
export interface Suggested {
  readonly model: RuleModel
  /** One a judged lead, in their order. */
  readonly scores: Float64Array
}

/**
 * The starting model with points fitted to the leads and with grades. Groups whose fitted points are zero, have another sign than in the
 * predictive model, or rest on too few leads are dropped and the rest is fitted again, until all stand. Points are scaled so that the
 * middle nine tenths of the scores span sixty points. `leads` are those that the starting model was tried on. null where no group is left.
 */
export function fittedModel(start: RuleModel, leads: JudgedLeads, seed: number): Suggested | null {
  const all = Int32Array.from(leads.ids.keys())
  let groups = leads.groups
  for (;;) {
    const worths = worthOf({ ...leads, groups }, all, seed)
    const raw = scoresOf(groups, worths.map((worth) => worth?.points ?? 0), all)
    const span = quantile(raw, 0.95) - quantile(raw, 0.05)
    const points = worths.map((worth) => (worth === null || span === 0 ? 0 : Math.round((worth.points * SPAN) / span)))
    const stands = groups.map(({ given }, at) => Math.sign(points[at] ?? 0) === Math.sign(given))
    if (!stands.includes(false)) {
      if (groups.length === 0) return null
      const scores = scoresOf(groups, points, all)
      const byId = new Map(groups.map(({ groupId }, at) => [groupId, points[at] ?? 0]))
      const kept = start.groups.flatMap((group) => {
        const fitted = byId.get(group.id)
        return fitted === undefined || group.action === null ? [] : [{ ...group, action: { ...group.action, points: fitted } }]
      })
      const model = { ...start, groups: kept.sort((one, other) => other.action.points - one.action.points) }
      return { model: { ...model, grades: gradesOf(model, scores) }, scores }
    }
    groups = groups.filter((_group, at) => stands[at] === true)
  }
}

function scoresOf(groups: JudgedLeads['groups'], points: readonly number[], rows: Int32Array): Float64Array {
  const firings = groups.map(firingsOf)
  return Float64Array.from(rows, (row) => groups.reduce((total, _group, at) => total + (points[at] ?? 0) * firings[at]![row]!, 0))
}

function quantile(values: Float64Array, share: number): number {
  const sorted = values.toSorted()
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}

/** D to A by the leads' scores; grades that would begin at the same score become one. */
function gradesOf(model: RuleModel, scores: Float64Array): RuleGrade[] {
  const begins = GRADES.map(({ name, from }) => ({ name, from: from === 0 ? null : quantile(scores, from) }))
  const distinct = begins.filter(({ from }, at) => from === null || begins.slice(at + 1).every((above) => above.from !== from))
  const next = numberingOf(model)
  const grades = distinct.map(({ name, from }, at): RuleGrade => ({ id: next(), name, from, to: distinct[at + 1] === undefined ? null : (distinct[at + 1]?.from ?? 0) - 1 }))
  return grades.length < 2 ? [] : grades
}
