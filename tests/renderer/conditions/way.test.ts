import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tiles } from '#shared/domain/rules/tiles'
import { chipsOfWay, countable, endOfWay, nextSteps, pathOfWay, shortestWays, type Way, wayOfPath } from '#renderer/conditions/tree/way.ts'
import { SAMPLE } from '../../shared/domain/rules/made-catalog.ts'
import { catalogs, models } from '../../shared/domain/rules/made-models.ts'

const { tables } = SAMPLE
const clicks: Way = { table: 'interaction', interactionType: 'EmailClicked', steps: [] }

describe('a way', () => {
  it('reads from what is counted to the scored record', () => {
    const path = [{ kind: 'rows', table: 'contact', column: 'account_id' }, { kind: 'rows', table: 'interaction', column: 'contact_id' }] as const
    const way = wayOfPath(path, 'account', 'EmailClicked', tables)
    expect(way === null ? null : chipsOfWay(way, tables)).toEqual(['EmailClicked', 'Contact', 'Account'])
    expect(way === null ? null : pathOfWay(way, 'account', tables)).toEqual(path)
  })

  it('is the path again, whatever the path', () => {
    fc.assert(fc.property(catalogs.chain((known) => models(known).map((model) => ({ known, model }))), ({ known, model }) => {
      for (const found of tiles(model)) {
        if (found.kind !== 'node' || found.node.kind !== 'occurrence') continue
        const start = found.group === null ? 'lead' : model.target
        const way = wayOfPath(found.node.path, start, found.node.interactionType, known.tables)
        expect(way === null ? [] : pathOfWay(way, start, known.tables)).toEqual(found.node.path)
      }
    }), { numRuns: 100 })
  })

  it('is none while it ends short of the target or counts the record itself', () => {
    expect(pathOfWay({ ...clicks, steps: [{ kind: 'up', column: 'lead_id' }] }, 'contact', tables)).toBeNull()
    expect(pathOfWay({ table: 'contact', interactionType: null, steps: [] }, 'contact', tables)).toBeNull()
  })
})

describe('nextSteps', () => {
  it('offers what arrives first, and says relationships in words where several lead to a table', () => {
    expect(nextSteps(clicks, 'lead', tables).map((choice) => choice.label)).toEqual(['Lead', 'Contact', 'Opportunity'])
    const extra = { name: 'deal', label: 'Deal', labelPlural: 'Deals', builtIn: false, columns: ['buyer', 'seller'].map((name, position) => ({ table: 'deal', name, label: name === 'buyer' ? 'Buyer' : 'Seller', type: 'lookup' as const, scale: 0, knownWhen: 'history' as const, personal: false, builtIn: false, readOnly: false, lookupTable: 'contact', options: [], position })) }
    const labels = nextSteps({ ...clicks, steps: [{ kind: 'up', column: 'contact_id' }] }, 'account', [...tables, extra]).map((choice) => choice.label)
    expect(labels[0]).toBe('Account')
    expect(labels).toEqual(expect.arrayContaining(['Deal by Buyer', 'Deal by Seller']))
  })

  it('knows relationships by their other names', () => {
    expect(nextSteps({ ...clicks, steps: [{ kind: 'up', column: 'contact_id' }] }, 'account', tables)[0]).toMatchObject({ label: 'Account', aliases: ['Parent customer account', 'Parent customer'] })
  })

  it('ends at five hops', () => {
    const far = { ...clicks, steps: Array.from({ length: 5 }, () => ({ kind: 'up' as const, column: 'contact_id' })) }
    expect(nextSteps(far, 'lead', tables)).toEqual([])
  })
})

describe('shortestWays', () => {
  const words = (target: 'lead' | 'contact' | 'account', start: Way = clicks): readonly string[] => shortestWays(start, target, tables).map((way) => chipsOfWay(way, tables).join('.'))
  it('goes over lookups alone where it can, and never over who owns what', () => {
    expect(words('contact')).toEqual(['EmailClicked.Contact'])
    expect(words('lead')).toEqual(['EmailClicked.Lead'])
    expect(words('account')).toEqual(['EmailClicked.Contact.Account', 'EmailClicked.Lead.Parent account', 'EmailClicked.Opportunity.Account'])
    expect(words('contact', { table: 'user', interactionType: null, steps: [] })).toEqual([])
  })

  it('finds a way for each type of interaction', () => {
    for (const { way } of countable(tables).filter((thing) => thing.way.table === 'interaction')) {
      for (const found of shortestWays(way, 'account', tables)) expect(endOfWay(found, tables)).toBe('account')
    }
  })
})
