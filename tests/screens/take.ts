import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { ensureChromium } from '../support/chromium.ts'
import { startNodeHost } from '../support/node-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { prepareSample } from './prepare-sample.ts'

/** Pictures of every page at both sizes, light and dark, on the sample company: `npm run screenshots`. */
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const
const target = '.cache/screens'

interface Shot {
  readonly name: string
  readonly hash: string
  prepare?(page: Page): Promise<void>
}

const shots: readonly Shot[] = [
  { name: 'home', hash: '/' },
  { name: 'leads', hash: '/leads' },
  {
    name: 'lead',
    hash: '/leads',
    prepare: async (page) => {
      await page.getByRole('row').nth(6).click()
      await page.getByText(/^Why \d+/u).waitFor()
    },
  },
  { name: 'opportunities', hash: '/opportunities' },
  { name: 'models', hash: '/models' },
  { name: 'wizard', hash: '/models/new' },
  { name: 'model', hash: '/models/1' },
  { name: 'data', hash: '/data' },
  { name: 'import', hash: '/data/import' },
  { name: 'jobs', hash: '/jobs' },
  { name: 'settings', hash: '/settings' },
]

const folder = temporaryFolder()
const file = join(folder.path, 'workspace.sextant')
mkdirSync(target, { recursive: true })
await prepareSample(folder.path, file)
const host = await startNodeHost(file)
const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'] })
try {
  const asked = process.argv.slice(2)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(host.address)
  await page.getByRole('navigation').first().waitFor()
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    for (const size of sizes) {
      await page.setViewportSize(size)
      for (const shot of shots.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
        await page.evaluate((hash) => {
          location.hash = hash
        }, shot.hash)
        await page.waitForTimeout(900)
        await shot.prepare?.(page)
        await page.waitForTimeout(300)
        const path = join(target, `${shot.name}-${size.width}-${scheme}.png`)
        await page.screenshot({ path })
        console.log(path)
        if (shot.name === 'lead' && scheme === 'light' && size.width === 1280) await page.screenshot({ path: 'resources/docs/leads.png' })
        await page.keyboard.press('Escape')
      }
    }
  }
} finally {
  await browser.close()
  await host.close()
  folder.remove()
}
