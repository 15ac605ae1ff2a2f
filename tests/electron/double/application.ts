import { EventEmitter } from 'node:events'

interface Options {
  readonly userData: string
  /** Another Sextant has the lock when false. */
  readonly first: boolean
  closeWindows(): Promise<void>
}

/** The life of the application. */
export class DoubleApp extends EventEmitter {
  readonly isPackaged = false
  exitCode: number | undefined
  readonly exited: Promise<number>
  sandboxed = false
  readonly #options: Options
  #announceExit: (code: number) => void = () => undefined

  constructor(options: Options) {
    super()
    this.#options = options
    this.exited = new Promise((resolve) => {
      this.#announceExit = resolve
    })
  }

  requestSingleInstanceLock(): boolean {
    return this.#options.first
  }

  enableSandbox(): void {
    this.sandboxed = true
  }

  async whenReady(): Promise<void> {
    // After the entry has run to its end, as in Electron.
    await new Promise((resolve) => setImmediate(resolve))
  }

  getPath(name: string): string {
    return name === 'userData' ? this.#options.userData : `${this.#options.userData}/${name}`
  }

  getVersion(): string {
    return '0.0.0-double'
  }

  showAboutPanel(): void {
    this.emit('about-shown')
  }

  quit(): void {
    let prevented = false
    this.emit('before-quit', { preventDefault: () => (prevented = true) })
    if (prevented || this.exitCode !== undefined) return
    void this.#options.closeWindows().then(() => this.exit(0))
  }

  exit(code = 0): void {
    if (this.exitCode !== undefined) return
    this.exitCode = code
    this.#announceExit(code)
  }
}
