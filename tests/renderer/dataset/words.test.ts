import { describe, expect, it } from 'vitest'
import type { Inspection } from '#shared/contract/index'
import { readCheckResult, readImportResult } from '#renderer/features/dataset/check-result.ts'
import { columnState } from '#renderer/features/dataset/column-state.ts'
import { readConstant } from '#renderer/features/dataset/constant-value.ts'
import { formatFacts, rawCells } from '#renderer/features/dataset/format-words.ts'
import { actionsFor, byColumn } from '#renderer/features/dataset/problem-words.ts'

const problem = { column: 'Employees', kind: 'not_integer', count: 9, firstRow: 218, value: '4,5', expected: 'a whole number', sentence: 'Row 218 has “4,5”; expected a whole number.' }
const source: Inspection['columns'][number] = { source: 'Employees', examples: [], detectedType: 'integer', dateFormats: [], filled: 0.77, distinct: 40, missingMarkers: [], topValues: [], notes: [] }

describe('job results at the edge', () => {
  it('reads what a check found', () => {
    expect(readCheckResult({ read: 10, wouldInsert: 8, wouldUpdate: 1, rejected: 1, problems: [problem] })).toMatchObject({ rejected: 1, problems: [problem], notes: [] })
  })

  it('takes nothing else for a result', () => {
    expect(readCheckResult({ read: 'ten' })).toBeNull()
    expect(readImportResult(null)).toBeNull()
  })
})

describe('columnState', () => {
  const column = { source: 'Employees', target: 'employees' }
  it('puts the worst first', () => {
    expect(columnState([column], { ...source, notes: ['odd'] }, [problem], new Set(), []).tone).toBe('bad')
    expect(columnState([column], { ...source, notes: ['odd'] }, [], new Set(), [])).toMatchObject({ tone: 'care', words: 'odd' })
    expect(columnState([column], source, [problem], new Set(['employees']), []).words).toBe('filled twice')
    expect(columnState([{ ...column, ignore: true }], source, [problem], new Set(), []).words).toBe('left out')
  })

  it('says what else a column fills, and when that is filled twice', () => {
    const also = { source: 'Employees', target: 'size' }
    expect(columnState([column, also], source, [], new Set(), [])).toMatchObject({ tone: 'fine', words: 'also into size' })
    expect(columnState([column, also], source, [], new Set(['size']), [])).toMatchObject({ tone: 'bad', words: 'filled twice' })
  })

  it('says where a column of whole names goes', () => {
    const names = { ...source, source: 'Full name', examples: ['Anna Berg', 'Ito Sato', 'Cher'] }
    expect(columnState([{ source: 'Full name', target: 'last_name' }], names, [], new Set(), []).words).toBe('holds whole names')
    expect(columnState([{ source: 'Full name', target: 'topic' }], names, [], new Set(), []).words).toBe('')
    expect(columnState([{ source: 'Last name', target: 'last_name' }], { ...names, source: 'Last name' }, [], new Set(), []).words).toBe('')
    expect(columnState([{ source: 'Name', target: 'last_name' }], { ...names, source: 'Name', examples: ['Berg', 'Sato'] }, [], new Set(), []).words).toBe('')
  })

  it('counts replaced values', () => {
    expect(columnState([{ ...column, values: { a: 'b', c: 'd' } }], source, [], new Set(), []).words).toBe('2\u00a0values replaced')
  })
})

it('offers what helps: no blank for a value that is blank, no leaving out of the key', () => {
  expect(actionsFor(problem, 'external_id', 'employees')).toEqual({ blank: '4,5', ignoreColumn: true })
  expect(actionsFor({ ...problem, value: ' ' }, undefined, 'employees').blank).toBeNull()
  expect(actionsFor(problem, 'employees', 'employees')).toEqual({ blank: null, ignoreColumn: false })
  expect(byColumn([problem, { ...problem, firstRow: 3 }]).get('Employees')?.map((found) => found.firstRow)).toEqual([3, 218])
})

it('reads constants in the type of their column', () => {
  const read = (text: string, type: Parameters<typeof readConstant>[1]['type']) => readConstant(text, { type, label: 'x' })
  expect(read('1,200', 'integer')).toEqual({ value: 1200 })
  expect(read('4.5', 'integer')).toEqual({ error: 'Expected a whole number' })
  expect(read('Yes', 'boolean')).toEqual({ value: true })
  expect(read('soon', 'date')).toEqual({ error: 'Expected a day like 2026-11-14' })
  expect(read('', 'text')).toEqual({ value: null })
})

it('describes the file and writes its rows again', () => {
  const format = { encoding: 'windows-1252', delimiter: '\t', quote: '"', lineEnd: 'crlf', decimal: 'comma', timeZone: 'Europe/Berlin' } as const
  expect(formatFacts(format)).toEqual(['Windows-1252', 'separator tab', 'decimal comma', 'times in Europe/Berlin'])
  expect(rawCells(['a;b', 'say "x"', 'two\nlines'], { delimiter: ';', quote: '"' })).toEqual(['"a;b"', '"say ""x"""', '"two↵lines"'])
})
