import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { duplicate, emptyModel, insertExpression, insertGrade, insertGroup, insertNode, moveExpression, moveNode, newGroup, newId, numberingOf, removeTile, reorder, replaceAction, replaceExpression, replaceGrade, replaceNode } from '#shared/domain/rules/edit'
import { renumber } from '#shared/domain/rules/renumber'
import { parseRules } from '#shared/domain/rules/text/parse'
import { printRules } from '#shared/domain/rules/text/print'
import { find, idOf, idsOf, tiles } from '#shared/domain/rules/tiles'
import type { RuleModel } from '#shared/domain/rules/tree'
import { SAMPLE } from './made-catalog.ts'
import { models } from './made-models.ts'

const TEXT = `Model "M" for leads
Audience: all of
  State equals "open"

When "One": all of
  "A": City equals "a" and Country equals "b"
  "B": any of
    "C": each EmailClicked of Lead
    "D": each EmailOpened of Lead
then add 5 points

When "Two": all of
  "E": no EmailBounced of Lead
  "F": always

Grades
  "Low" up to 4
  "High" 5 and over
`
const MODEL: RuleModel = parseRules(TEXT, SAMPLE).model ?? emptyModel('', 'lead')

/** Id of the node, expression (by its first value) or grade of that name. */
function id(name: string, model = MODEL): string {
  for (const found of tiles(model)) {
    if (found.kind === 'node' && found.node.label === name) return found.node.id
    if (found.kind === 'expression' && found.expression.values[0] === name) return found.expression.id
    if (found.kind === 'grade' && found.grade.name === name) return found.grade.id
  }
  throw new Error(`no ${name}`)
}
const groupId = (index: number): string => MODEL.groups[index]?.id ?? ''
/** The conditions of the groups, without the labels' quotes. */
const shape = (model: RuleModel): string => printRules(model, SAMPLE).split('\n').filter((line) => /"[A-Z]": |"(?:One|Two)"|then/u.test(line)).map((line) => line.replace(/^( *)(?:When )?"(\w+)".*$/u, '$1$2').replace(/^then.*/u, 'then')).join('|')

test('the shape to begin with', () => {
  expect(shape(MODEL)).toBe('One|  A|  B|    C|    D|then|Two|  E|  F')
})

test('nodes move within a branch, to another, to another group, never into themselves', () => {
  expect(shape(moveNode(MODEL, id('A'), id('B'), 1))).toBe('One|  B|    C|    A|    D|then|Two|  E|  F')
  expect(shape(moveNode(MODEL, id('C'), id('B'), 2))).toBe('One|  A|  B|    D|    C|then|Two|  E|  F')
  expect(shape(moveNode(MODEL, id('D'), id('B'), 0))).toBe('One|  A|  B|    D|    C|then|Two|  E|  F')
  expect(shape(moveNode(MODEL, id('B'), id('Two')))).toBe('One|  A|then|Two|  E|  F|  B|    C|    D')
  expect(moveNode(MODEL, id('One'), id('B'))).toBe(MODEL)
  expect(moveNode(MODEL, id('B'), id('B'))).toBe(MODEL)
  expect(moveNode(MODEL, id('A'), id('C'))).toBe(MODEL)
  expect(moveNode(MODEL, 'nothing', id('B'))).toBe(MODEL)
})

test('every tile can be removed; the audience only empties', () => {
  expect(shape(removeTile(MODEL, id('C')))).toBe('One|  A|  B|    D|then|Two|  E|  F')
  expect(shape(removeTile(MODEL, id('One')))).toBe('Two|  E|  F')
  expect(shape(removeTile(MODEL, groupId(1)))).toBe('One|  A|  B|    C|    D|then')
  expect(shape(removeTile(MODEL, MODEL.groups[0]?.action?.id ?? ''))).toBe('One|  A|  B|    C|    D|Two|  E|  F')
  expect(removeTile(MODEL, id('b')).groups[0]?.condition.children[0]).toMatchObject({ expressions: [{ values: ['a'] }] })
  expect(removeTile(MODEL, id('Low')).grades).toHaveLength(1)
  expect(removeTile(MODEL, MODEL.audience.id).audience).toEqual({ ...MODEL.audience, children: [] })
  expect(removeTile(MODEL, 'nothing')).toBe(MODEL)
})

test('insert and replace', () => {
  const next = numberingOf(MODEL)
  const leaf = { kind: 'attribute', id: next(), label: 'N', expressions: [] } as const
  expect(shape(insertNode(MODEL, id('B'), leaf, 1))).toBe('One|  A|  B|    C|    N|    D|then|Two|  E|  F')
  expect(insertNode(MODEL, id('A'), leaf)).toBe(MODEL)
  expect(shape(replaceNode(MODEL, id('C'), leaf))).toBe('One|  A|  B|    N|    D|then|Two|  E|  F')
  expect(replaceNode(MODEL, id('One'), leaf)).toBe(MODEL)
  const expression = { id: next(), lookups: [], column: 'city', operator: 'filled', values: ['x'], unit: null } as const
  expect(find(insertExpression(MODEL, id('A'), expression, 0), expression.id)).toMatchObject({ index: 0 })
  expect(insertExpression(MODEL, id('B'), expression)).toBe(MODEL)
  expect(find(replaceExpression(MODEL, id('a'), { ...expression, id: id('a') }), id('a'))).toMatchObject({ expression: { operator: 'filled' } })
  expect(find(moveExpression(MODEL, id('a'), id('A'), 2), id('a'))).toMatchObject({ index: 1 })
  expect(find(moveExpression(MODEL, id('a'), id('C')), id('a'))).toMatchObject({ node: { label: 'C' } })
  const group = newGroup(MODEL, 'X')
  expect(insertGroup(MODEL, group, 0).groups.map((one) => one.condition.label)).toEqual(['X', 'One', 'Two'])
  const action = { id: 'n90', points: -3, cap: null, decay: null }
  expect(replaceAction(MODEL, groupId(1), action).groups[1]?.action).toBe(action)
  expect(replaceAction(MODEL, groupId(0), null).groups[0]?.action).toBeNull()
  expect(reorder(MODEL, groupId(1), 0).groups.map((one) => one.condition.label)).toEqual(['Two', 'One'])
  expect(reorder(MODEL, id('High'), 0).grades.map((grade) => grade.name)).toEqual(['High', 'Low'])
  expect(replaceGrade(insertGrade(MODEL, { id: 'n91', name: 'Top', from: 9, to: null }), 'n91', { id: 'n91', name: 'Best', from: 9, to: null }).grades.map((grade) => grade.name)).toEqual(['Low', 'High', 'Best'])
})

test('copies stand behind their original, with ids that nothing else has', () => {
  for (const name of ['One', 'A', 'B', 'a', 'Low']) {
    const copy = duplicate(MODEL, id(name))
    if (copy === null) throw new Error('no copy')
    const ids = idsOf(copy.model)
    expect(new Set(ids).size).toBe(ids.length)
    expect(find(copy.model, copy.id)).not.toBeNull()
    expect(find(MODEL, copy.id)).toBeNull()
  }
  expect(shape(duplicate(MODEL, id('B'))?.model ?? MODEL)).toBe('One|  A|  B|    C|    D|  B|    C|    D|then|Two|  E|  F')
  expect(shape(duplicate(MODEL, groupId(0))?.model ?? MODEL)).toBe('One|  A|  B|    C|    D|then|One|  A|  B|    C|    D|then|Two|  E|  F')
  expect(duplicate(MODEL, MODEL.audience.id)).toBeNull()
})

test('new ids are the highest number plus one, whatever the ids look like', () => {
  expect(newId(emptyModel('x', 'lead'))).toBe('n2')
  expect(newId({ ...MODEL, grades: [{ id: 'g41', name: '', from: null, to: null }, { id: 'x', name: '', from: null, to: null }] })).toBe('n42')
  const next = numberingOf(MODEL)
  expect([next(), next()]).toEqual([newId(MODEL), newId(MODEL, [newId(MODEL)])])
})

test('edits of random models keep ids apart, and leave what they do not touch as the same objects', () => {
  const numbered = models(SAMPLE).map((model) => {
    const next = numberingOf(emptyModel('', 'lead'))
    return { ...model, audience: renumber.branch(model.audience, next), groups: model.groups.map((group) => renumber.group(group, next)), grades: model.grades.map((grade) => ({ ...grade, id: next() })) }
  })
  fc.assert(fc.property(numbered, fc.nat(), fc.nat(), fc.nat({ max: 5 }), (model, one, other, index) => {
    const ids = idsOf(model)
    const from = ids[one % ids.length] ?? ''
    const to = ids[other % ids.length] ?? ''
    const moved = moveNode(model, from, to, index)
    expect(idsOf(moved).toSorted()).toEqual(ids.toSorted())
    const removed = removeTile(model, from)
    expect(find(removed, from) === null || from === model.audience.id).toBe(true)
    expect(ids).toEqual(expect.arrayContaining(idsOf(removed)))
    const copy = duplicate(model, from)
    if (copy !== null) expect(new Set(idsOf(copy.model)).size).toBe(idsOf(copy.model).length)
    const found = find(model, from)
    if (found !== null) expect(idOf(found)).toBe(from)
    for (const group of model.groups) if (![...tiles({ ...model, audience: emptyModel('', 'lead').audience, groups: [group], grades: [] })].some((tile) => idOf(tile) === from)) expect(removed.groups).toContain(group)
  }), { numRuns: 300 })
})
