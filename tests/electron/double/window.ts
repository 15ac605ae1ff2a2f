import { EventEmitter } from 'node:events'
import type { DoubleContents } from './web-contents.ts'

interface WindowPreferences {
  readonly preload?: string
  readonly sandbox?: boolean
  readonly contextIsolation?: boolean
  readonly nodeIntegration?: boolean
  readonly webSecurity?: boolean
  readonly webviewTag?: boolean
}

export interface WindowOptions {
  readonly x?: number
  readonly y?: number
  readonly width?: number
  readonly height?: number
  readonly webPreferences?: WindowPreferences
}

/** A window's outside: size, place and life. */
export class DoubleWindow extends EventEmitter {
  readonly webContents: DoubleContents
  readonly options: WindowOptions
  bounds: { x: number; y: number; width: number; height: number }
  visible = false
  maximised = false
  focused = 0
  /** Past the guard, for the tests. */
  readonly inside: DoubleContents

  constructor(options: WindowOptions, contents: DoubleContents, guarded: DoubleContents) {
    super()
    this.options = options
    this.bounds = { x: options.x ?? 40, y: options.y ?? 40, width: options.width ?? 800, height: options.height ?? 600 }
    this.webContents = guarded
    this.inside = contents
  }

  async loadURL(url: string): Promise<void> {
    await this.inside.load(url)
    this.emit('ready-to-show')
  }

  show(): void {
    this.visible = true
  }

  focus(): void {
    this.focused += 1
  }

  maximize(): void {
    this.maximised = true
  }

  isMaximized(): boolean {
    return this.maximised
  }

  isMinimized(): boolean {
    return false
  }

  restore(): void {
    this.visible = true
  }

  getNormalBounds(): typeof this.bounds {
    return this.bounds
  }

  async close(): Promise<void> {
    this.emit('close', { preventDefault: () => undefined })
    await this.inside.page.then((page) => page.close()).catch(() => undefined)
    this.emit('closed')
  }
}
