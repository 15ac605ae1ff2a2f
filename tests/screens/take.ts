import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { ensureChromium } from '../support/chromium.ts'
import { startNodeHost } from '../support/node-host.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { ONLY_LIVE, prepareRules, WITH_DRAFT } from './prepare-rules.ts'
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

/** Goes so many steps on from the wizard's first. */
async function fromOutcome(page: Page, steps: number): Promise<void> {
  const back = page.getByRole('button', { name: 'Outcome' })
  if (await back.isVisible()) await back.click()
  await page.getByRole('radio').first().check()
  for (let step = 0; step < steps; step += 1) {
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('table', { name: step === 0 ? 'Windows' : 'Attributes' }).waitFor()
  }
}

async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name: new RegExp(`^${name}`, 'u') }).click()
}

/** The live version, or the draft, of a scoring model in one of its views. */
async function openView(page: Page, name: 'Canvas' | 'Builder' | 'Text'): Promise<void> {
  await page.getByRole('radiogroup', { name: 'View' }).getByText(name, { exact: true }).click()
  await page.waitForTimeout(900)
}

const people = ['Anna Berg,Berg & Co,Retail,12,14/11/2026,yes', 'Ito Sato,Sato KK,Select,240,15/11/2026,no', 'Léa Roux,Roux SA,Mining,35,16/11/2026,yes', 'Tom Hale,Hale Ltd,Retail,n/a,17/11/2026,no']
const fair = ['Full name,Company,Industry,Employees,Met on,Wants a call', ...Array.from({ length: 40 }, (_, row) => people[row % people.length] ?? '')].join('\n')

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
  { name: 'models', hash: '/models/leads' },
  { name: 'wizard', hash: '/models/new' },
  { name: 'wizard-data', hash: '/models/new', prepare: (page) => fromOutcome(page, 1) },
  { name: 'wizard-attributes', hash: '/models/new', prepare: (page) => fromOutcome(page, 2) },
  { name: 'model', hash: '/models/1' },
  { name: 'model-data', hash: '/models/1', prepare: (page) => openTab(page, 'Training data') },
  { name: 'model-attributes', hash: '/models/1', prepare: (page) => openTab(page, 'Attributes') },
  { name: 'model-performance', hash: '/models/1', prepare: (page) => openTab(page, 'Performance') },
  { name: 'model-grades', hash: '/models/1', prepare: (page) => openTab(page, 'Grades') },
  { name: 'model-versions', hash: '/models/1', prepare: (page) => openTab(page, 'Versions') },
  { name: 'processes', hash: '/processes' },
  { name: 'rules', hash: '/rules' },
  { name: 'rules-new', hash: '/rules/new' },
  { name: 'rules-options', hash: '/rules/options' },
  {
    name: 'rules-canvas',
    hash: `/rules/${WITH_DRAFT}`,
    prepare: async (page) => {
      await openView(page, 'Canvas')
      await page.getByRole('group', { name: /^Forms/u }).first().click()
      await page.waitForTimeout(900)
    },
  },
  { name: 'rules-canvas-paths', hash: '/rules/1' },
  { name: 'rules-canvas-live', hash: `/rules/${ONLY_LIVE}` },
  { name: 'rules-builder', hash: `/rules/${WITH_DRAFT}`, prepare: (page) => openView(page, 'Builder') },
  { name: 'rules-text', hash: `/rules/${WITH_DRAFT}`, prepare: (page) => openView(page, 'Text') },
  {
    name: 'rules-scores',
    hash: `/rules/${ONLY_LIVE}`,
    prepare: async (page) => {
      await openTab(page, 'Scores')
      await page.getByRole('row').nth(2).click()
      await page.getByText('The groups add up to').waitFor()
    },
  },
  { name: 'rules-unscored', hash: `/rules/${ONLY_LIVE}`, prepare: (page) => openTab(page, 'Not scored') },
  { name: 'rules-insights', hash: `/rules/${ONLY_LIVE}`, prepare: (page) => openTab(page, 'Insights') },
  {
    name: 'rules-history',
    hash: `/rules/${WITH_DRAFT}`,
    prepare: async (page) => {
      await openTab(page, 'History')
      const judge = page.getByRole('button', { name: 'Judge by history' })
      const groups = page.getByRole('table', { name: 'Groups judged by history' })
      await judge.or(groups).first().waitFor()
      if (await judge.isVisible()) await judge.click()
      await groups.waitFor({ timeout: 60_000 })
      await page.waitForTimeout(500)
    },
  },
  { name: 'data', hash: '/data' },
  {
    name: 'data-formula',
    hash: '/data',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Calculated column' }).click()
      await page.getByRole('textbox', { name: 'Label' }).fill('Revenue per head')
      await page.getByRole('textbox', { name: 'Formula' }).fill('round([Annual revenue] / Employees, 2)')
      await page.getByText(/Filled in \d+ of/u).waitFor()
    },
  },
  { name: 'import', hash: '/data/import' },
  {
    name: 'import-columns',
    hash: '/data/import',
    prepare: async (page) => {
      await page.locator('input[type=file]').first().setInputFiles({ name: 'Leads of the fair.csv', mimeType: 'text/csv', buffer: Buffer.from(fair) })
      await page.getByRole('table', { name: 'Columns of the file' }).waitFor()
    },
  },
  { name: 'jobs', hash: '/jobs' },
  { name: 'settings', hash: '/settings' },
]

const folder = temporaryFolder()
const file = join(folder.path, 'workspace.sextant')
mkdirSync(target, { recursive: true })
await prepareSample(folder.path, file)
await prepareRules(folder.path, file)
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
      // begins with what a page shows first, not with what the last round left
      await page.reload()
      await page.getByRole('navigation').first().waitFor()
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
