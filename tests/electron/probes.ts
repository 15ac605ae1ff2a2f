import type { Page } from '@playwright/test'
import type { ElectronDouble } from './double/electron-double.ts'
import { DoublePort } from './double/ports.ts'

/** One question about the running application; true when it is as it must be. */
export type Probe = (double: ElectronDouble) => Promise<boolean>

const elsewhere = 'https://elsewhere.example'
const settle = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Waits until something has happened; on a busy machine that may take a while. */
async function until(happened: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000
  while (!happened() && performance.now() < deadline) await settle(20)
}

/** Does something in the page that the policy must refuse, and tells whether a violation of the directive was reported. */
async function isRefused(double: ElectronDouble, directive: string, action: string): Promise<boolean> {
  const page = await double.page()
  return page.evaluate(
    ({ directive, action }) =>
      new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(false), 2000)
        document.addEventListener('securitypolicyviolation', (event) => {
          if (event.effectiveDirective !== directive) return
          clearTimeout(timer)
          resolve(true)
        })
        const run: Record<string, () => unknown> = {
          inlineScript: () => document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.inlineRan = true' })),
          // Later, because what the debugger runs itself is free of the policy. The error is the violation that is waited for.
          // oxlint-disable-next-line typescript/no-implied-eval -- the policy must stop exactly this
          eval: () => setTimeout(() => new Function('return 1')(), 0),
          image: () => Object.assign(new Image(), { src: 'https://elsewhere.example/a.png' }),
          style: () => document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: 'https://elsewhere.example/a.css' })),
          font: () => new FontFace('Elsewhere', 'url(https://elsewhere.example/a.woff2)').load().catch(() => undefined),
          connect: () => fetch('https://elsewhere.example/data').catch(() => undefined),
          frame: () => document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://elsewhere.example/' })),
          base: () => document.head.append(Object.assign(document.createElement('base'), { href: 'https://elsewhere.example/' })),
          form: () => {
            const form = Object.assign(document.createElement('form'), { action: 'https://elsewhere.example/', method: 'post', target: '_self' })
            document.body.append(form)
            form.submit()
          },
        }
        run[action]?.()
      }),
    { directive, action },
  )
}

/** Sends one request over a port that the preload hands out, as the page's client does. */
function askOverPort(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const timer = setTimeout(() => resolve(''), 5000)
        const listen = (event: MessageEvent<unknown>): void => {
          const [port] = event.ports
          if (port === undefined || JSON.stringify(event.data) !== '{"type":"sextant:port"}') return
          window.removeEventListener('message', listen)
          // It may be the port that the page itself has just asked for; only the answer to this question counts.
          port.addEventListener('message', (answer: MessageEvent<string>) => {
            if (!answer.data.includes('"probe"')) return
            clearTimeout(timer)
            resolve(answer.data)
          })
          port.start()
          port.postMessage(JSON.stringify({ i: 'probe', p: { u: '/jobs/list', b: { json: { limit: 1 } } } }))
        }
        window.addEventListener('message', listen)
        window.postMessage({ type: 'sextant:connect' }, '*')
      }),
  )
}

export const probes = {
  'the page comes from its own scheme': async (double) => {
    const page = await double.page()
    return double.windows[0]?.webContents.getURL() === 'app://sextant/index.html' && (await page.title()) === 'Sextant'
  },
  'a port answers the contract': async (double) => (await askOverPort(await double.page())).includes('"running":'),
  'the preload answers nothing but its own message': async (double) => {
    const page = await double.page()
    const handed = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let count = 0
          window.addEventListener('message', (event) => {
            count += event.ports.length
            if (count > 0) resolve(count)
          })
          window.postMessage({ type: 'something else' }, '*')
          setTimeout(() => resolve(count), 3000)
        }),
    )
    return handed === 0
  },
  'a port from a foreign page is closed': async (double) => {
    const port = new DoublePort(() => undefined)
    double.ipcMain.emit('sextant:port', { ports: [port], senderFrame: { url: `${elsewhere}/`, parent: null } })
    await settle(20)
    return port.closed
  },
  'the page sees nothing of Node or Electron': async (double) => {
    const page = await double.page()
    return page.evaluate(() => ['require', 'process', 'module', 'global', 'electron', 'ipcRenderer', '__electronDouble', '__deliver'].every((name) => !(name in window)))
  },
  'the window is locked down': async (double) => {
    const preferences = double.windows[0]?.options.webPreferences ?? {}
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = preferences
    return double.app.sandboxed && sandbox === true && contextIsolation === true && nodeIntegration === false && webSecurity === true && webviewTag === false
  },
  'leaving the page is denied': async (double) => {
    const page = await double.page()
    await page.evaluate((address) => window.location.assign(address), `${elsewhere}/`)
    const attempts = double.windows[0]?.inside.attempts ?? []
    await until(() => attempts.length > 0)
    return attempts.every(({ prevented }) => prevented) && page.url().startsWith('https://sextant.app.electron.test/')
  },
  'opening a window is denied': async (double) => {
    const page = await double.page()
    await page.evaluate((address) => void window.open(address), `${elsewhere}/`)
    await until(() => double.popupsJudged > 0)
    return double.popupsJudged === 1 && double.popups.length === 0
  },
  'attaching a webview is denied': async (double) => {
    let prevented = false
    double.windows[0]?.inside.emit('will-attach-webview', { preventDefault: () => (prevented = true) })
    return prevented
  },
  'permissions are refused when asked for': async (double) => !double.session.isGranted('media').asked,
  'the full screen is given when asked for': async (double) => double.session.isGranted('fullscreen').asked,
  'permissions are refused when checked': async (double) => !double.session.isGranted('geolocation').checked,
  'requests to elsewhere are cancelled': async (double) => double.session.isCancelled(`${elsewhere}/a.png`) && !double.session.isCancelled('app://sextant/index.html'),
  'inline scripts do not run': (double) => isRefused(double, 'script-src-elem', 'inlineScript'),
  'text is not run as code': (double) => isRefused(double, 'script-src', 'eval'),
  'styles from elsewhere are refused': (double) => isRefused(double, 'style-src-elem', 'style'),
  'images from elsewhere are refused': (double) => isRefused(double, 'img-src', 'image'),
  'fonts from elsewhere are refused': (double) => isRefused(double, 'font-src', 'font'),
  'connections to elsewhere are refused': (double) => isRefused(double, 'connect-src', 'connect'),
  'frames are refused': (double) => isRefused(double, 'frame-src', 'frame'),
  'another base address is refused': (double) => isRefused(double, 'base-uri', 'base'),
  'forms are refused': (double) => isRefused(double, 'form-action', 'form'),
  'framing by another page is refused': async (double) => {
    const page = await double.foreignPage()
    await page.goto(`${elsewhere}/`)
    await page.setContent('<iframe src="https://sextant.app.electron.test/index.html"></iframe>')
    const framed = (): string => page.frames()[1]?.url() ?? ''
    await until(() => /^(https:|chrome-error:)/.test(framed()))
    const refused = framed().startsWith('chrome-error:')
    await page.close()
    return refused
  },
  'types are not guessed': async (double) => {
    const page = await double.page()
    return page.evaluate(async () => (await fetch('index.html')).headers.get('x-content-type-options') === 'nosniff')
  },
  'nothing but what Electron declares is used': async (double) => double.strictness.faults.length === 0,
} as const satisfies Record<string, Probe>

export type ProbeName = keyof typeof probes
