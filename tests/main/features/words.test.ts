import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom } from '#shared/lib/random'
import { modelConfigSchema } from '#shared/contract/predictive'
import { attributeSpecs } from '#main/db/features/attribute-specs'
import { chooseAttributes } from '#main/db/features/choose-attributes'
import { collectFeatures } from '#main/db/features/collect-features'
import { trainingSamples } from '#main/db/features/training-samples'
import { listAttributes } from '#main/db/queries/attributes'
import { CALL, emptyWorkspace, type Bench } from '../jobs/support.ts'
import { DAY, daysAgo, edit, insert } from './build.ts'

const LEVELS = ['Senior', 'Junior', 'Deputy', 'Chief', 'Assistant']
const FIELDS = ['Sales', 'Marketing', 'Finance', 'Purchasing', 'Research', 'Support', 'Quality']
const ROLES = ['Manager', 'Engineer', 'Director', 'Analyst', 'Clerk']

let folder = ''
let bench: Bench
let manager = 0
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'words-'))
  bench = emptyWorkspace(folder)
  const random = createRandom(11)
  const any = (words: readonly string[]): string => words[random.below(words.length)]!
  bench.db.transaction(() => {
    for (let at = 0; at < 1500; at += 1) {
      const title = `${any(LEVELS)} ${any(FIELDS)} ${any(ROLES)}`
      const logit = (title.includes('Director') ? 1.5 : 0) + (title.includes('Assistant') ? -1.5 : 0)
      const state = random.next() < 1 / (1 + Math.exp(-logit)) ? 'qualified' : 'disqualified'
      const created = daysAgo(30 + (at % 600))
      const id = insert(bench.db, 'lead', { state, job_title: at % 9 === 0 ? null : title, city: `Port ${at % 300}`, website: `https://www.page${at % 300}.sales.example/start`, email: `sales${at}@manager.example`, created_at: created, closed_at: created + 20 * DAY })
      if (at === 1) manager = id
    }
  })
})
afterAll(() => {
  bench.close()
  rmSync(folder, { recursive: true, force: true })
})

function chosen(given: { include?: string[] } = {}) {
  const config = modelConfigSchema.parse(given)
  return chooseAttributes(bench.db, 'lead', config, trainingSamples(bench.db, 'lead', { ...config, ...CALL }), CALL.now)
}

test('words of a text with too many values are attributes, and those that say more than chance are chosen', () => {
  const { used, refused } = chosen()
  const words = used.filter(({ source }) => source.type === 'word').map(({ label }) => label)
  expect(words).toContain('Job title mentions “director”')
  expect(words).toContain('Job title mentions “assistant”')
  expect(words.length).toBeLessThanOrEqual(3)
  const reasons = new Map(refused.map(({ label, reason }) => [label, reason]))
  expect(reasons.get('Job title')).toContain(`Of its 17 frequent words ${words.length}, which say more than chance, are attributes of their own.`)
  expect([...reasons.keys()].filter((label) => label.includes(' mentions '))).toEqual([])
  // One that says nothing can be asked for.
  const asked = chosen({ include: ['lead.job_title.word.marketing'] })
  expect(asked.used.map(({ label }) => label)).toContain('Job title mentions “marketing”')
  // The words of an e-mail address are personal data, every city mentions "port", and addresses have no words.
  const offered = attributeSpecs(bench.db, 'lead', { timesUsable: true, processId: null }).map(({ name }) => name)
  expect(offered.filter((name) => name.includes('.word.') && !name.startsWith('lead.job_title.'))).toEqual([])
})

test('the list of attributes says the same', () => {
  const listed = listAttributes(bench.db, { entity: 'lead', windowMonths: 24 }, CALL)
  expect(listed.find(({ label }) => label === 'Job title mentions “director”')).toMatchObject({ origin: 'intelligent', chosen: true })
})

test('a word stands by itself, whatever its case, as the text was at the moment; without a text it is missing', () => {
  const moment = daysAgo(10)
  edit(bench.db, 'lead', manager, 'job_title', 'DIRECTOR of sales', daysAgo(20))
  edit(bench.db, 'lead', manager, 'job_title', 'Directors', daysAgo(5))
  const spec = attributeSpecs(bench.db, 'lead', { timesUsable: true, processId: null }).find(({ name }) => name === 'lead.job_title.word.director')
  const valueAt = (at: number): string | null => {
    const [feature] = collectFeatures(bench.db, 'lead', spec === undefined ? [] : [spec], { ids: Float64Array.of(manager), asOf: Float64Array.of(at) }).features
    return feature?.kind === 'category' ? (feature.categories[feature.codes[0] ?? -1] ?? null) : null
  }
  expect(valueAt(moment)).toBe('Yes')
  expect(valueAt(daysAgo(1))).toBe('No')
  edit(bench.db, 'lead', manager, 'job_title', null, daysAgo(0.5))
  expect(valueAt(daysAgo(0.1))).toBeNull()
})
