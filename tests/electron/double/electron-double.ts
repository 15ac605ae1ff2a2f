import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { BrowserContext, Page, Route } from '@playwright/test'
import { toElectron } from './addresses.ts'
import { DoubleApp } from './application.ts'
import type { Declarations } from './declarations.ts'
import { preloadScript } from './preload-shim.ts'
import { DoubleSession } from './session.ts'
import { Strictness } from './strict.ts'
import { DoubleContents } from './web-contents.ts'
import { DoubleWindow, type WindowOptions } from './window.ts'

interface Options {
  readonly context: BrowserContext
  readonly declarations: Declarations
  readonly userData: string
  /** False: another Sextant is running already. */
  readonly first: boolean
}

interface MenuItem {
  readonly label?: string
  readonly role?: string
  readonly submenu?: readonly MenuItem[]
  readonly click?: () => void
}

const remoteTitle = 'A page from elsewhere'

/** Stands in for the `electron` module of one launch; its windows are real Chromium pages. */
export class ElectronDouble {
  readonly strictness: Strictness
  readonly app: DoubleApp
  readonly session: DoubleSession
  readonly ipcMain = new EventEmitter()
  readonly powerMonitor = new EventEmitter()
  readonly windows: DoubleWindow[] = []
  readonly popups: Page[] = []
  /** Pages that were opened by a page, kept or not. */
  popupsJudged = 0
  menu: readonly MenuItem[] = []
  /** What the dialogs answer next, and the errors that were shown. */
  readonly dialogs = { open: [] as string[], save: [] as string[], errors: [] as string[] }
  readonly opened: string[] = []
  readonly displays = [{ workArea: { x: 0, y: 0, width: 1600, height: 1000 } }]
  readonly #options: Options
  readonly #own = new Set<Page>()
  #making = 0

  constructor(options: Options) {
    this.#options = options
    this.strictness = new Strictness(options.declarations)
    this.session = new DoubleSession(this.strictness)
    this.app = new DoubleApp({ userData: options.userData, first: options.first, closeWindows: () => this.closeWindows() })
  }

  /** Must be awaited before the main bundle runs. */
  async listen(): Promise<void> {
    const { context } = this.#options
    await context.route('**/*', (route) => this.#answer(route))
    context.on('page', (page) => void this.#judgePopup(page))
  }

  /** What `import … from 'electron'` gives: every declared name, those that are not done yet as traps. */
  exports(): Record<string, unknown> {
    const done = this.#doubled()
    const { strictness } = this
    const trap = (name: string): object => new Proxy(() => undefined, { get: () => { throw strictness.fault(`The double does not do ${name} yet.`) } })
    return Object.fromEntries([...this.#options.declarations.exportsOf('main').keys()].map((name) => [name, done.get(name) ?? trap(name)]))
  }

  async closeWindows(): Promise<void> {
    for (const window of this.windows.slice()) await window.close()
  }

  /** The one window and its page, once it has loaded. */
  async page(): Promise<Page> {
    const deadline = performance.now() + 20_000
    while (this.windows[0]?.visible !== true) {
      if (performance.now() > deadline) throw new Error(`No window was shown. Errors: ${[...this.dialogs.errors, ...this.strictness.faults].join(' ') || 'none'}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return this.windows[0].inside.page
  }

  /** A page that does not belong to the application, in the same browser. */
  async foreignPage(): Promise<Page> {
    this.#making += 1
    const page = await this.#options.context.newPage()
    this.#own.add(page)
    this.#making -= 1
    return page
  }

  #doubled(): Map<string, object> {
    const { strictness, dialogs } = this
    const open = (first: object, second?: object): Promise<object> => {
      strictness.checkKeys(second ?? first, 'OpenDialogOptions')
      const filePaths = dialogs.open.splice(0, 1)
      return Promise.resolve({ canceled: filePaths.length === 0, filePaths })
    }
    const save = (options: object): Promise<object> => {
      strictness.checkKeys(options, 'SaveDialogOptions')
      const [filePath = ''] = dialogs.save.splice(0, 1)
      return Promise.resolve({ canceled: filePath === '', filePath })
    }
    const dialog = { showOpenDialog: open, showSaveDialog: save, showErrorBox: (title: string, text: string) => void dialogs.errors.push(`${title}: ${text}`) }
    const menu = {
      buildFromTemplate: (template: readonly MenuItem[]) => {
        this.#checkMenu(template)
        return { items: template }
      },
      setApplicationMenu: ({ items }: { items: readonly MenuItem[] }) => {
        this.menu = items
      },
    }
    const schemes = {
      registerSchemesAsPrivileged: (list: readonly { scheme: string; privileges: Record<string, boolean> }[]) => {
        for (const { scheme, privileges } of list) {
          strictness.checkKeys(privileges, 'Privileges')
          if (privileges['standard'] === true && privileges['secure'] === true) this.session.privileged.add(scheme)
        }
      },
    }
    const Window = this.#windowClass()
    return new Map<string, object>([
      ['app', strictness.guard(this.app, 'App')],
      ['BrowserWindow', strictness.guardClass(Window, 'BrowserWindow')],
      ['dialog', strictness.guard(dialog, 'Dialog')],
      ['ipcMain', strictness.guard(this.ipcMain, 'IpcMain')],
      ['Menu', strictness.guard(menu, 'typeof Menu')],
      ['Notification', strictness.guard({ isSupported: () => false }, 'typeof Notification')],
      ['powerMonitor', strictness.guard(this.powerMonitor, 'PowerMonitor')],
      ['protocol', strictness.guard(schemes, 'Protocol')],
      ['screen', strictness.guard({ getAllDisplays: () => this.displays }, 'Screen')],
      ['session', strictness.guard({ defaultSession: strictness.guard(this.session, 'Session') }, 'typeof Session')],
      ['shell', strictness.guard({ openPath: (path: string) => Promise.resolve(String(this.opened.push(path))) }, 'Shell')],
    ])
  }

  #windowClass(): new (options: WindowOptions) => DoubleWindow {
    const make = (options: WindowOptions): ConstructorParameters<typeof DoubleWindow> => {
      const { webPreferences = {}, ...rest } = options
      this.strictness.checkKeys(rest, 'BrowserWindowConstructorOptions')
      this.strictness.checkKeys(webPreferences, 'WebPreferences')
      const { preload } = webPreferences
      const contents = new DoubleContents(this.foreignPage(), {
        strictness: this.strictness,
        preload: preload === undefined ? undefined : preloadScript(readFileSync(preload, 'utf8'), this.#options.declarations),
        isolated: webPreferences.contextIsolation !== false,
        ipcMain: this.ipcMain,
      })
      return [options, contents, this.strictness.guard(contents, 'WebContents')]
    }
    const register = (window: DoubleWindow): void => {
      this.windows.push(window)
      window.on('closed', () => {
        this.windows.splice(this.windows.indexOf(window), 1)
        if (this.windows.length === 0) this.app.emit('window-all-closed')
      })
    }
    return class extends DoubleWindow {
      constructor(options: WindowOptions) {
        super(...make(options))
        register(this)
      }
    }
  }

  #checkMenu(items: readonly MenuItem[]): void {
    for (const item of items) {
      this.strictness.checkKeys(item, 'MenuItemConstructorOptions')
      this.#checkMenu(item.submenu ?? [])
    }
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request()
    const url = toElectron(request.url())
    const window = this.windows.find((candidate) => candidate.inside.owns(request))
    try {
      if (window !== undefined && request.isNavigationRequest() && request.frame().parentFrame() === null && !window.inside.mayNavigate(url)) return await route.abort('aborted')
      if (this.session.isCancelled(url) && window !== undefined) return await route.abort('blockedbyclient')
      if (/^https?:/.test(url)) return await route.fulfill({ contentType: 'text/html', headers: { 'Access-Control-Allow-Origin': '*' }, body: `<title>${remoteTitle}</title>` })
      await this.session.fulfill(route, url)
    } catch (error) {
      // A page that is being closed takes its requests with it.
      if (!/closed|already handled/i.test(String(error))) this.strictness.fault(String(error))
    }
  }

  /** A page that nobody here made was opened by a page; Electron would have asked first. */
  async #judgePopup(page: Page): Promise<void> {
    if (this.#making > 0 || this.#own.has(page)) return
    const window = this.windows[0]
    if (window === undefined || window.inside.mayOpen(toElectron(page.url()))) this.popups.push(page)
    else await page.close()
    this.popupsJudged += 1
  }
}
