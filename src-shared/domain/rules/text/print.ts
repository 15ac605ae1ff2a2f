import type { RuleContext } from '../context.ts'
import { CONSENT_LEVELS, type RuleAction, type RuleGroup, type RuleModel, type RuleSettings } from '../tree.ts'
import { describeGrade } from '../words.ts'
import { printNode } from './print-condition.ts'
import { quoteText } from './tokens.ts'

/** A model as text: complete, in display names only; `parseRules` reads it back. The grammar stands in resources/docs/rules.md. */
export function printRules(model: RuleModel, known: RuleContext): string {
  const head = [`Model ${quoteText(model.name)} for ${model.target}s`]
  if (model.description !== '') head.push(`Describe ${quoteText(model.description)}`)
  head.push(...printAudience(model, known), ...printSettings(model.settings))
  const blocks = [head, ...model.groups.map((group) => printGroup(group, model.target, known))]
  if (model.grades.length > 0) blocks.push(['Grades', ...model.grades.map((grade) => `  ${quoteText(grade.name)} ${describeGrade(grade)}`)])
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function printAudience({ audience }: RuleModel, known: RuleContext): string[] {
  if (audience.kind === 'all' && audience.label === '' && audience.children.length === 0) return ['Audience: everyone']
  const [first = '', ...rest] = printNode(known.tables, 'lead', audience, '')
  return [`Audience${audience.label === '' ? ':' : ''} ${first}`, ...rest]
}

function printSettings(settings: RuleSettings): string[] {
  const lines: string[] = []
  if (settings.businessUnit !== null) lines.push(`Business unit ${quoteText(settings.businessUnit)}`)
  if (settings.minimumConsent !== null) lines.push(`Consent at least ${CONSENT_LEVELS[settings.minimumConsent - 1] ?? String(settings.minimumConsent)}`)
  if (settings.countParentContact) lines.push('Count parent contact interactions')
  if (settings.salesReadyScore !== null) lines.push(`Sales-ready at ${settings.salesReadyScore}`)
  return lines
}

function printGroup(group: RuleGroup, start: string, known: RuleContext): string[] {
  const { condition, action } = group
  const only = condition.kind === 'all' && condition.children.length === 1 ? condition.children[0] : undefined
  // A single plain condition stands on the line of the group itself.
  const shown = only !== undefined && only.label === '' && only.kind !== 'all' && only.kind !== 'any' ? { ...only, label: condition.label } : condition
  const [first = '', ...rest] = printNode(known.tables, start, shown, '')
  return [`When ${first}`, ...rest, ...(action === null ? [] : [`then ${printAction(action)}`])]
}

/** `add 10 points, at most 40, fading 10 % every 7 days`. */
function printAction({ points, cap, decay }: RuleAction): string {
  const size = Math.abs(points)
  const limits = [...(cap === null ? [] : [`at most ${cap}`]), ...(decay === null ? [] : [`fading ${decay.percent} % every ${decay.days} ${decay.days === 1 ? 'day' : 'days'}`])]
  return [`${points < 0 ? 'subtract' : 'add'} ${size} ${size === 1 ? 'point' : 'points'}`, ...limits].join(', ')
}
