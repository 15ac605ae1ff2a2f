import type { AttributeNode, ConditionNode, Expression, Frequency, Hop, OccurrenceNode, RuleTarget, TimeUnit } from './tree.ts'

/** A ready-made condition; give it fresh ids (`renumber.node`) before it enters a model. */
export interface Recipe {
  readonly key: string
  readonly label: string
  readonly description: string
  readonly node: ConditionNode
}

/** From the record that a model is about to its interactions. */
export function interactionPath(target: RuleTarget): readonly Hop[] {
  switch (target) {
    case 'lead': return [{ kind: 'rows', table: 'interaction', column: 'lead_id' }]
    case 'contact': return [{ kind: 'rows', table: 'interaction', column: 'contact_id' }]
    case 'account': return [{ kind: 'rows', table: 'contact', column: 'account_id' }, { kind: 'rows', table: 'interaction', column: 'contact_id' }]
  }
}

const EACH: Frequency = { kind: 'each' }
const NONE: Frequency = { kind: 'none' }
const atLeast = (count: number): Frequency => ({ kind: 'at_least', count })

/** The recipes of the toolbox for a model about that kind of record. */
export function recipesFor(target: RuleTarget): readonly Recipe[] {
  const path = interactionPath(target)
  const last = (label: string, interactionType: string | null, frequency: Frequency, count: number, unit: TimeUnit, expressions: readonly Expression[] = []): OccurrenceNode => ({
    kind: 'occurrence', id: 'r1', label, path, interactionType, frequency, range: { kind: 'last', count, unit }, expressions,
  })
  const recipes: (Recipe | null)[] = [
    recipe('opened_mail', 'Counts every e-mail that was opened in the last 30 days.', last('Opened an e-mail in the last 30 days', 'EmailOpened', EACH, 30, 'day')),
    recipe('clicked_mail', 'Counts every click in an e-mail of the last 90 days.', last('Clicked in an e-mail in the last 90 days', 'EmailClicked', EACH, 90, 'day')),
    recipe('pricing_page', 'At least one visit to a page with "pricing" in its address within 30 days.', last('Looked at the prices', 'WebsiteVisited', atLeast(1), 30, 'day', [contains('url', 'pricing')])),
    recipe('frequent_visitor', 'Three or more visits to the website within 14 days.', last('Visited the website often', 'WebsiteVisited', atLeast(3), 14, 'day')),
    recipe('form', 'Counts every form that was sent in the last 90 days.', last('Submitted a form', 'FormSubmitted', EACH, 90, 'day')),
    recipe('event', 'Came to an event within a year.', last('Attended an event', 'EventAttended', atLeast(1), 1, 'year')),
    recipe('meeting', 'Had a meeting within the last quarter.', last('Met us', 'MeetingHeld', atLeast(1), 1, 'quarter')),
    recipe('unsubscribed', 'Unsubscribed within a year; give it negative points.', last('Unsubscribed', 'EmailUnsubscribed', atLeast(1), 1, 'year')),
    recipe('silent', 'Did nothing at all for 60 days; give it negative points.', last('Silent for 60 days', null, NONE, 60, 'day')),
    attribute(target, 'senior', 'Has a senior job title', 'Head, director or chief in the job title.', ['lead', 'contact']),
    attribute(target, 'large', 'Is a larger company', 'At least 200 employees.', ['lead', 'account']),
  ]
  return recipes.filter((one) => one !== null)
}

/** The recipes for a model about that kind of record whose name or description holds the text, whatever its capitals. */
export function findRecipes(target: RuleTarget, text: string): readonly Recipe[] {
  const wanted = text.trim().toLowerCase()
  return recipesFor(target).filter(({ label, description }) => label.toLowerCase().includes(wanted) || description.toLowerCase().includes(wanted))
}

function recipe(key: string, description: string, node: ConditionNode): Recipe {
  return { key, label: node.label, description, node }
}

function contains(column: string, value: string, id = 'r2'): Expression {
  return { id, lookups: [], column, operator: 'contains', values: [value], unit: null }
}

function attribute(target: RuleTarget, key: 'senior' | 'large', label: string, description: string, targets: readonly RuleTarget[]): Recipe | null {
  if (!targets.includes(target)) return null
  if (key === 'large') return recipe(key, description, single('r1', label, { id: 'r2', lookups: [], column: 'employees', operator: 'ge', values: [200], unit: null }))
  const titles = ['chief', 'head of', 'director'].map((title, index) => single(`r${2 * index + 2}`, '', contains('job_title', title, `r${2 * index + 3}`)))
  return recipe(key, description, { kind: 'any', id: 'r1', label, children: titles })
}

function single(id: string, label: string, expression: Expression): AttributeNode {
  return { kind: 'attribute', id, label, expressions: [expression] }
}
