import { expect, test } from 'vitest'
import { gradeColour } from '#renderer/ui/grade-colours.ts'

test('letters keep their own colour, names get theirs by rank, from red for the lowest to green for the highest', () => {
  const colours = (names: readonly string[]) => names.map((name) => gradeColour(name, names))
  expect(colours(['D', 'C', 'B', 'A'])).toEqual(['d', 'c', 'b', 'a'])
  expect(colours(['C', 'A'])).toEqual(['c', 'a'])
  expect(colours(['Cold', 'Warm', 'Hot'])).toEqual(['d', 'c', 'a'])
  expect(colours(['Cold', 'Hot'])).toEqual(['d', 'a'])
  expect(colours(['1', '2', '3', '4', '5'])).toEqual(['d', 'c', 'c', 'b', 'a'])
})

test('a grade that is alone, or is none of the model, has no colour', () => {
  expect(gradeColour('Everyone', ['Everyone'])).toBeNull()
  expect(gradeColour('Gone', ['Cold', 'Hot'])).toBeNull()
  expect(gradeColour('Hot', [])).toBeNull()
})
