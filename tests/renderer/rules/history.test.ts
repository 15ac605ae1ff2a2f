import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diff, patch } from '#renderer/features/rules/history-diff.ts'
import { History } from '#renderer/features/rules/history.ts'

interface Toy {
  readonly name: string
  readonly items: readonly { readonly id: string; readonly n: number }[]
  readonly places: Readonly<Record<string, number>>
  readonly hover?: string
}

const START: Toy = { name: 'toy', items: [{ id: 'a', n: 1 }, { id: 'b', n: 2 }], places: { a: 0 } }

function toy(value: Toy = START) {
  const box = { value }
  const history = new History<Toy>({ get: () => box.value, set: (next) => { box.value = next } })
  return { box, history }
}

describe('history', () => {
  it('walks steps back and forth', () => {
    const { box, history } = toy()
    history.change({ ...box.value, name: 'one' })
    history.change({ ...box.value, places: { a: 0, b: 5 } })
    expect(history.undo()).toBe(true)
    expect(box.value).toEqual({ ...START, name: 'one' })
    expect('b' in box.value.places).toBe(false)
    history.undo()
    expect(box.value).toEqual(START)
    expect(history.undo()).toBe(false)
    history.redo()
    history.redo()
    expect(box.value).toEqual({ ...START, name: 'one', places: { a: 0, b: 5 } })
    expect(history.redo()).toBe(false)
  })

  it('squashes the typing in one field into one step, and parts two fields', () => {
    const { box, history } = toy()
    for (const name of ['n', 'ne', 'new']) history.change({ ...box.value, name }, 'name')
    for (const n of [3, 34]) history.change({ ...box.value, items: [{ id: 'a', n }, { id: 'b', n: 2 }] }, 'a.n')
    history.undo()
    expect(box.value).toEqual({ ...START, name: 'new' })
    history.undo()
    expect(box.value).toEqual(START)
    expect(history.canUndo).toBe(false)
  })

  it('begins another step for the same field after it was settled', () => {
    const { box, history } = toy()
    history.change({ ...box.value, name: 'x' }, 'name')
    history.settle()
    history.change({ ...box.value, name: 'xy' }, 'name')
    history.undo()
    expect(box.value.name).toBe('x')
  })

  it('lets what was not recorded outlive an undo', () => {
    const { box, history } = toy()
    history.change({ ...box.value, name: 'typed' })
    history.pass({ ...box.value, hover: 'b' })
    history.undo()
    expect(box.value).toEqual({ ...START, hover: 'b' })
  })

  it('forgets what was undone once something else is done, and takes no step for no change', () => {
    const { box, history } = toy()
    history.change({ ...box.value, name: 'one' })
    history.undo()
    history.change({ ...box.value, name: 'two' })
    expect(history.canRedo).toBe(false)
    history.change(box.value)
    history.change({ ...box.value, items: [...box.value.items] })
    history.undo()
    expect(box.value).toEqual(START)
  })

  it('keeps the parts that an undo does not touch as the same objects', () => {
    const { box, history } = toy()
    const { items } = box.value
    history.change({ ...box.value, name: 'one' })
    history.undo()
    expect(box.value.items).toBe(items)
  })
})

describe('diff and patch', () => {
  it('reverse each other for any two values', () => {
    const json = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(fc.integer(), fc.array(fc.record({ id: fc.string(), n: fc.integer() }), { maxLength: 3 }), fc.dictionary(fc.constantFrom('x', 'y'), fc.boolean())))
    fc.assert(fc.property(json, json, (before, after) => {
      const changes = diff(before, after)
      expect(patch(before, changes, 'forward')).toEqual(after)
      expect(patch(after, changes, 'back')).toEqual(before)
    }))
  })
})
