import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, type Browser } from '@playwright/test'
import { prepareSample } from '../screens/prepare-sample.ts'
import { ensureChromium } from '../support/chromium.ts'
import { startNodeHost, type RunningHost } from '../support/node-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { openWorkspace } from '../support/workspace.ts'

/** From starting the host to the first lead on the screen, beside a bare server with one static page shown by the same Chromium. */
const rounds = 5

/** Prints its address and answers every request with one page. */
const bareServer = `
  const server = require('node:http').createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<p>Lead</p>'))
  server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port + '/'))
`

async function startBareServer(): Promise<Pick<RunningHost, 'address' | 'close'>> {
  const child = spawn(process.execPath, ['--eval', bareServer], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const [address] = await once(createInterface({ input: child.stdout }), 'line')
  return {
    address: String(address),
    close: async () => {
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** Seconds from the start of the server to the text on the screen, in a context of its own, so that nothing is cached. */
async function measure(browser: Browser, start: () => Promise<Pick<RunningHost, 'address' | 'close'>>, hash: string, selector: string): Promise<number> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const began = performance.now()
  const server = await start()
  try {
    await page.goto(server.address + hash, { waitUntil: 'commit' })
    await page.locator(selector).first().waitFor()
    return (performance.now() - began) / 1000
  } finally {
    await context.close()
    await server.close()
  }
}

/** Milliseconds of the list's first page on an open workspace, the first time and the median of the later ones. */
async function measurePage(folder: string, file: string): Promise<{ first: number; later: number; open: number }> {
  const { client, close } = await openWorkspace({ folder, file })
  const ask = async (): Promise<{ milliseconds: number; open: number }> => {
    const began = performance.now()
    const { open } = await client.scores.page({ entity: 'lead', view: 'my_open', offset: 0, limit: 100 })
    return { milliseconds: performance.now() - began, open }
  }
  const { milliseconds: first, open } = await ask()
  const later: number[] = []
  for (let round = 0; round < 20; round += 1) later.push((await ask()).milliseconds)
  await close()
  return { first, later: median(later), open }
}

const median = (values: readonly number[]): number => values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN

const folder = temporaryFolder()
const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'] })
try {
  const file = join(folder.path, 'workspace.sextant')
  await prepareSample(folder.path, file)
  const sextant: number[] = []
  const bare: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await measure(browser, startBareServer, '', 'p'))
    sextant.push(await measure(browser, () => startNodeHost(file), '#/leads', '[role="row"] [role="gridcell"]'))
  }
  const page = await measurePage(folder.path, file)
  const list = (values: readonly number[]): string => values.map((value) => value.toFixed(2)).join(', ')
  console.log(`Host to first lead     ${median(sextant).toFixed(2)} s, median of ${list(sextant)}`)
  console.log(`Bare server to text    ${median(bare).toFixed(2)} s, median of ${list(bare)}`)
  console.log(`Ratio                  ${(median(sextant) / median(bare)).toFixed(1)}`)
  console.log(`First page of the list ${page.first.toFixed(1)} ms, later ${page.later.toFixed(1)} ms, ${page.open} open leads`)
} finally {
  await browser.close()
  folder.remove()
}
