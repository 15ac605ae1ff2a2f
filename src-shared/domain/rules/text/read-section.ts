import { CONSENT_LEVELS, RULE_TARGETS, type BranchNode, type ConditionNode, type RuleAction, type RuleGrade, type RuleGroup, type RuleModel, type RuleSettings, type RuleTarget } from '../tree.ts'
import { didYouMean } from './near.ts'
import type { Document } from './document.ts'
import { readBranch, readCondition, readLabel, type Setting } from './read-condition.ts'
import type { Reader } from './reader.ts'
import { quoteText } from './tokens.ts'

/** A model while it is being read. */
export type Draft = { -readonly [Key in Exclude<keyof RuleModel, 'groups' | 'grades' | 'settings'>]: RuleModel[Key] } & {
  groups: RuleGroup[]
  grades: RuleGrade[]
  settings: { -readonly [Key in keyof RuleSettings]: RuleSettings[Key] }
  /** Sections that were there already. */
  readonly said: Set<string>
}

const SECTIONS = ['Model', 'Describe', 'Audience', 'Business unit', 'Consent at least', 'Count parent contact interactions', 'Sales-ready at', 'When', 'then', 'Grades'] as const

/** Reads the next line with all that belongs to it. */
export function readSection(document: Document, draft: Draft): void {
  const line = document.take()
  if (line === null) return
  const { reader, indent } = line
  const begin = reader.peek()
  const section = reader.acceptOne(SECTIONS)
  if (section !== null && section !== 'When' && section !== 'then') {
    if (draft.said.has(section.toLowerCase())) reader.problem(`There is already a line that begins with “${section}”. Leave one of them out.`, begin?.from, begin?.to)
    draft.said.add(section.toLowerCase())
  }
  switch (section) {
    case 'Model':
      readTitle(reader, draft)
      reader.mark('name', 0)
      break
    case 'Describe':
      draft.description = needString(reader, 'Put the description in quotes.')
      break
    case 'Audience':
      draft.audience = readAudience(document, reader, indent, draft.audience.id)
      break
    case 'Business unit':
      reader.offer(() => document.known.businessUnits.map((unit) => ({ label: unit, detail: 'business unit', insert: quoteText(unit) })))
      draft.settings.businessUnit = needString(reader, 'Put the name of the business unit in quotes.')
      reader.mark('settings:unit', 0)
      break
    case 'Consent at least':
      draft.settings.minimumConsent = readConsent(reader)
      reader.mark('settings:consent', 0)
      break
    case 'Count parent contact interactions':
      draft.settings.countParentContact = true
      reader.mark('settings:parent', 0)
      break
    case 'Sales-ready at':
      draft.settings.salesReadyScore = needNumber(reader, 'Say from which score on, for example 60.')
      reader.mark('settings:ready', 0)
      break
    case 'When':
      draft.groups.push(readGroup(document, reader, indent, draft.target))
      break
    case 'then':
      addAction(document, reader, draft)
      break
    case 'Grades':
      reader.mark('grades', 0)
      reader.finish('The grades follow on lines of their own.')
      readGrades(document, indent, draft.grades)
      break
    case null:
      if (reader.wished) return
      reader.problem(`A line here begins with ${SECTIONS.map((name) => `“${name}”`).join(', ')}.${didYouMean(reader.text.slice(begin?.from, begin?.to), SECTIONS)}`, begin?.from, begin?.to)
      document.skipBelow(indent)
      return
  }
  reader.finish('The line should end here.')
}

function readTitle(reader: Reader, draft: Draft): void {
  draft.name = needString(reader, 'Put the name of the model in quotes.')
  reader.need('for', 'Say whom the model is about: for leads, for contacts or for accounts.')
  const target = reader.acceptOne(RULE_TARGETS.flatMap((name) => [`${name}s`, name]))
  const found = RULE_TARGETS.find((name) => target === name || target === `${name}s`)
  if (found !== undefined) draft.target = found
  else {
    reader.problem('Say whom the model is about: leads, contacts or accounts.')
    reader.skipAll()
  }
}

function readAudience(document: Document, reader: Reader, indent: number, id: string): BranchNode {
  const label = reader.string() ?? ''
  reader.need(':', 'Put a colon after “Audience”.')
  reader.mark('audience', 0)
  if (reader.accept('everyone')) return { kind: 'all', id, label, children: [] }
  return readRoot(document, reader, indent, 'lead', label, id).branch
}

/** A branch with its lines, or a single condition that is the only child of an "all of". */
function readRoot(document: Document, reader: Reader, indent: number, start: string, label: string, id: string): { readonly branch: BranchNode; readonly action: RuleAction | null } {
  const setting: Setting = { tables: document.known.tables, start, nextId: document.nextId }
  const branch = readBranch(reader, label, setting)
  reader.mark(id, 0)
  if (branch !== null) {
    reader.finish('The conditions follow on lines of their own, indented.')
    return { branch: document.withChildren({ ...branch, id }, indent, start), action: null }
  }
  const only: ConditionNode | null = readCondition(reader, setting)
  const action = reader.accept('then') ? readAction(reader, document.nextId()) : null
  reader.finish('This is not understood. A condition may go on with in the last, between, where, and or then.')
  return { branch: { kind: 'all', id, label, children: only === null ? [] : [only] }, action }
}

function readGroup(document: Document, reader: Reader, indent: number, target: RuleTarget): RuleGroup {
  const id = document.nextId()
  const begin = reader.place
  const label = readLabel(reader)
  const rootId = document.nextId()
  reader.mark(id, 0)
  reader.mark(`${rootId}:label`, begin)
  const { branch, action } = readRoot(document, reader, indent, target, label, rootId)
  return { id, condition: branch, action }
}

function addAction(document: Document, reader: Reader, draft: Draft): void {
  const group = draft.groups.at(-1)
  if (group === undefined) reader.problem('Points follow a “When”, which is missing above.')
  else if (group.action !== null) reader.problem('This group has its points already. Begin a new one with “When”.')
  const action = readAction(reader, document.nextId())
  if (group !== undefined && action !== null) draft.groups[draft.groups.length - 1] = { ...group, action }
}

function readAction(reader: Reader, id: string): RuleAction | null {
  const begin = reader.place
  const verb = reader.acceptOne(['add', 'subtract'])
  if (verb === null) {
    reader.problem('Say what happens: add 10 points, or subtract 5 points.')
    reader.skipAll()
    return null
  }
  const size = needNumber(reader, 'Say how many points.') ?? 0
  if (reader.acceptOne(['points', 'point']) === null) reader.problem('Put “points” after the number.')
  reader.mark(`${id}:points`, begin)
  let cap: number | null = null
  let decay: RuleAction['decay'] = null
  while (reader.accept(',')) {
    const place = reader.place
    if (reader.accept('at most', 'caps what the group gives')) {
      cap = needNumber(reader, 'Say what the group gives at most, for example 40.')
      reader.mark(`${id}:cap`, place)
    } else if (reader.accept('fading', 'points lose value with age')) {
      decay = readDecay(reader)
      reader.mark(`${id}:decay`, place)
    } else {
      reader.problem('Points may go on with “at most 40” and “fading 10 % every 7 days”.')
      reader.skipAll()
    }
  }
  reader.mark(id, begin)
  return { id, points: verb === 'add' || size === 0 ? size : -size, cap, decay }
}

function readDecay(reader: Reader): RuleAction['decay'] {
  const percent = needNumber(reader, 'Say how many percent are lost, for example 10 %.')
  reader.accept('%')
  reader.need('every', 'Say how often, for example “every 7 days”.')
  const days = reader.acceptOne(['day']) === null ? needNumber(reader, 'Say after how many days.') : 1
  if (days !== 1 || reader.peek()?.value === 'day') reader.acceptOne(['days', 'day'])
  return percent === null || days === null ? null : { percent, days }
}

function readConsent(reader: Reader): number | null {
  const level = reader.acceptOne(CONSENT_LEVELS)
  if (level !== null) return CONSENT_LEVELS.findIndex((name) => name === level) + 1
  reader.problem(`Say which level: ${CONSENT_LEVELS.join(', ')}.${didYouMean(reader.text.slice(reader.peek()?.from, reader.peek()?.to), CONSENT_LEVELS)}`)
  reader.skipAll()
  return null
}

function readGrades(document: Document, indent: number, grades: RuleGrade[]): void {
  for (let line = document.take(indent); line !== null; line = document.take(indent)) {
    const { reader } = line
    const name = needString(reader, 'Put the name of the grade in quotes.')
    const scores = readScores(reader)
    const id = document.nextId()
    reader.mark(id, 0)
    reader.finish('The line should end here.')
    grades.push({ id, name, ...scores })
  }
}

function readScores(reader: Reader): Pick<RuleGrade, 'from' | 'to'> {
  if (reader.accept('any score')) return { from: null, to: null }
  if (reader.accept('up to')) return { from: null, to: needNumber(reader, 'Say up to which score.') }
  const from = needNumber(reader, 'Say which scores get the grade: up to 14, 15 to 34, 60 and over, or any score.')
  if (from === null || reader.accept('and over')) return { from, to: null }
  reader.need('to', 'Go on with “and over”, or with “to” and the highest score.')
  return { from, to: needNumber(reader, 'Say up to which score.') }
}

function needString(reader: Reader, sentence: string): string {
  const value = reader.string()
  if (value === null) reader.problem(sentence)
  return value ?? ''
}

function needNumber(reader: Reader, sentence: string): number | null {
  const value = reader.number()
  if (value === null) {
    reader.problem(sentence)
    reader.skipAll()
  }
  return value
}
