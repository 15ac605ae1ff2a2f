import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedData } from '../support/shared-data.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** The main job once on the command line, from a file to an explained score: `npm run demo`. Ends with 1 when a step fails. */
const folder = temporaryFolder()
const workspace = join(folder.path, 'demo.sextant')

function sextant(...words: string[]): string {
  console.log(`\n$ sextant ${words.map((word) => (/\s/u.test(word) ? JSON.stringify(word) : word)).join(' ')}`)
  const run = spawnSync(process.execPath, ['src-main/hosts/cli/index.ts', ...words, '--workspace', workspace], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 })
  if (run.status !== 0) throw new Error(`sextant ${words[0] ?? ''} ended with ${String(run.status)}.`)
  if (!words.includes('--json')) console.log(run.stdout.trimEnd())
  return run.stdout
}

/** Columns that sales staff fill in while or after a lead is decided. */
const leaky = ['tags', 'lead_quality', 'last_notable_activity', 'lead_profile', 'asymmetrique_activity_index', 'asymmetrique_profile_index', 'asymmetrique_activity_score', 'asymmetrique_profile_score']

try {
  const leads = sharedData('x-education-leads/Leads.csv')
  const config = join(folder.path, 'model.json')
  if (leads === undefined) {
    console.log('The shared data folder is not here, so the demo runs on the sample company.')
    sextant('sample', '--leads', '3000')
    writeFileSync(config, JSON.stringify({}))
  } else {
    sextant('import', leads, '--table', 'lead', '--map', 'tests/reference/mappings/x-education.json')
    writeFileSync(config, JSON.stringify({ exclude: leaky.map((name) => `lead.${name}`), scores: 'all' }))
  }
  const { models } = { models: JSON.parse(sextant('model', 'list', '--json')) as { name: string }[] }
  const name = models[0]?.name ?? 'Demo'
  if (models.length === 0) sextant('model', 'create', '--entity', 'lead', '--name', name, '--config', config)
  sextant('model', 'train', name)
  sextant('model', 'publish', name)
  sextant('model', 'show', name)
  const out = join(folder.path, 'scores.csv')
  sextant('export', 'scores', '--to', out)
  const { lead } = { lead: leads === undefined ? firstOpenLead() : '1' }
  sextant('explain', 'lead', lead)
  sextant('check')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  folder.remove()
}

/** The id of one scored lead, from the exported scores. */
function firstOpenLead(): string {
  const file = join(folder.path, 'scores.jsonl')
  sextant('export', 'scores', '--to', file)
  const line = spawnSync('head', ['-n', '1', file], { encoding: 'utf8' }).stdout
  return String((JSON.parse(line) as { record_id?: number; id?: number }).record_id ?? (JSON.parse(line) as { id?: number }).id)
}
