import type { JudgedGroup, JudgedLeads } from '#shared/domain/rules/history/judged-leads'
import { sigmoid } from '#shared/domain/predictive/metrics'
import { createRandom } from '#shared/lib/random'

export interface MadeGroup {
  readonly given: number
  /** True effect of a firing, in log-odds. */
  readonly effect: number
  /** Share of the leads for which it fires. */
  readonly share: number
}

/** Leads whose outcome is drawn from the true effects of the groups, which fire independently of one another. */
export function madeLeads(groups: readonly MadeGroup[], rows: number, seed: number): JudgedLeads {
  const random = createRandom(seed)
  const counts = groups.map(() => new Float64Array(rows))
  const outcome = new Uint8Array(rows)
  for (let row = 0; row < rows; row += 1) {
    let logit = -0.5
    groups.forEach(({ share, effect }, at) => {
      if (random.next() >= share) return
      counts[at]![row] = 1
      logit += effect
    })
    outcome[row] = random.next() < sigmoid(logit) ? 1 : 0
  }
  const judged = groups.map(({ given }, at): JudgedGroup => ({ groupId: `g${at}`, label: `Group ${at}`, given, counts: counts[at]!, points: counts[at]!.map((count) => count * given) }))
  const score = Float64Array.from(outcome, (_, row) => judged.reduce((sum, { points }) => sum + points[row]!, 0))
  return { ids: Float64Array.from(outcome, (_, row) => row + 1), outcome, score, grade: Int32Array.from(score, (value) => (value > 0 ? 1 : 0)), groups: judged }
}

export const allRows = (leads: JudgedLeads): Int32Array => Int32Array.from(leads.ids.keys())
