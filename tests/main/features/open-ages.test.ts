import { describe, expect, test } from 'vitest'
import { ageMeasure, endingAges } from '#main/db/features/open-ages'
import { rateBias } from '#main/db/features/rate-bias'

const numbers = (...values: number[]): Float64Array => Float64Array.from(values)

describe('ages of open records', () => {
  test('weigh one over the share that lives so long', () => {
    // Ends at 2, 4, 6, 8; open ones at 1, 3, 5. At risk: 6 at the end 2, then 4, 2 and 1 of those still there.
    const ages = ageMeasure(numbers(1, 3, 5), { lives: numbers(4, 2, 8, 6), longest: 10 })
    const weights = [1, 6 / 5, (6 / 5) * (4 / 3)]
    const total = weights[0]! + weights[1]! + weights[2]!
    expect(ages.shareBelow(1)).toBe(0)
    expect(ages.shareBelow(2)).toBeCloseTo(weights[0]! / total, 12)
    expect(ages.shareBelow(4)).toBeCloseTo((weights[0]! + weights[1]!) / total, 12)
    expect(ages.shareBelow(100)).toBeCloseTo(1, 12)
  })

  test('are drawn by their weight among those under a life, and never at or over it', () => {
    const ages = ageMeasure(numbers(1, 3, 5), null)
    expect([0, 0.49, 0.5, 0.999].map((place) => ages.ageBelow(5, place))).toEqual([1, 1, 3, 3])
    expect([0, 0.34, 0.67].map((place) => ages.ageBelow(6, place))).toEqual([1, 3, 5])
    expect(ages.ageBelow(1, 0.5)).toBeNull()
    expect(ageMeasure(numbers(), null)).toMatchObject({ typical: numbers() })
    expect(ageMeasure(numbers(), null).shareBelow(5)).toBe(0)
  })

  test('without open ones lie within the lives of the closed, the same each time', () => {
    const ages = endingAges(numbers(10, 10, 10), 1)
    expect(ages.every((age) => age >= 0 && age < 10)).toBe(true)
    expect(ages).toEqual(ages.toSorted())
    expect(endingAges(numbers(10, 10, 10), 1)).toEqual(ages)
  })
})

describe('the bias of a draw', () => {
  // Two that win within 2 days and two that are lost after 10; open ages 1 and 5, so that the chances are a half and one.
  const drawn = { lives: numbers(2, 2, 10, 10), outcome: Uint8Array.from([1, 1, 0, 0]), chances: numbers(0.5, 0.5, 1, 1) }

  test('is none where records count with their chances, and what the over-represented add where all are kept', () => {
    const biasAt = rateBias(drawn, numbers(1, 5))
    expect(biasAt(1)).toBe(0)
    // At age 1 the winners count twice: two thirds instead of a half; at age 5 only the lost are there.
    expect(biasAt(0)).toBeCloseTo((2 / 3 - 1 / 2) / 2, 12)
    expect(biasAt(0.5)).toBeCloseTo(biasAt(0), 12)
    expect(biasAt(0.75)).toBeCloseTo((4 / 7 - 1 / 2) / 2, 12)
  })

  test('leaves out ages at which none of the closed was open', () => {
    expect(rateBias(drawn, numbers(1, 20))(0)).toBeCloseTo(2 / 3 - 1 / 2, 12)
    expect(rateBias(drawn, numbers(20))(0)).toBe(0)
  })
})
