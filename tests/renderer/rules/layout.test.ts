import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { autoLayout, boundsOf, placeAll } from '#renderer/canvas/auto-layout.ts'
import { makeRoom } from '#renderer/canvas/make-room.ts'
import { neighbour } from '#renderer/canvas/near-tile.ts'
import { share } from '#renderer/canvas/share.ts'
import { toPicture } from '#renderer/canvas/snapshot-shapes.ts'
import { toSvg } from '#renderer/canvas/snapshot-svg.ts'
import { portOf, tileSize } from '#renderer/canvas/tile-size.ts'
import type { ActionTile, ConditionTile, EdgeView, Points, TileView } from '#renderer/canvas/tile-view.ts'
import { fitTo, reveal } from '#renderer/canvas/viewport.ts'

function condition(id: string, children: number, collapsed = false, problem: string | null = null): ConditionTile {
  return { kind: 'condition', id, branch: { kind: 'branch', id, title: `Condition ${id}`, join: 'and', collapsed, conditions: children, count: '1 of 2', problem: null, children: Array.from({ length: children }, (_, index) => ({ kind: 'leaf' as const, id: `${id}.${index}`, title: 'Clicked & <read>', lines: ['Each EmailClicked, last 90 days'], count: '3', problem })) } }
}
const action = (id: string): ActionTile => ({ kind: 'action', id, sign: 'plus', title: '+10 points', line: 'Each time, capped at 40, fades 10 % every 7 days', count: '20 given', problem: null })

/** Pairs of a condition and an action, some actions loose. */
const drawings = fc.array(fc.record({ children: fc.nat(6), collapsed: fc.boolean(), joined: fc.boolean() }), { minLength: 1, maxLength: 40 }).map((groups) => {
  const tiles: TileView[] = groups.flatMap(({ children, collapsed }, index) => [condition(`c${index}`, children, collapsed), action(`a${index}`)])
  const edges: EdgeView[] = groups.flatMap(({ joined }, index) => (joined ? [{ from: `c${index}`, to: `a${index}` }] : []))
  return { tiles, edges }
})

function overlaps(tiles: readonly TileView[], points: Points): boolean {
  const boxes = tiles.map((tile) => ({ ...points[tile.id], ...tileSize(tile) }) as { x: number; y: number; width: number; height: number })
  return boxes.some((one, index) => boxes.slice(index + 1).some((other) => one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height))
}

describe('automatic layout', () => {
  it('places every tile, none on another, joined ones at one height', () => {
    fc.assert(fc.property(drawings, ({ tiles, edges }) => {
      const points = autoLayout(tiles, edges)
      expect(Object.keys(points)).toHaveLength(tiles.length)
      expect(overlaps(tiles, points)).toBe(false)
      const port = (id: string): number => (points[id]?.y ?? 0) + portOf(tileSize(tiles.find((tile) => tile.id === id) ?? action('')))
      for (const { from, to } of edges) expect(port(from)).toBe(port(to))
    }))
  })

  it('comes near to the shape of a window with 150 tiles', () => {
    const tiles = Array.from({ length: 75 }, (_, index) => [condition(`c${index}`, 1 + (index % 3)), action(`a${index}`)]).flat()
    const bounds = boundsOf(tiles, autoLayout(tiles, tiles.flatMap((tile) => (tile.kind === 'condition' ? [{ from: tile.id, to: `a${tile.id.slice(1)}` }] : []))))
    expect((bounds?.width ?? 0) / (bounds?.height ?? 1)).toBeGreaterThan(0.8)
    expect((bounds?.width ?? 0) / (bounds?.height ?? 1)).toBeLessThan(2.2)
  })

  it('keeps given places and puts the rest below, an action beside its condition', () => {
    const tiles = [condition('c0', 1), action('a0'), condition('c1', 2)]
    const given = { c0: { x: 160, y: 320 } }
    const points = placeAll(tiles, [{ from: 'c0', to: 'a0' }], given)
    expect(points['c0']).toEqual(given.c0)
    expect(points['a0']?.x).toBeGreaterThan(160 + 320)
    expect(points['c1']?.y).toBeGreaterThan(320)
    expect(overlaps(tiles, points)).toBe(false)
  })
})

describe('room', () => {
  it('moves down what lies below a tile that grew, and nothing else', () => {
    const tiles = [condition('c0', 4), condition('c1', 1), condition('c2', 1), condition('c3', 1)]
    const points = { c0: { x: 0, y: 0 }, c1: { x: 0, y: 128 }, c2: { x: 0, y: 256 }, c3: { x: 800, y: 128 } }
    const next = makeRoom(tiles, points, [], ['c0'])
    expect(overlaps(tiles, next)).toBe(false)
    expect(next['c0']).toEqual(points.c0)
    expect(next['c3']).toEqual(points.c3)
    expect(next['c2']?.y).toBeGreaterThan(next['c1']?.y ?? 0)
  })

  it('finds a free place for new tiles without moving the others', () => {
    const tiles = [condition('c0', 1), condition('c1', 1), condition('c2', 1)]
    const points = { c0: { x: 0, y: 0 }, c1: { x: 16, y: 16 }, c2: { x: 32, y: 0 } }
    const next = makeRoom(tiles, points, ['c1', 'c2'], [])
    expect(next['c0']).toEqual(points.c0)
    expect(overlaps(tiles, next)).toBe(false)
  })
})

describe('arrows', () => {
  const tiles = [condition('c0', 2), action('a0'), condition('c1', 1, true), action('a1')]
  const edges = [{ from: 'c0', to: 'a0' }, { from: 'c1', to: 'a1' }]
  const drawing = { tiles, edges, points: autoLayout(tiles, edges) }

  it('walk through a tile, on to the next and along the lines', () => {
    expect(neighbour(drawing, 'c0', 'down')).toBe('c0.0')
    expect(neighbour(drawing, 'c0.1', 'down')).toBe('c1')
    expect(neighbour(drawing, 'c1', 'up')).toBe('c0.1')
    expect(neighbour(drawing, 'c1', 'down')).toBeNull()
    expect(neighbour(drawing, 'c0.0', 'right')).toBe('a0')
    expect(neighbour(drawing, 'a0', 'left')).toBe('c0')
    expect(neighbour(drawing, 'a0', 'down')).toBe('a1')
  })
})

describe('viewport', () => {
  it('shows all of a drawing and is never larger than 100 %', () => {
    expect(fitTo({ x: 0, y: 0, width: 300, height: 200 }, { width: 1000, height: 700 }, true).zoom).toBe(1)
    const { x, y, zoom } = fitTo({ x: -400, y: -200, width: 4000, height: 1000 }, { width: 1000, height: 700 }, true)
    expect(-400 * zoom + x).toBeGreaterThanOrEqual(150)
    expect(3600 * zoom + x).toBeLessThanOrEqual(1000)
    expect(800 * zoom + y).toBeLessThanOrEqual(700)
  })

  it('moves only as far as needed', () => {
    const now = { x: 0, y: 0, zoom: 1 }
    expect(reveal({ x: 100, y: 100, width: 320, height: 100 }, { width: 1000, height: 700 }, now, false)).toBe(now)
    const next = reveal({ x: 100, y: 2000, width: 320, height: 100 }, { width: 1000, height: 700 }, now, true)
    expect(2100 + next.y).toBeLessThan(700)
    expect(next.x).toBe(0)
  })

  it('brings a tile out from under the toolbox, and leaves one that lies below it', () => {
    const now = { x: 0, y: 0, zoom: 1 }
    const pane = { width: 1000, height: 700 }
    expect(reveal({ x: 100, y: 100, width: 320, height: 100 }, pane, now, true)).toEqual({ x: 64, y: 0, zoom: 1 })
    expect(reveal({ x: 100, y: 300, width: 320, height: 100 }, pane, now, true)).toBe(now)
  })
})

describe('picture', () => {
  const colors = Object.fromEntries(['ground', 'surface', 'subtle', 'border', 'borderStrong', 'text', 'text2', 'text3', 'accent', 'accentSoft', 'accentLine', 'warning', 'warningLine', 'plus', 'plusGround', 'less', 'lessGround', 'edge'].map((name, index) => [name, `#0000${String(index + 10)}`]))

  it('is an SVG document of its own with every word, escaped', () => {
    const tiles = [condition('c0', 2, false, 'Channel equals has no value. Enter one, or remove the expression.'), action('a0')]
    const edges = [{ from: 'c0', to: 'a0' }]
    const svg = toSvg(toPicture({ tiles, edges, points: autoLayout(tiles, edges) }, colors as never), 'A & B')
    expect(svg).toContain('<title>A &amp; B</title>')
    expect(svg).toContain('Clicked &amp; &lt;read&gt;')
    expect(svg).toContain('+10 points')
    expect(svg).toContain('>and<')
    expect(svg).not.toMatch(/undefined|NaN|href=|url\(/u)
    expect(svg.match(/<circle/gu)).toHaveLength(2)
  })
})

describe('share', () => {
  it('keeps equal parts as the same objects', () => {
    const last = { tiles: [{ id: 'a', n: [1, 2] }, { id: 'b', n: [3] }], on: true }
    expect(share(last, structuredClone(last))).toBe(last)
    const next = share(last, { tiles: [{ id: 'a', n: [1, 2] }, { id: 'b', n: [4] }], on: true })
    expect(next.tiles[0]).toBe(last.tiles[0])
    expect(next.tiles[1]).toEqual({ id: 'b', n: [4] })
  })
})
