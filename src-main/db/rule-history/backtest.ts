import type { GroupReport, RuleBacktest } from '#shared/contract/rule-history'
import { modelConfigSchema } from '#shared/contract/predictive'
import type { CatalogTable } from '#shared/domain/catalog/types'
import { cardFigures, gradeFigures } from '#shared/domain/rules/history/card-figures'
import { columnsUsed, judgeable, timelessColumns, type Judgeable } from '#shared/domain/rules/history/columns-used'
import { groupRates } from '#shared/domain/rules/history/group-rates'
import { sum, type JudgedGroup, type JudgedLeads } from '#shared/domain/rules/history/judged-leads'
import { suggestedCard } from '#shared/domain/rules/history/suggested-card'
import { verdictOf, verdictSentence } from '#shared/domain/rules/history/verdicts'
import { worthOf, type Worth } from '#shared/domain/rules/history/worth'
import type { RuleGroup, RuleModel } from '#shared/domain/rules/tree'
import { Problem } from '../errors.ts'
import { MINIMUM } from '../features/outcomes.ts'
import type { WriteDb } from '../handles.ts'
import { readTables } from '../queries/catalog.ts'
import type { RuleClock } from '../rules/types.ts'
import { openMoments } from './moments.ts'
import { scoreHistory } from './score-history.ts'

/** How far back closed leads count, as with a predictive model by default. */
const WINDOW_MONTHS = modelConfigSchema.parse({}).windowMonths

interface Options extends RuleClock {
  readonly seed: number
  /** Called between moments with the leads done, and all of them. */
  readonly between: (done: number, total: number) => void
}

/** What is judged of a model; its version is the caller's. */
export type BacktestFigures = Omit<RuleBacktest, 'modelId' | 'version' | 'revision' | 'judgedAt'>

/**
 * Judges a rule model by the leads that have closed, each as of a moment at which it was open. Throws `NOT_ENOUGH_DATA` where fewer
 * than 40 qualified and 40 disqualified ones were scored by it. Reads only; must not be called inside a transaction.
 */
export function backtest(db: WriteDb, model: RuleModel, { now, timeZone, seed, between }: Options): BacktestFigures {
  const tables = readTables(db)
  const judged = judgeable(tables, model)
  const moments = openMoments(db, { now, timeZone, windowMonths: WINDOW_MONTHS, seed })
  const { leads, unscored } = scoreHistory(db, judged.tree, moments, { tables, timeZone, between: (done) => between(done, moments.ids.length) })
  requireBoth(leads, moments.ids.length)
  const worths = worthOf(leads, Int32Array.from(leads.ids.keys()), seed)
  const card = suggestedCard(leads, worths, seed)
  const place = new Map(leads.groups.map(({ groupId }, at) => [groupId, at]))
  return {
    closed: moments.closed,
    drawn: moments.ids.length,
    unscored: [...unscored],
    ...mutable(cardFigures(leads)),
    grades: gradeFigures(leads, model.grades.map(({ name }) => name)),
    groups: model.groups.map((group) => {
      const at = place.get(group.id)
      const found = at === undefined ? undefined : leads.groups[at]
      return at === undefined || found === undefined ? notJudged(group, judged) : judgedGroup({ leads, found, worth: worths[at] ?? null, suggested: card?.points[at] ?? null, warning: warningOf(tables, model, group) })
    }),
    suggested: card === null ? null : { givenAuc: card.givenAuc, suggestedAuc: card.suggestedAuc, gain: card.gain },
    notes: notesOf(tables, model, judged, moments.closed, moments.ids.length),
  }
}

const mutable = ({ roc, gain, ...figures }: ReturnType<typeof cardFigures>) => ({ ...figures, roc: roc.map(([x, y]): [number, number] => [x, y]), gain: [...gain] })

function requireBoth({ outcome }: JudgedLeads, closed: number): void {
  const positives = sum(outcome)
  const negatives = outcome.length - positives
  if (positives >= MINIMUM && negatives >= MINIMUM) return
  throw new Problem('NOT_ENOUGH_DATA', `This model can be judged once it scores at least ${MINIMUM} qualified and ${MINIMUM} disqualified leads; of the ${closed} that closed in the last ${WINDOW_MONTHS} months it scores ${positives} qualified and ${negatives} disqualified ones. Widen its audience, or close or import more leads first.`)
}

interface Found {
  readonly leads: JudgedLeads
  readonly found: JudgedGroup
  readonly worth: Worth | null
  readonly suggested: number | null
  readonly warning: string
}

function judgedGroup({ leads, found, worth, suggested, warning }: Found): GroupReport {
  const { groupId, label, given } = found
  const rates = groupRates(leads, found)
  const verdict = verdictOf(given, worth)
  return { groupId, label, given, verdict, sentence: verdictSentence(verdict, { label, given, worth, rates }), warning, ...rates, worth, suggested }
}

function notJudged({ id, condition, action }: RuleGroup, judged: Judgeable): GroupReport {
  const late = judged.notJudged.find(({ groupId }) => groupId === id)?.columns ?? []
  const names = late.map(({ label }) => label).join(', ')
  const sentence = late.length === 0 ? 'Not judged: it gives no points yet.' : `Not judged: ${names} ${late.length === 1 ? 'is' : 'are'} known only after the outcome.`
  return { groupId: id, label: condition.label, given: action?.points ?? 0, verdict: 'not_judged', sentence, warning: '', fired: 0, firedPositives: 0, others: 0, othersPositives: 0, lift: null, worth: null, suggested: null }
}

function warningOf(tables: readonly CatalogTable[], { target }: RuleModel, { condition }: RuleGroup): string {
  const found = timelessColumns(columnsUsed(tables, target, condition)).map(({ label }) => label)
  return found.length === 0 ? '' : `${found.join(', ')} ${found.length === 1 ? 'has' : 'have'} one value without history: it may have changed after the outcome was known.`
}

function notesOf(tables: readonly CatalogTable[], { audience }: RuleModel, { ignoredInAudience }: Judgeable, closed: number, drawn: number): string[] {
  const late = ignoredInAudience.map(({ label }) => label).join(', ')
  const timeless = timelessColumns(columnsUsed(tables, 'lead', audience)).map(({ label }) => label).join(', ')
  return [
    ...(late === '' ? [] : [`What the audience asks of ${late} was left out, because that is known only after the outcome.`]),
    ...(timeless === '' ? [] : [`The audience looks at ${timeless}, which has one value without history: it may have changed after the outcome was known.`]),
    ...(drawn < closed ? [`Of ${closed.toLocaleString('en-US')} closed leads ${drawn.toLocaleString('en-US')} were drawn at random.`] : []),
  ]
}
