import { describe, expect, it } from 'vitest'
import { progressLine } from '#main/hosts/cli/follow-job'
import { duration, layFacts, layTable } from '#main/hosts/cli/layout'

describe('tables', () => {
  it('align columns, numbers to the right', () => {
    expect(layTable([{ title: 'Id', align: 'right' }, { title: 'Name' }], [[7, 'Ada'], [123, null]])).toBe(' Id  Name\n───  ────\n  7  Ada\n123  –')
  })

  it('set values below one another', () => {
    expect(layFacts([['Name', 'Ada'], ['Grade of it', null]])).toBe('Name         Ada\nGrade of it  –')
  })
})

it('times are told in two units', () => {
  expect([0, 59.6, 200, 3900].map(duration)).toEqual(['0 s', '1 min 0 s', '3 min 20 s', '1 h 5 min'])
})

it('progress says what, how far, how fast and how much longer', () => {
  const progress = { stage: 'fit', label: 'Learning, bag 5 of 14', done: 5, total: 14, unit: 'bags', fraction: 0.357, rate: 2, secondsLeft: 4.4 }
  expect(progressLine(progress)).toBe('Learning, bag 5 of 14 · 36 % · 5 of 14 bags · 2 bags/s · 4 s left')
})
