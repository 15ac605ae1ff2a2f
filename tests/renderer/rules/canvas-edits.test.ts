import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CatalogTable } from '#shared/domain/catalog/types'
import { emptyModel } from '#shared/domain/rules/edit'
import { interactionPath, recipesFor } from '#shared/domain/rules/recipes'
import { idsOf } from '#shared/domain/rules/tiles'
import { RULE_TARGETS, type ConditionNode, type RuleModel } from '#shared/domain/rules/tree'
import { copyTiles, pasteTiles, readClip } from '#renderer/features/rules/canvas-clipboard.ts'
import { type Draft, EMPTY_LAYOUT } from '#renderer/features/rules/canvas-draft.ts'
import { addAction, addChild, addCondition, collapse, connect, disconnect, newChild, toggleJoin } from '#renderer/features/rules/canvas-edits.ts'
import { duplicate, remove } from '#renderer/features/rules/canvas-removal.ts'
import { viewsOf } from '#renderer/features/rules/canvas-views.ts'
import { countable, isUncounted } from '#renderer/features/rules/model-pruned.ts'

const column = (name: string, type: 'text' | 'lookup' | 'datetime', lookupTable: string | null = null) => ({ table: '', name, label: name, type, scale: 0, knownWhen: 'creation', personal: false, builtIn: true, readOnly: false, lookupTable, options: [], position: 0 }) as const
const TABLES: readonly CatalogTable[] = [
  { name: 'lead', label: 'Lead', labelPlural: 'Leads', builtIn: true, columns: [column('state', 'text')] },
  { name: 'interaction', label: 'Interaction', labelPlural: 'Interactions', builtIn: true, columns: [column('type', 'text'), column('lead_id', 'lookup', 'lead'), column('occurred_at', 'datetime')] },
]
const leaf: ConditionNode = { kind: 'attribute', id: 'x', label: 'Open', expressions: [{ id: 'y', lookups: [], column: 'state', operator: 'equals', values: ['open'], unit: null }] }
const START: Draft = { tree: emptyModel('Model', 'lead'), layout: EMPTY_LAYOUT }

/** A condition with an action, and the ids of both. */
function pair(draft: Draft = START) {
  const one = addCondition(draft, leaf, 'First', null, {})
  const [condition = ''] = one.select
  const two = addAction(one.draft, condition, null, {})
  return { draft: two.draft, condition, action: two.select[0] ?? '' }
}

const unique = (draft: Draft): boolean => {
  const ids = [...idsOf(draft.tree), ...draft.layout.looseActions.map((action) => action.id)]
  return new Set(ids).size === ids.length
}

describe('edits of the canvas', () => {
  it('makes a new condition with one child and one expression about interactions', () => {
    const child = newChild(START.tree, TABLES)
    const { draft, select } = addCondition(START, child, 'Condition 1', null, {})
    const [group] = draft.tree.groups
    expect(group?.condition.id).toBe(select[0])
    expect(group?.condition.children).toMatchObject([{ kind: 'occurrence', path: [{ kind: 'rows', table: 'interaction', column: 'lead_id' }], frequency: { kind: 'each' }, expressions: [{ column: '' }] }])
  })

  it('connects an action to the condition that is pointed at, also through one of its children, and else leaves it loose', () => {
    const { draft, condition } = pair()
    expect(draft.tree.groups[0]?.action?.points).toBe(10)
    const second = addAction(draft, condition, null, {})
    expect(second.draft.layout.looseActions).toHaveLength(1)
    const other = addCondition(START, leaf, '', null, {})
    const inner = other.draft.tree.groups[0]?.condition.children[0]?.id ?? ''
    expect(addAction(other.draft, inner, null, {}).draft.tree.groups[0]?.action).not.toBeNull()
  })

  it('moves an action with its line, and frees the one that was there', () => {
    const first = pair()
    const second = pair(first.draft)
    const moved = connect(second.draft, first.condition, second.action)?.draft ?? START
    expect(moved.tree.groups.map((group) => group.action?.id ?? null)).toEqual([second.action, null])
    expect(moved.layout.looseActions.map((action) => action.id)).toEqual([first.action])
    expect(connect(moved, second.condition, first.action)?.draft.layout.looseActions).toEqual([])
    expect(disconnect(moved, first.condition)?.draft.layout.looseActions).toHaveLength(2)
    expect(connect(moved, first.condition, second.action)).toBeNull()
  })

  it('adds children to a branch or beside a leaf, and unfolds what it adds to', () => {
    const { draft, condition } = pair()
    const folded = collapse(draft, [condition])
    const edit = addChild(folded, condition, leaf)
    expect(edit?.draft.layout.collapsed).toEqual([])
    const first = draft.tree.groups[0]?.condition.children[0]?.id ?? ''
    expect(addChild(draft, first, leaf)?.draft.tree.groups[0]?.condition.children[1]?.id).toBe(addChild(draft, first, leaf)?.select[0])
    expect(addChild(draft, 'nobody', leaf)).toBeNull()
  })

  it('keeps the action of a condition that goes, unless both go', () => {
    const { draft, condition, action } = pair()
    expect(remove(draft, [condition]).layout.looseActions).toMatchObject([{ id: action }])
    const gone = remove(draft, [condition, action])
    expect(gone.tree.groups).toEqual([])
    expect(gone.layout.looseActions).toEqual([])
    expect(remove(draft, [`line-${condition}`]).tree.groups[0]?.action).toBeNull()
  })

  it('turns and into or', () => {
    const { draft, condition } = pair()
    expect(toggleJoin(draft, condition).tree.groups[0]?.condition.kind).toBe('any')
  })

  it('gives no id twice, whatever is done', () => {
    const act = fc.constantFrom('condition', 'action', 'loose', 'child', 'duplicate', 'remove', 'paste', 'disconnect')
    fc.assert(fc.property(fc.array(fc.tuple(act, fc.nat(20)), { maxLength: 25 }), (steps) => {
      let draft = START
      for (const [what, at] of steps) {
        const conditions = draft.tree.groups.map((group) => group.condition.id)
        const all = [...conditions, ...draft.tree.groups.flatMap((group) => group.action?.id ?? []), ...draft.layout.looseActions.map((action) => action.id)]
        const condition = conditions[at % Math.max(1, conditions.length)] ?? null
        const any = all.filter((_, index) => (index + at) % 3 === 0)
        if (what === 'condition') draft = addCondition(draft, leaf, 'C', null, {}).draft
        else if (what === 'action') draft = addAction(draft, condition, null, {}).draft
        else if (what === 'loose') draft = addAction(draft, null, null, {}).draft
        else if (what === 'child' && condition !== null) draft = addChild(draft, condition, leaf)?.draft ?? draft
        else if (what === 'duplicate') draft = duplicate(draft, any, {}).draft
        else if (what === 'remove') draft = remove(draft, any)
        else if (what === 'disconnect' && condition !== null) draft = disconnect(draft, condition)?.draft ?? draft
        else if (what === 'paste') {
          const clip = readClip(copyTiles(draft, all, {}) ?? '')
          if (clip !== null && all.length < 40) draft = pasteTiles(draft, clip, null, { x: 0, y: 0 }, {}).draft
        }
        expect(unique(draft)).toBe(true)
      }
    }), { numRuns: 60 })
  })
})

describe('clipboard', () => {
  it('carries tiles to another model under fresh ids, lines included', () => {
    const { draft, condition, action } = pair()
    const text = copyTiles(draft, [condition, action], { [condition]: { x: 32, y: 64 }, [action]: { x: 448, y: 64 } })
    const clip = readClip(text ?? '')
    expect(clip?.groups).toHaveLength(1)
    const other: Draft = { ...START, layout: { ...EMPTY_LAYOUT, positions: { n1: { x: 0, y: 0 } } } }
    const pasted = pasteTiles(other, clip ?? { target: 'lead', groups: [], nodes: [], actions: [], places: {} }, null, { x: 160, y: 160 }, {})
    expect(pasted.draft.tree.groups[0]).toMatchObject({ condition: { label: 'First' }, action: { points: 10 } })
    expect(pasted.select.map((id) => pasted.draft.layout.positions[id])).toEqual([{ x: 160, y: 160 }, { x: 576, y: 160 }])
  })

  it('asks the same of what the other model is about: its own interactions', () => {
    const [recipe] = recipesFor('contact')
    if (recipe === undefined) throw new Error('There is no recipe')
    const clip = { target: 'contact', groups: [], nodes: [recipe.node], actions: [], places: {} } as const
    for (const target of RULE_TARGETS) {
      const { tree } = pasteTiles({ ...START, tree: emptyModel('Other', target) }, clip, null, { x: 0, y: 0 }, {}).draft
      expect(tree.groups[0]?.condition.children[0]).toMatchObject({ interactionType: 'EmailOpened', path: interactionPath(target) })
    }
  })

  it('puts a copied child into the selected condition, or makes a tile of it', () => {
    const { draft, condition } = pair()
    const child = draft.tree.groups[0]?.condition.children[0]?.id ?? ''
    const clip = readClip(copyTiles(draft, [child], {}) ?? '')
    if (clip === null) throw new Error('nothing was copied')
    expect(pasteTiles(draft, clip, condition, { x: 0, y: 0 }, {}).draft.tree.groups[0]?.condition.children).toHaveLength(2)
    expect(pasteTiles(draft, clip, null, { x: 0, y: 0 }, {}).draft.tree.groups).toHaveLength(2)
  })

  it('refuses any other text', () => {
    expect(readClip('hello')).toBeNull()
    expect(readClip('{"kind":"sextant/rule-tiles","version":1}')).toBeNull()
    expect(readClip('sextant/rule-tiles {')).toBeNull()
    expect(copyTiles(START, ['n1'], {})).toBeNull()
  })
})

describe('what tiles say', () => {
  const tree: RuleModel = { ...pair().draft.tree }
  const draft: Draft = { tree, layout: EMPTY_LAYOUT }
  const simulation = { scored: 388, leads: 400, nodes: Object.fromEntries(idsOf(tree).map((id) => [id, { leads: 128, occurrences: 200, most: 3 }])), groups: { [tree.groups[0]?.id ?? '']: { leads: 128, points: 1920 } } }

  it('tells counts with their denominator, and points in words', () => {
    const { tiles, edges } = viewsOf(draft, TABLES, [], simulation as never)
    expect(tiles).toMatchObject([{ kind: 'condition', branch: { title: 'First', count: '128 of 388', join: 'and', conditions: 1, children: [{ title: 'Open', count: '128', lines: ['state equals “open”'] }] } }, { kind: 'action', sign: 'plus', title: '+10 points', line: 'Once a lead', count: '1,920 given' }])
    expect(edges).toHaveLength(1)
  })

  it('writes a problem on its tile, and does not count the group', () => {
    const problems = [{ severity: 'error', code: 'missing_value', at: tree.groups[0]?.condition.children[0]?.id ?? '', sentence: 'No value.' }] as const
    const { tiles } = viewsOf(draft, TABLES, problems, simulation as never)
    expect(tiles).toMatchObject([{ branch: { count: 'not counted', children: [{ count: '–', problem: 'No value.' }] } }, { count: 'waits for a fix' }])
    expect(countable(tree, problems)?.groups).toEqual([])
    expect(countable(tree, [{ severity: 'error', code: 'x', at: 'audience', sentence: '' }])).toBeNull()
    expect(countable(tree, [])?.groups).toEqual(tree.groups)
    const uncounted = (found: Parameters<typeof isUncounted>[1]): boolean[] => tree.groups.map((group) => isUncounted(group, found))
    expect([uncounted(problems), uncounted([]), uncounted([{ ...problems[0], severity: 'warning' }])]).toEqual([[true], [false], [false]])
  })
})
