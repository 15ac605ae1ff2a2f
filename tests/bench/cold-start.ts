import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, type Browser } from '@playwright/test'
import { ensureChromium } from '../support/chromium.ts'
import { startNodeHost } from '../support/node-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { prepareSample } from '../screens/prepare-sample.ts'

/** From starting the process to the first lead on the screen, beside a bare server that shows one line of text: `npm run bench -- cold-start`. */
const rounds = 5
const bare = `const s = require('http').createServer((_, r) => r.setHeader('content-type', 'text/html').end('<p>ready</p>'))
s.listen(0, '127.0.0.1', () => console.log(s.address().port))`

const median = (values: readonly number[]): number => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN

async function timeSextant(browser: Browser, file: string): Promise<number> {
  const start = performance.now()
  const host = await startNodeHost(file)
  const page = await browser.newPage()
  await page.goto(host.address.replace(/\/?(\?|$)/u, '/$1'))
  await page.evaluate(() => {
    location.hash = '/leads'
  })
  await page.getByRole('row').nth(1).getByText(/^[ABCD]$/u).waitFor()
  const took = performance.now() - start
  await page.close()
  await host.close()
  return took / 1000
}

async function timeBare(browser: Browser): Promise<number> {
  const start = performance.now()
  const child = spawn(process.execPath, ['-e', bare], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [port] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${port}/`)
  await page.getByText('ready').waitFor()
  const took = performance.now() - start
  await page.close()
  child.kill()
  return took / 1000
}

const folder = temporaryFolder()
const file = join(folder.path, 'workspace.sextant')
await prepareSample(folder.path, file)
const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'] })
try {
  const ours: number[] = []
  const plain: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    plain.push(await timeBare(browser))
    ours.push(await timeSextant(browser, file))
  }
  console.log(`first lead on the screen after ${median(ours).toFixed(2)} s (median of ${rounds}, 6,000 leads)`)
  console.log(`bare server and one line of text after ${median(plain).toFixed(2)} s, ratio ${(median(ours) / median(plain)).toFixed(1)}`)
} finally {
  await browser.close()
  folder.remove()
}
