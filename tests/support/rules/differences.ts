import type { RuleModel } from '#shared/domain/rules/tree'
import type { NaiveScore } from './naive.ts'
import type { RandomWorld } from './random-world.ts'
import { sqlScores } from './sql-scores.ts'
import type { Row } from './world.ts'

/** Where the statements and the meaning part, lead by lead, in words; none where they agree to within 1e-9. */
export function differences({ db, moment }: RandomWorld, model: RuleModel, meant: readonly (NaiveScore & { readonly lead: Row })[]): string[] {
  const stored = sqlScores(db, model, moment)
  return meant.flatMap(({ lead, unscored, contributions, total, score, grade }) => {
    const found = stored.get(lead.id)
    if (unscored !== null) return found === undefined ? [] : [`lead ${lead.id} should not be scored (${unscored})`]
    if (found === undefined) return [`lead ${lead.id} should have ${score}`]
    const wrong = contributions.flatMap(([count, points], group) => {
      const [otherCount, otherPoints] = found.contributions[group] ?? [-1, Number.NaN]
      return count === otherCount && Math.abs(points - otherPoints) < 1e-9 ? [] : [`lead ${lead.id}, group ${group}: ${otherCount} × gives ${otherPoints}, should be ${count} × and ${points}`]
    })
    if (Math.abs(total - found.total) > 1e-9) wrong.push(`lead ${lead.id}: total ${found.total}, should be ${total}`)
    // Half a point may fall on either side within the rounding of the sum.
    const tie = Math.abs(Math.abs(total % 1) - 0.5) < 1e-9
    if (!tie && (score !== found.score || grade !== found.grade)) wrong.push(`lead ${lead.id}: ${found.score} ${found.grade}, should be ${score} ${grade}`)
    return wrong
  })
}
