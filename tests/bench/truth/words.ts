import type { AttributeSpec } from '#main/db/features/attribute-spec'
import { chooseAttributes } from '#main/db/features/choose-attributes'
import { modelConfigSchema } from '#shared/contract/predictive'
import { createRandom } from '#shared/lib/random'
import { DAY, insert } from '../../main/features/build.ts'
import { now as NOW, openBench, type Bench } from '../../main/import/run-job.ts'
import { gainOf, half, samplesOf } from './attribute-gain.ts'
import { binomialRange } from './binomial-range.ts'

const LEADS = 6000
const SEEDS = [1, 2]
const CLEAN = 60
const CLEAN_LEADS = 1500
/** Share of the companies without an effect in which a word may be chosen. */
const RATE = 0.05
const ZONE = 'UTC'

const LEVELS = ['Senior', 'Junior', 'Deputy', 'Chief', 'Assistant', 'Interim', 'Regional']
const FIELDS = ['Sales', 'Marketing', 'Finance', 'Purchasing', 'Research', 'Support', 'Logistics', 'Production']
const ROLES = ['Manager', 'Engineer', 'Director', 'Analyst', 'Clerk', 'Officer']
const EFFECTS: Readonly<Record<string, number>> = { Director: 1.2, Chief: 0.8, Assistant: -1.2 }

const isWord = ({ source }: AttributeSpec): boolean => source.type === 'word'

/** Leads with a job title of three words, of which some count, and a source that does. */
function fill({ db }: Bench, leads: number, seed: number, effect: number): void {
  const random = createRandom(seed)
  const any = (words: readonly string[]): string => words[random.below(words.length)]!
  db.transaction(() => {
    for (let at = 0; at < leads; at += 1) {
      const words = [any(LEVELS), any(FIELDS), any(ROLES)]
      const source = any(['Web', 'Fair', 'Referral'])
      const logit = -0.3 + (source === 'Referral' ? 0.8 : 0) + words.reduce((sum, word) => sum + effect * (EFFECTS[word] ?? 0), 0)
      const created = NOW - (30 + 600 * random.next()) * DAY
      insert(db, 'lead', { state: random.next() < 1 / (1 + Math.exp(-logit)) ? 'qualified' : 'disqualified', job_title: random.next() < 0.1 ? null : words.join(' '), source, created_at: Math.round(created), closed_at: Math.round(created + 20 * DAY) })
    }
  })
}

/** Prints what words of job titles gain where they have an effect, and how often one is chosen by chance; false where one with an effect is missed or chance is chosen too often. */
export async function measureWords(): Promise<boolean> {
  let right = true
  for (const seed of SEEDS) {
    console.log(`Words, made-up company in which ${Object.keys(EFFECTS).length} words of the job title count: half of ${LEADS} leads learned from, the other half judged`)
    const bench = openBench(ZONE)
    fill(bench, LEADS, seed, 1)
    const samples = samplesOf(bench, 'lead', NOW, ZONE)
    const { chosen, gain } = await gainOf(bench, { entity: 'lead', now: NOW, samples: half(samples, 0), others: half(samples, 1) }, 'words', isWord)
    bench.close()
    const missed = Object.keys(EFFECTS).filter((word) => !chosen.some((name) => name.endsWith(`.word.${word.toLowerCase()}`)))
    if (missed.length > 0) console.log(`  Short: not chosen: ${missed.join(', ')}.`)
    right &&= missed.length === 0 && gain.auc > 0
  }
  const found: string[][] = []
  for (let seed = 1; seed <= CLEAN; seed += 1) {
    const bench = openBench(ZONE)
    fill(bench, CLEAN_LEADS, 1000 + seed, 0)
    found.push(chooseAttributes(bench.db, 'lead', modelConfigSchema.parse({}), samplesOf(bench, 'lead', NOW, ZONE), NOW).used.filter(isWord).map(({ name }) => name))
    bench.close()
  }
  const companies = found.filter((names) => names.length > 0)
  const { high } = binomialRange(CLEAN, RATE)
  console.log(`Words chosen by chance: in ${companies.length} of ${CLEAN} companies of ${CLEAN_LEADS} leads${companies.length === 0 ? '' : `: ${companies.flat().join(', ')}`}; at a rate of ${100 * RATE} in 100 up to ${high} are within chance${companies.length > high ? ': short, the rule chooses more than it promises' : ''}`)
  return right && companies.length <= high
}
