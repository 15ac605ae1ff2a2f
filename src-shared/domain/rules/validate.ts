import type { RuleContext } from './context.ts'
import { error, warning } from './problems.ts'
import { canReach, reachOf, type Reach } from './reach.ts'
import { idsOf } from './tiles.ts'
import { CONSENT_LEVELS, LABEL_LENGTH, type ConditionNode, type RuleAction, type RuleGroup, type RuleModel, type RuleProblem } from './tree.ts'
import { factsOf, findConflicts, NO_FACTS, type Facts } from './validate-conflicts.ts'
import { checkGrades } from './validate-grades.ts'
import { checkNode } from './validate-structure.ts'
import { counts } from './words.ts'

const MOST_POINTS = 1_000_000
const MOST_DECAY_DAYS = 36_600

/** Everything that is wrong with a model, each with the tile it belongs to, in the order of the model; whether its name is taken is not known here. */
export function validateRules(model: RuleModel, known: RuleContext): RuleProblem[] {
  const audience = checkTree(model.audience, 'lead', NO_FACTS, known)
  // What the audience says of the lead holds for the subject only where the lead is the subject.
  const facts = model.target === 'lead' && audience.possible && !audience.invalid ? factsOf(model.audience) : NO_FACTS
  const groups = model.groups.map((group) => checkGroup(group, model, facts, known))
  const reach = reachOf(model.groups.filter((_, index) => groups[index]?.possible === true))
  return [
    ...checkName(model),
    ...checkAudience(model),
    ...audience.problems,
    ...(audience.possible || audience.invalid ? [] : [error('never_fires', 'audience', 'No lead can ever be in this audience, so nobody is scored. Correct its conditions.')]),
    ...(model.groups.length === 0 ? [error('no_groups', 'name', 'The model gives no points yet. Add a condition and connect an action to it.')] : []),
    ...groups.flatMap((group) => group.problems),
    ...checkGrades(model.grades),
    ...(model.groups.length === 0 ? [] : checkReach(model, reach)),
    ...checkSettings(model, known),
    ...checkIds(model),
  ]
}

function checkName({ name }: RuleModel): readonly RuleProblem[] {
  if (name.trim() === '') return [error('missing_name', 'name', 'Give the model a name.')]
  return name.length > LABEL_LENGTH ? [error('label_length', 'name', `The name of a model has at most ${LABEL_LENGTH} characters; this one has ${name.length}.`)] : []
}

interface Checked {
  readonly problems: readonly RuleProblem[]
  /** Whether it can hold; true while something in it is wrong by itself, since nothing follows from that. */
  readonly possible: boolean
  readonly invalid: boolean
}

function checkTree(node: ConditionNode, start: string, facts: Facts, known: RuleContext): Checked {
  const own = checkNode(known.tables, start, node, true)
  const invalid = new Set(own.filter((problem) => problem.severity === 'error' && problem.code !== 'empty_branch').map((problem) => problem.at))
  const empty = node.kind === 'any' && node.children.length === 0
  const conflicts = empty ? { possible: true, problems: [] } : findConflicts(known.tables, start, node, facts, invalid)
  return { problems: [...own, ...conflicts.problems], possible: conflicts.possible, invalid: invalid.size > 0 }
}

/** The audience is a gate: it cannot count. */
function checkAudience({ audience }: RuleModel): readonly RuleProblem[] {
  const each = (node: ConditionNode): readonly RuleProblem[] => {
    if (node.kind === 'all' || node.kind === 'any') return node.children.flatMap(each)
    return node.kind === 'occurrence' && node.frequency.kind === 'each' ? [error('audience_each', node.id, 'An audience cannot count “each”. Choose “at least” or “no”.')] : []
  }
  return each(audience)
}

function checkGroup(group: RuleGroup, model: RuleModel, facts: Facts, known: RuleContext): Checked {
  const { condition, action } = group
  const checked = checkTree(condition, model.target, facts, known)
  const problems: RuleProblem[] = [...checked.problems]
  const empty = condition.children.length === 0
  if (empty) problems.push(error('no_conditions', condition.id, 'This group has no conditions. Add one or delete the group.'))
  else if (!checked.possible && !checked.invalid) problems.push(error('never_fires', condition.id, 'This group can never give its points, because its conditions exclude each other.'))
  if (action === null) problems.push(error('no_action', condition.id, 'This group gives no points. Connect an action to it.'))
  else problems.push(...checkAction(action, condition))
  return { ...checked, problems, possible: checked.possible && !empty }
}

function checkAction({ id, points, cap, decay }: RuleAction, condition: ConditionNode): readonly RuleProblem[] {
  const problems: RuleProblem[] = []
  if (points === 0) problems.push(error('zero_points', id, 'Zero points change nothing. Choose another number or delete the action.'))
  else if (!Number.isInteger(points)) problems.push(error('not_whole', id, 'Points must be a whole number.'))
  else if (Math.abs(points) > MOST_POINTS) problems.push(error('points_range', id, 'At most 1,000,000 points are possible.'))
  if (cap !== null && (!Number.isInteger(cap) || cap < 1)) problems.push(error('cap_range', id, 'The cap must be a whole number from 1 on; leave it empty for no cap.'))
  else if (cap !== null && cap < Math.abs(points)) problems.push(warning('cap_below_points', id, `The cap of ${cap} is below the points, so the group never gives more than ${cap}.`))
  else if (cap !== null && !counts(condition)) problems.push(warning('cap_without_each', id, 'Nothing in this group counts “each”, so the cap has no effect.'))
  if (decay === null) return problems
  if (!(decay.percent > 0 && decay.percent <= 100)) problems.push(error('decay_range', id, 'Points fade by more than 0 and at most 100 percent.'))
  else if (!Number.isInteger(decay.days) || decay.days < 1 || decay.days > MOST_DECAY_DAYS) problems.push(error('decay_range', id, 'Points fade every whole number of days, from 1 on.'))
  else if (!counts(condition)) problems.push(warning('decay_without_each', id, 'Nothing in this group counts “each”, so the points do not fade.'))
  return problems
}

/** Grades and the sales-ready score against what the points can add up to. */
function checkReach(model: RuleModel, reach: Reach): readonly RuleProblem[] {
  const { lowest, highest } = reach
  const { grades, settings: { salesReadyScore: ready } } = model
  const problems = grades
    .filter(({ from, to }) => (from === null || to === null || from <= to) && !canReach(reach, from, to))
    .map((grade) => warning('unreachable_grade', grade.id, `No score can get the grade “${grade.name}”: the points add up to ${span(lowest, highest)}.`))
  const first = grades[0]?.from ?? null
  const last = grades.at(-1)?.to ?? null
  if (first !== null && lowest < first) problems.push(warning('no_grade', 'grades', `Scores below ${first} get no grade, but totals ${lowest === -Infinity ? 'have no lower limit' : `go down to ${lowest}`}.`))
  if (last !== null && highest > last) problems.push(warning('no_grade', 'grades', `Scores above ${last} get no grade, but totals ${highest === Infinity ? 'have no upper limit' : `go up to ${highest}`}.`))
  if (ready === null || !Number.isInteger(ready)) return problems
  if (ready > highest) return [...problems, error('unreachable_ready', 'settings', `Nobody becomes sales-ready at ${ready}: the points add up to ${highest} at most.`)]
  return ready <= lowest ? [...problems, warning('always_ready', 'settings', `Everybody is sales-ready at ${ready}, since no total is lower.`)] : problems
}

function span(lowest: number, highest: number): string {
  if (lowest === -Infinity) return highest === Infinity ? 'other totals' : `${highest} at most`
  return highest === Infinity ? `${lowest} or more` : `values from ${lowest} to ${highest}`
}

function checkSettings({ settings, target }: RuleModel, known: RuleContext): readonly RuleProblem[] {
  const { salesReadyScore: ready, minimumConsent: consent, businessUnit: unit, countParentContact } = settings
  const problems: RuleProblem[] = []
  if (ready !== null && !Number.isSafeInteger(ready)) problems.push(error('not_whole', 'settings', 'The sales-ready score must be a whole number.'))
  if (consent !== null && !(Number.isInteger(consent) && consent >= 1 && consent <= CONSENT_LEVELS.length)) problems.push(error('consent_range', 'settings', `The minimum consent is one of ${CONSENT_LEVELS.join(', ')}.`))
  if (unit !== null && !known.businessUnits.some((name) => name === unit)) problems.push(error('unknown_unit', 'settings', `There is no business unit “${unit}”. Choose one of the list.`))
  if (countParentContact && target !== 'lead') problems.push(warning('no_effect', 'settings', 'Only models about leads can count the interactions of the parent contact; here it has no effect.'))
  return problems
}

function checkIds(model: RuleModel): readonly RuleProblem[] {
  const seen = new Set<string>()
  const repeated = new Set(idsOf(model).filter((id) => seen.has(id) || !seen.add(id)))
  return [...repeated].map((id) => error('repeated_id', id, 'Two tiles have the same id. Delete one and add it again.'))
}
