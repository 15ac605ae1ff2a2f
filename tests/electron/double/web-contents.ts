import { EventEmitter } from 'node:events'
import type { CDPSession, Page, Request } from '@playwright/test'
import { toChromium, toElectron } from './addresses.ts'
import { DoublePort } from './ports.ts'
import { bindingName, preloadWorld, type FromPreload } from './preload-shim.ts'
import type { Strictness } from './strict.ts'

type OpenHandler = (details: { url: string; frameName: string }) => { action: 'allow' | 'deny' }

interface Surroundings {
  readonly strictness: Strictness
  /** The preload inside its shim; undefined for a window without one. */
  readonly preload: string | undefined
  /** In a world of its own, as context isolation has it. */
  readonly isolated: boolean
  readonly ipcMain: EventEmitter
}

/** A window's contents: a real Chromium page with Electron's events, and the preload bridged to the main side. */
export class DoubleContents extends EventEmitter {
  readonly page: Promise<Page>
  readonly #surroundings: Surroundings
  readonly #ports = new Map<number, DoublePort>()
  /** Addresses that the main side asked for; going anywhere else is the page's own doing. */
  readonly #asked = new Set<string>()
  /** What the page itself wanted to go to, and whether a listener prevented it. */
  readonly attempts: { readonly url: string; readonly prevented: boolean }[] = []
  #openHandler: OpenHandler | undefined
  #ready: Page | undefined
  #url = ''

  constructor(page: Promise<Page>, surroundings: Surroundings) {
    super()
    this.#surroundings = surroundings
    this.page = page.then((ready) => this.#equip(ready))
    this.page.catch(() => undefined)
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  mayOpen(url: string): boolean {
    return (this.#openHandler?.({ url, frameName: '' }).action ?? 'allow') === 'allow'
  }

  /** Whether a navigation goes on; asks the listeners when the page itself began it. */
  mayNavigate(url: string): boolean {
    if (this.#asked.has(url)) return true
    let prevented = false
    this.emit('will-navigate', { url, isMainFrame: true, isSameDocument: false, preventDefault: () => (prevented = true) })
    this.attempts.push({ url, prevented })
    return !prevented
  }

  /** The request comes from this window's page. */
  owns(request: Request): boolean {
    try {
      return this.#ready !== undefined && request.frame().page() === this.#ready
    } catch {
      // The first request of a page that was just opened has no frame yet; it is none of ours.
      return false
    }
  }

  async load(url: string): Promise<void> {
    this.#asked.add(url)
    const page = await this.page
    await page.goto(toChromium(url), { waitUntil: 'load' })
    this.#url = url
  }

  getURL(): string {
    return this.#url
  }

  reload(): void {
    void this.page.then((page) => page.reload())
  }

  async #equip(page: Page): Promise<Page> {
    this.#ready = page
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Page.enable')
    await cdp.send('Runtime.enable')
    const { preload, isolated } = this.#surroundings
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === bindingName) this.#receive(cdp, page, executionContextId, JSON.parse(payload) as FromPreload)
    })
    cdp.on('Runtime.executionContextsCleared', () => this.#dropPorts())
    if (preload !== undefined) {
      await cdp.send('Runtime.addBinding', isolated ? { name: bindingName, executionContextName: preloadWorld } : { name: bindingName })
      await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: preload, ...(isolated ? { worldName: preloadWorld } : {}) })
    }
    return page
  }

  #receive(cdp: CDPSession, page: Page, contextId: number, message: FromPreload): void {
    const { strictness, ipcMain } = this.#surroundings
    switch (message.kind) {
      case 'fault':
        strictness.fault(message.message)
        return
      case 'data':
        this.#ports.get(message.port)?.receive(message.data)
        return
      case 'ipc': {
        const evaluate = (expression: string): void => void cdp.send('Runtime.evaluate', { contextId, expression }).catch(() => undefined)
        const ports = message.ports.map((id) => {
          const port = new DoublePort((data) => evaluate(`__deliver(${id}, ${JSON.stringify(data)})`))
          port.once('close', () => evaluate(`__close(${id})`))
          this.#ports.set(id, port)
          return strictness.guard(port, 'MessagePortMain')
        })
        const senderFrame = strictness.guard({ url: toElectron(page.url()), parent: null }, 'WebFrameMain')
        ipcMain.emit(message.channel, strictness.guard({ ports, senderFrame, sender: this }, 'IpcMainEvent'), message.message)
      }
    }
  }

  /** The page has gone on to another document; its ends of the channels are gone. */
  #dropPorts(): void {
    for (const port of this.#ports.values()) port.close()
    this.#ports.clear()
  }
}
