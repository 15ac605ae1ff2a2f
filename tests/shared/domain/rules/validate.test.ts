import { expect, test } from 'vitest'
import { readRules } from '#shared/domain/rules/text/parse'
import { find, tiles } from '#shared/domain/rules/tiles'
import type { RuleModel, RuleProblem } from '#shared/domain/rules/tree'
import { validateRules } from '#shared/domain/rules/validate'
import { madeTable, SAMPLE } from './made-catalog.ts'

const KNOWN = { ...SAMPLE, tables: [...SAMPLE.tables, madeTable('badge', 'Badge', 'Badges', [{ name: 'lead', label: 'Lead', type: 'lookup', lookupTable: 'lead' }])] }

function model(text: string): RuleModel {
  return readRules(text, KNOWN).model
}

/** Problems as `code@tile`, the tile as what it is and, for a comparison, its value. */
function check(text: string | RuleModel, target = 'leads'): readonly string[] {
  const tree = typeof text === 'string' ? model(`Model "M" for ${target}\n${text}`) : text
  return validateRules(tree, KNOWN).map((problem) => `${problem.severity === 'warning' ? '~' : ''}${problem.code}@${tileOf(tree, problem)}`)
}

function tileOf(tree: RuleModel, { at }: RuleProblem): string {
  const found = find(tree, at)
  if (found === null) return at
  if (found.kind === 'node') return found.node.label === '' ? found.node.kind : found.node.label
  if (found.kind === 'expression') return found.expression.values.length === 0 ? found.expression.operator : String(found.expression.values[0])
  return found.kind === 'grade' ? found.grade.name : found.kind
}

const when = (condition: string): string => `When ${condition}\nthen add 5 points`
const where = (expressions: string): readonly string[] => check(when(`all of\n  "C": each EmailClicked of Lead where ${expressions}`))

test('a model in order has no problems', () => {
  expect(check(when('all of\n  "C": each EmailClicked of Lead in the last 30 days where Asset contains "pricing"'))).toEqual([])
})

test('missing parts are found at their tiles', () => {
  expect(check('')).toEqual(['no_groups@name'])
  expect(check({ ...model(''), name: ' ' })).toContain('missing_name@name')
  expect(check('When "G": all of')).toEqual(['no_conditions@G', 'no_action@G'])
  expect(check(when('all of\n  "C": each ?'))).toEqual(['missing_path@C'])
  expect(check(when('all of\n  any of\n  "L": always'))).toEqual(expect.arrayContaining(['empty_branch@any', '~always_true@L', 'never_fires@all']))
  expect(where('Asset equals ?')).toEqual(['missing_value@equals'])
  expect(where('Asset contains ""')).toEqual(['missing_value@'])
  expect(where('? equals 3')).toEqual(['missing_column@3'])
  expect(where('Value is between 3 and ?')).toEqual(['missing_value@3'])
  expect(where('Occurred at is in the last 3 ?')).toEqual(['missing_value@3'])
  expect(check(when('each EmailClicked of Lead between ? and 2026-01-01'))).toEqual(['missing_value@occurrence'])
})

test('what the catalog does not know', () => {
  expect(where('[Gone] is filled')).toEqual(['unknown_column@filled'])
  expect(where("[Gone]'s City is filled")).toEqual(['unknown_column@filled'])
  expect(where("Asset's City is filled")).toEqual(['not_a_lookup@filled'])
  const group = (path: RuleModel['groups'][number]['condition']['children'][number]): RuleModel => ({ ...model('Model "M" for leads'), groups: [{ id: 'g', condition: { kind: 'all', id: 'r', label: '', children: [path] }, action: { id: 'a', points: 5, cap: null, decay: null } }] })
  const counted = { kind: 'occurrence', id: 'x', label: 'X', interactionType: null, frequency: { kind: 'each' }, range: { kind: 'lifetime' }, expressions: [] } as const
  const rows = (table: string, column: string) => ({ kind: 'rows', table, column }) as const
  expect(check(group({ ...counted, path: [rows('gone', 'lead_id')] }))).toEqual(['unknown_table@X'])
  expect(check(group({ ...counted, path: [rows('interaction', 'gone')] }))).toEqual(['unknown_column@X'])
  expect(check(group({ ...counted, path: [rows('interaction', 'contact_id')] }))).toEqual(['broken_path@X'])
  expect(check(group({ ...counted, path: [{ kind: 'lookup', column: 'parent_contact_id' }] }))).toEqual(['path_end@X'])
  expect(check(group({ ...counted, path: [rows('interaction', 'lead_id')], interactionType: 'Gone' }))).toEqual(['unknown_interaction_type@X'])
  expect(check(group({ ...counted, path: [rows('opportunity', 'lead_id')], interactionType: 'EmailSent' }))).toEqual(['interaction_type@X'])
  expect(check(`Business unit "Moon"\n${when('each EmailClicked of Lead')}`)).toEqual(['unknown_unit@settings'])
})

test('operators and values that do not fit their column', () => {
  expect(where('Value contains "x"')).toEqual(['operator_type@x'])
  expect(where('Value equals "x"')).toEqual(['value_type@x'])
  expect(where('Asset equals 3')).toEqual(['value_type@3'])
  expect(where('Asset equals "a", "b"')).toEqual(['too_many_values@a'])
  expect(where('Occurred at is after "soon"')).toEqual(['value_type@soon'])
  expect(where('Occurred at is after 2026-02-30')).toEqual(['value_type@2026-02-30'])
  expect(where('Occurred at is in the last 0 days')).toEqual(['value_type@0'])
  expect(where('Occurred at is in the last 500 years')).toEqual(['value_range@500'])
  expect(where("Lead's State equals \"sleeping\"")).toEqual(['~unknown_option@sleeping'])
  expect(where("Lead's Employees equals 2.5")).toEqual(['~too_fine@2.5'])
  expect(where("Lead's Annual revenue equals 2.555")).toEqual(['~too_fine@2.555'])
  expect(where('Asset is one of "a", "A"')).toEqual(['~repeated_value@a'])
})

test('hops, ranges, frequencies and labels', () => {
  expect(check(when('all of\n  "C": each EmailClicked of Contact of Account of Owner of Leads by Owner of Parent contact of Leads by Parent contact'))).toEqual(['too_many_hops@C'])
  expect(where("Lead's Parent contact's Account's Owner's Business unit's Name is filled")).toEqual(['too_many_hops@filled'])
  expect(check(when('all of\n  "C": at least 0 EmailClicked of Lead in the last 0 days'))).toEqual(['frequency@C', 'range@C'])
  expect(check(when('all of\n  "C": each EmailClicked of Lead between 2026-02-01 and 2026-01-01'))).toEqual(['impossible@C'])
  expect(check(when('all of\n  "C": each Badge of Lead in the last 3 days'))).toEqual(['no_time@C'])
  expect(check(when(`"${'x'.repeat(101)}": each EmailClicked of Lead`))[0]).toContain('label_length@')
})

test('impossible conditions are found on one row, over siblings, and against the audience', () => {
  const impossible = ['Asset equals "a" and Asset equals "b"', 'Value > 5 and Value < 3', 'Value >= 3 and Value < 3', 'Asset is empty and Asset contains "x"', 'Asset begins with "a" and Asset begins with "b"', 'Asset contains "pricing" and Asset does not contain "RIC"',
    'Asset equals "a" and Asset does not equal "A"', 'Asset is one of "a", "b" and Asset is none of "A", "B"', 'Occurred at is after 2026-01-01 and Occurred at is before 2026-01-02', 'Occurred at is in the last 3 days and Occurred at is older than 1 week', 'Occurred at is in the next 3 days and Occurred at is older than 1 day',
    "Lead's City equals \"a\" and Lead's City equals \"b\"", "Lead's Sales ready equals yes and Lead's Sales ready equals no", "Lead's Employees > 3 and Lead's Employees < 4", 'Asset ends with "x" and Asset ends with "y"']
  for (const expressions of impossible) expect(where(expressions), expressions).toEqual([expect.stringMatching(/^impossible@/u), 'never_fires@all'])
  const possible = ['Asset contains "a" and Asset contains "b"', 'Value >= 3 and Value <= 3', 'Asset begins with "a" and Asset begins with "ab"', 'Asset does not equal "a" and Asset is empty', "Lead's City equals \"a\" and City equals \"b\"", 'Occurred at is in the last 1 month and Occurred at is older than 29 days', "Lead's Annual revenue > 3 and Lead's Annual revenue < 4"]
  for (const expressions of possible) expect(where(expressions).filter((problem) => problem.includes('impossible')), expressions).toEqual([])
  expect(check(when('all of\n  City equals "A"\n  all of\n    City equals "B"'))).toEqual(['impossible@B', 'never_fires@all'])
  expect(check(when('any of\n  City equals "A"\n  City equals "B"'))).toEqual([])
  expect(check(when('all of\n  any of\n    City equals "A"\n    City equals "B"\n  City equals "A"'))).toEqual(['impossible@B'])
  expect(check(`Audience: all of\n  State equals "open"\n${when('State equals "qualified"')}`)).toEqual(['impossible@qualified', 'never_fires@all'])
  expect(check(`Audience: all of\n  State equals "open"\n${when('City equals "open"')}`, 'contacts')).toEqual([])
  expect(check(`Audience: all of\n  City is empty\n  City is filled\n${when('each EmailClicked of Lead')}`)).toEqual(['impossible@filled', 'never_fires@audience'])
})

test('none of what at least one is needed of', () => {
  const both = (one: string, other: string): readonly string[] => check(when(`all of\n  "1": ${one}\n  "2": ${other}`))
  expect(both('no EmailClicked of Lead', 'at least 2 EmailClicked of Lead in the last 3 days')).toEqual(['impossible@2', 'never_fires@all'])
  expect(both('each EmailClicked of Lead in the last 3 days', 'no Interactions of Lead in the last 1 week')).toEqual(['impossible@2', 'never_fires@all'])
  expect(both('no EmailClicked of Lead', 'each EmailClicked of Lead where Asset contains "x"')).toEqual(['impossible@2', 'never_fires@all'])
  expect(both('no EmailClicked of Lead in the last 3 days', 'each EmailClicked of Lead in the last 1 week')).toEqual([])
  expect(both('no EmailClicked of Lead where Asset contains "x"', 'each EmailClicked of Lead')).toEqual([])
  expect(both('no EmailClicked of Lead', 'each EmailClicked of Contact of Leads by Parent contact')).toEqual([])
  expect(both('no EmailClicked of Lead where Value > 3 and Value < 2', 'each EmailOpened of Lead')).toEqual([expect.stringContaining('impossible@')])
})

test('points, caps and fading', () => {
  const then = (action: string, condition = 'each EmailClicked of Lead'): readonly string[] => check(`When ${condition}\nthen ${action}`)
  expect(then('add 0 points')).toEqual(['zero_points@action'])
  expect(then('add 1.5 points')).toEqual(['not_whole@action'])
  expect(then('add 2000000 points')).toEqual(['points_range@action'])
  expect(then('add 5 points, at most 0')).toEqual(['cap_range@action'])
  expect(then('subtract 5 points, at most 3')).toEqual(['~cap_below_points@action'])
  expect(then('add 5 points, fading 101 % every 7 days')).toEqual(['decay_range@action'])
  expect(then('add 5 points, fading 10 % every 1.5 days')).toEqual(['decay_range@action'])
  expect(then('add 5 points, at most 10, fading 10 % every 7 days', 'City is filled')).toEqual(['~cap_without_each@action', '~decay_without_each@action'])
})

test('an audience does not count', () => {
  expect(check(`Audience: all of\n  any of\n    "E": each EmailClicked of Lead\n${when('each EmailClicked of Lead')}`)).toEqual(['audience_each@E'])
})

test('grades: gaps and overlaps with their place, order, names', () => {
  const grades = (...lines: readonly string[]): readonly string[] => check(`${when('each EmailClicked of Lead')}\nGrades\n${lines.map((line) => `  ${line}`).join('\n')}`).filter((problem) => !problem.includes('no_grade'))
  expect(grades('"D" up to 14', '"C" 15 to 34', '"A" 35 and over')).toEqual([])
  expect(grades('"D" up to 14', '"C" 20 to 34')).toEqual(['grade_gap@C'])
  expect(grades('"D" up to 14', '"C" 12 to 34')).toEqual(['grade_overlap@C'])
  expect(grades('"D" any score', '"C" 12 to 34')).toEqual(['grade_overlap@C'])
  expect(grades('"D" 3 to 14', '"C" up to 34')).toEqual(['grade_overlap@C'])
  expect(grades('"D" 15 to 34', '"C" 0 to 14')).toEqual(['grade_order@C'])
  expect(grades('"D" 15 to 3')).toEqual(['grade_reversed@D'])
  expect(grades('"" up to 3', '"d" 4 to 5', '"D" 6 to 7.5')).toEqual(['missing_name@', 'repeated_name@D', 'not_whole@D'])
  const problem = validateRules(model(`Model "M" for leads\n${when('each EmailClicked of Lead')}\nGrades\n  "D" up to 14\n  "C" 20 and over`), KNOWN)
  expect(problem[0]?.sentence).toBe('No grade has the scores 15 to 19, between “D” and “C”. Let “C” begin at 15.')
})

test('grades and a sales-ready score that the points cannot reach', () => {
  const two = `${when('City is filled')}\nWhen State equals "open"\nthen subtract 10 points`
  expect(check(`${two}\nSales-ready at 6`)).toEqual(['unreachable_ready@settings'])
  expect(check(`${two}\nSales-ready at -10`)).toEqual(['~always_ready@settings'])
  expect(check(`${two}\nSales-ready at 5\nGrades\n  "D" up to 1\n  "C" 2 to 4\n  "B" 5 to 9\n  "A" 10 and over`)).toEqual(['~unreachable_grade@C', '~unreachable_grade@A'])
  expect(check(`${two}\nGrades\n  "D" 0 to 3`)).toEqual(['~no_grade@grades', '~no_grade@grades'])
  expect(check(`${when('each EmailClicked of Lead')}\nSales-ready at 1000`)).toEqual([])
  expect(check('When each EmailClicked of Lead\nthen add 5 points, at most 20\nSales-ready at 21')).toEqual(['unreachable_ready@settings'])
  expect(check('When "G": City equals "a" and City equals "b"\nthen add 50 points\nWhen City is filled\nthen add 5 points\nSales-ready at 6')).toContain('unreachable_ready@settings')
})

test('settings without effect and repeated ids', () => {
  expect(check(`Count parent contact interactions\n${when('each EmailClicked of Contact')}`, 'contacts')).toEqual(['~no_effect@settings'])
  const tree = model(`Model "M" for leads\n${when('each EmailClicked of Lead')}`)
  expect(validateRules({ ...tree, settings: { ...tree.settings, minimumConsent: 7, salesReadyScore: 1.5 } }, KNOWN).map((problem) => problem.code)).toEqual(['not_whole', 'consent_range'])
  const [first] = tiles(tree)
  expect(first?.kind).toBe('node')
  expect(check({ ...tree, groups: [...tree.groups, ...tree.groups] }).filter((problem) => problem.startsWith('repeated_id')).length).toBe(4)
  expect(check(when('all of\n  each EmailClicked of Lead\n  "S": each EmailClicked of Lead'))).toEqual(['~repeated_condition@S'])
})

test('a column that only another record has is named; one that is nowhere has no name any more', () => {
  const asks = (column: string): RuleModel => ({ ...model('Model "M" for contacts'), groups: [{ id: 'g', condition: { kind: 'all', id: 'r', label: '', children: [{ kind: 'attribute', id: 'x', label: '', expressions: [{ id: 'e', lookups: [], column, operator: 'filled', values: [], unit: null }] }] }, action: { id: 'a', points: 5, cap: null, decay: null } }] })
  const said = (column: string): readonly string[] => validateRules(asks(column), KNOWN).filter(({ at }) => at === 'e').map(({ sentence }) => sentence)
  expect(said('employees')).toEqual(['Contacts have no column “Employees”. Choose another.'])
  expect(said('gone')).toEqual(['Contacts no longer have the column of this comparison. Choose another.'])
})
