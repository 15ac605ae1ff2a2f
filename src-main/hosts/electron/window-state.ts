import { readFileSync, writeFileSync } from 'node:fs'

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface WindowState {
  /** null lets the system choose the place. */
  readonly place: { readonly x: number; readonly y: number } | null
  readonly width: number
  readonly height: number
  readonly maximised: boolean
}

export const smallestWindow = { width: 960, height: 600 } as const
const firstState: WindowState = { place: null, width: 1280, height: 800, maximised: false }
/** Pixels of the title bar that must be on a display for the window to be caught with the mouse. */
const catchable = 80

/** Reads what was remembered; anything unreadable counts as nothing. `displays` are the work areas of now. */
export function readWindowState(file: string, displays: readonly Area[]): WindowState {
  let stored: unknown
  try {
    stored = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return firstState
  }
  return fitToDisplays(stored, displays)
}

/** A window that can be seen and caught, whatever displays have been unplugged since. */
export function fitToDisplays(stored: unknown, displays: readonly Area[]): WindowState {
  if (!isArea(stored)) return firstState
  const maximised = 'maximised' in stored && stored.maximised === true
  const width = Math.max(smallestWindow.width, Math.round(stored.width))
  const height = Math.max(smallestWindow.height, Math.round(stored.height))
  const home = displays.find((display) => overlapOf(display, stored) >= catchable && stored.y >= display.y && stored.y < display.y + display.height - catchable)
  if (home === undefined) return { ...firstState, maximised }
  return { place: { x: Math.round(stored.x), y: Math.round(stored.y) }, width: Math.min(width, home.width), height: Math.min(height, home.height), maximised }
}

export function writeWindowState(file: string, bounds: Area, maximised: boolean): void {
  writeFileSync(file, JSON.stringify({ x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height, maximised }))
}

function overlapOf(display: Area, window: Area): number {
  return Math.min(display.x + display.width, window.x + window.width) - Math.max(display.x, window.x)
}

function isArea(value: unknown): value is Area {
  if (typeof value !== 'object' || value === null) return false
  const numbers = new Map<string, unknown>(Object.entries(value))
  return ['x', 'y', 'width', 'height'].every((name) => Number.isFinite(numbers.get(name)))
}
