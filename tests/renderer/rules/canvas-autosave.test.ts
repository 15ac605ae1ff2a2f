import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyModel } from '#shared/domain/rules/edit'
import { Autosave, type Saved, type SaveState } from '#renderer/features/rules/autosave.ts'
import { type Draft, EMPTY_LAYOUT } from '#renderer/features/rules/canvas-draft.ts'

const named = (name: string): Draft => ({ tree: emptyModel(name, 'lead'), layout: EMPTY_LAYOUT })

/** An autosave whose saves are answered by hand. */
function world() {
  const states: SaveState['kind'][] = []
  const asked: { readonly name: string; readonly basedOn: number; readonly answer: (saved: Saved) => void; readonly refuse: (error: Error) => void }[] = []
  const autosave = new Autosave({
    rest: 600,
    save: (draft, basedOn) => new Promise((answer, refuse) => { asked.push({ name: draft.tree.name, basedOn, answer, refuse }) }),
    isConflict: (error) => error instanceof Error && error.message === 'conflict',
    sentenceOf: String,
    onState: ({ kind }) => states.push(kind),
  }, 4)
  return { autosave, asked, states }
}

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

describe('autosave', () => {
  it('saves the newest draft once, a moment after the last change', async () => {
    const { autosave, asked, states } = world()
    autosave.change(named('a'))
    await vi.advanceTimersByTimeAsync(500)
    autosave.change(named('ab'))
    await vi.advanceTimersByTimeAsync(599)
    expect(asked).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(asked).toMatchObject([{ name: 'ab', basedOn: 4 }])
    asked[0]?.answer({ revision: 5, savedAt: 0 })
    await vi.advanceTimersByTimeAsync(0)
    expect(states.at(-1)).toBe('saved')
  })

  it('never runs two saves at once, and bases the next on the answer of the last', async () => {
    const { autosave, asked, states } = world()
    autosave.change(named('a'))
    await vi.advanceTimersByTimeAsync(600)
    autosave.change(named('b'))
    await vi.advanceTimersByTimeAsync(5000)
    expect(asked).toHaveLength(1)
    asked[0]?.answer({ revision: 5, savedAt: 0 })
    await vi.advanceTimersByTimeAsync(0)
    expect(states.at(-1)).not.toBe('saved')
    await vi.advanceTimersByTimeAsync(600)
    expect(asked[1]).toMatchObject({ name: 'b', basedOn: 5 })
  })

  it('stops at a conflict, keeps the draft, and overwrites only after it was rebased', async () => {
    const { autosave, asked, states } = world()
    autosave.change(named('mine'))
    await vi.advanceTimersByTimeAsync(600)
    asked[0]?.refuse(new Error('conflict'))
    await vi.advanceTimersByTimeAsync(0)
    expect(states.at(-1)).toBe('conflict')
    await vi.advanceTimersByTimeAsync(5000)
    expect(asked).toHaveLength(1)
    autosave.rebase(9)
    void autosave.flush()
    await vi.advanceTimersByTimeAsync(0)
    expect(asked[1]).toMatchObject({ name: 'mine', basedOn: 9 })
  })

  it('flushes what waits, and forgets it when told to', async () => {
    const { autosave, asked } = world()
    autosave.change(named('now'))
    void autosave.flush()
    await vi.advanceTimersByTimeAsync(0)
    expect(asked).toHaveLength(1)
    asked[0]?.answer({ revision: 5, savedAt: 0 })
    autosave.change(named('never'))
    autosave.drop()
    await vi.advanceTimersByTimeAsync(5000)
    expect(asked).toHaveLength(1)
  })
})
