import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modelConfigSchema, type ModelConfig } from '#shared/contract/predictive'
import { takesUnit } from '#shared/domain/rules/operators'
import { filterProblems } from '#shared/domain/rules/record-filter'
import { NO_SETTINGS, type BranchNode, type ConditionNode, type RuleModel } from '#shared/domain/rules/tree'
import { createRandom, deriveSeed } from '#shared/lib/random'
import { filterTreeSql } from '#main/db/features/filter-tree'
import { populationOf } from '#main/db/features/population'
import { allRows } from '#main/db/queries/filters-sql'
import { filterAsTree } from '#renderer/conditions/as-tree.ts'
import { evaluateLead } from '../../support/rules/naive.ts'
import { randomModel } from '../../support/rules/random-model.ts'
import { randomWorld, type RandomWorld } from '../../support/rules/random-world.ts'
import { rowsOf } from '../../support/rules/world.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const WORLDS = 4
const MODELS = 40
/** Later than any row: a filter looks at all of them. */
const LATE = Date.UTC(9999, 0, 1)

const folder = temporaryFolder()
const worlds: RandomWorld[] = []
beforeAll(() => {
  for (let seed = 0; seed < WORLDS; seed += 1) worlds.push(randomWorld(`${folder.path}/${seed}.sextant`, seed))
})
afterAll(() => {
  for (const { db } of worlds) db.close()
  folder.remove()
})

/** The condition with everything taken out that depends on the day. */
function timeless(node: ConditionNode): ConditionNode {
  switch (node.kind) {
    case 'all':
    case 'any':
      return { ...node, children: node.children.map(timeless) }
    case 'attribute':
      return { ...node, expressions: node.expressions.filter(({ operator }) => !takesUnit(operator)) }
    case 'occurrence':
      return { ...node, frequency: node.frequency.kind === 'each' ? { kind: 'at_least', count: 2 } : node.frequency, range: { kind: 'lifetime' }, expressions: node.expressions.filter(({ operator }) => !takesUnit(operator)) }
  }
}

const asFilter = (node: ConditionNode): BranchNode => ({ kind: 'all', id: 'root', label: '', children: [timeless(node)] })
const audienceOnly = (audience: BranchNode): RuleModel => ({ name: 'Filter', description: '', target: 'lead', audience, groups: [], grades: [], settings: NO_SETTINGS })

describe('a tree as the filter of a model', () => {
  test('lets the same leads through as the naive meaning of its conditions', () => {
    let through = 0
    let trees = 0
    for (const [seed, { world, moment, db }] of worlds.entries()) {
      for (let index = 0; index < MODELS; index += 1) {
        const { target, groups } = randomModel(createRandom(deriveSeed(seed, 'filter', index)), world.catalog)
        if (target !== 'lead') continue
        for (const group of groups) {
          const tree = asFilter(group.condition)
          expect(filterProblems(world.catalog, 'lead', tree), JSON.stringify(tree)).toEqual([])
          const passed = allRows<{ id: number }>(db, sql`SELECT r.id FROM lead r WHERE ${filterTreeSql(db, 'lead', tree)} ORDER BY r.id`).map(({ id }) => id)
          const meant = rowsOf(world, 'lead').filter((lead) => evaluateLead(world, audienceOnly(tree), lead, { ...moment, now: LATE }).unscored === null).map(({ id }) => id)
          expect(passed, JSON.stringify(tree)).toEqual(meant)
          trees += 1
          if (meant.length > 0 && meant.length < 26) through += 1
        }
      }
    }
    // neither all nor none, or the agreement would say little
    expect(through).toBeGreaterThan(trees / 4)
  })

  test('compares with whole days of the workspace’s zone, whatever the time is', () => {
    const [{ db }] = worlds as [RandomWorld, ...RandomWorld[]]
    db.prepare("INSERT INTO lead (id, state, created_at, modified_at) VALUES (901, 'open', ?, 0), (902, 'open', ?, 0)").run(Date.UTC(2026, 2, 9, 22, 59), Date.UTC(2026, 2, 9, 23))
    const on = (operator: 'before' | 'on'): number[] =>
      allRows<{ id: number }>(db, sql`SELECT r.id FROM lead r WHERE r.id > 900 AND ${filterTreeSql(db, 'lead', asFilter({ kind: 'attribute', id: 'n1', label: '', expressions: [{ id: 'n2', lookups: [], column: 'created_at', operator, values: ['2026-03-10'], unit: null }] }))}`).map(({ id }) => id)
    // Berlin is an hour ahead of UTC in March
    expect(on('before')).toEqual([901])
    expect(on('on')).toEqual([902])
    db.prepare('DELETE FROM lead WHERE id > 900').run()
  })

  test('says what is wrong with it, and is never taken for a wider one', () => {
    const [{ db }] = worlds as [RandomWorld, ...RandomWorld[]]
    const wrong = (node: ConditionNode): (() => unknown) => () => filterTreeSql(db, 'lead', { kind: 'all', id: 'root', label: '', children: [node] })
    const rows = { kind: 'occurrence' as const, id: 'n1', label: '', path: [{ kind: 'rows' as const, table: 'interaction', column: 'lead_id' }], interactionType: null, frequency: { kind: 'at_least' as const, count: 1 }, range: { kind: 'lifetime' as const }, expressions: [] }
    expect(wrong({ ...rows, frequency: { kind: 'each' } })).toThrow('A filter cannot count “each”')
    expect(wrong({ ...rows, range: { kind: 'last', count: 3, unit: 'day' } })).toThrow('counts at any time')
    expect(wrong({ ...rows, path: [] })).toThrow('Choose what to count')
    expect(wrong({ kind: 'attribute', id: 'n1', label: '', expressions: [{ id: 'n2', lookups: [], column: 'gone', operator: 'empty', values: [], unit: null }] })).toThrow('no longer have the column')
    expect(wrong({ kind: 'attribute', id: 'n1', label: '', expressions: [{ id: 'n2', lookups: [], column: 'created_at', operator: 'in_last', values: [3], unit: 'day' }] })).toThrow('fixed days only')
    expect(wrong({ kind: 'any', id: 'n1', label: '', children: [] })).toThrow('never holds')
  })

  test('is read from a configuration, beside lists of before', () => {
    const tree = asFilter({ kind: 'attribute', id: 'n1', label: '', expressions: [{ id: 'n2', lookups: ['parent_account_id'], column: 'employees', operator: 'ge', values: [3], unit: null }] })
    const stored = JSON.parse(JSON.stringify({ filter: tree })) as unknown
    expect(modelConfigSchema.parse(stored).filter).toEqual(tree)
    expect(modelConfigSchema.parse({}).filter).toEqual([])
    expect(() => modelConfigSchema.parse({ filter: { ...tree, kind: 'none' } })).toThrow()
  })

  test('means what the list means from which the wizard makes it', () => {
    const lists: readonly ModelConfig['filter'][] = [
      [{ column: 'industry', operator: 'in', values: ['alpha', 'Beta'] }],
      [{ column: 'industry', operator: 'ne', values: ['alpha'] }],
      [{ column: 'topic', operator: 'contains', values: ['a'] }, { column: 'employees', operator: 'ge', values: [2] }],
      [{ column: 'employees', operator: 'between', values: [2, 5] }],
      [{ column: 'parent_account_id.industry', operator: 'ne', values: ['Beta'] }],
      [{ column: 'parent_account_id.city', operator: 'empty', values: [] }],
      [{ column: 'parent_contact_id', operator: 'filled', values: [] }, { column: 'annual_revenue', operator: 'lt', values: [2.5] }],
      [{ column: 'sales_ready', operator: 'eq', values: [true] }],
    ]
    for (const { db, world } of worlds) {
      for (const list of lists) {
        const tree = Array.isArray(list) ? filterAsTree(list, world.catalog, 'lead') : null
        expect(tree, JSON.stringify(list)).not.toBeNull()
        const passing = (filter: ModelConfig['filter']): number[] => allRows<{ id: number }>(db, sql`SELECT r.id FROM lead r WHERE ${populationOf(db, 'lead', { filter }).passesFilter} ORDER BY r.id`).map(({ id }) => id)
        expect(passing(tree ?? []), JSON.stringify(list)).toEqual(passing(list))
      }
    }
    const moments = [{ column: 'created_at', operator: 'ge' as const, values: [1] }]
    expect(filterAsTree(moments, worlds[0]?.world.catalog ?? [], 'lead')).toBeNull()
  })
})
