import { describe, expect, it } from 'vitest'
import { EDGE, fitColumns, gridTemplate, nextSort, pinnedLeft, type TableColumn } from '#renderer/ui/data-table/columns.ts'

const column = (id: string, width: number, more: Partial<TableColumn<never>> = {}): TableColumn<never> => ({ id, label: id, width, cell: () => null, ...more })
const columns = [column('score', 60, { descendingFirst: true }), column('name', 100, { flex: 1 }), column('topic', 100, { yields: 1 }), column('created', 80, { yields: 2 })]

describe('fitColumns', () => {
  const ids = (available: number, widths = {}): readonly string[] => fitColumns(columns, widths, available).map(({ id }) => id)
  it('keeps all where there is room', () => {
    expect(ids(340 + 2 * EDGE)).toEqual(['score', 'name', 'topic', 'created'])
  })
  it('lets the highest number go first and never a column that does not yield', () => {
    expect(ids(339 + 2 * EDGE)).toEqual(['score', 'name', 'topic'])
    expect(ids(200)).toEqual(['score', 'name'])
    expect(ids(50)).toEqual(['score', 'name'])
  })
  it('counts the width that someone has set', () => {
    expect(ids(340 + 2 * EDGE, { name: 140 })).toEqual(['score', 'name', 'topic'])
  })
  it('keeps all while the width is not known', () => {
    expect(ids(0)).toHaveLength(4)
  })
})

describe('gridTemplate', () => {
  it('flexes what may flex and pads both ends', () => {
    expect(gridTemplate(columns, {})).toBe('74px minmax(100px, 1fr) 100px 94px')
  })
  it('lets the last column take the rest when nothing flexes', () => {
    expect(gridTemplate(columns, { name: 120 })).toBe('74px 120px 100px minmax(94px, 1fr)')
  })
})

describe('pinnedLeft', () => {
  it('is where the first column ends, as wide as someone has made it', () => {
    expect(pinnedLeft(columns, {})).toBe(60 + EDGE)
    expect(pinnedLeft(columns, { score: 90 })).toBe(90 + EDGE)
    expect(pinnedLeft([], {})).toBe(0)
  })
})

describe('nextSort', () => {
  it('starts where people look first, then turns around', () => {
    const [score, name] = columns
    if (score === undefined || name === undefined) throw new Error('two columns')
    expect(nextSort(score, undefined)).toEqual({ column: 'score', direction: 'desc' })
    expect(nextSort(name, { column: 'score', direction: 'desc' })).toEqual({ column: 'name', direction: 'asc' })
    expect(nextSort(name, { column: 'name', direction: 'asc' })).toEqual({ column: 'name', direction: 'desc' })
  })
})
