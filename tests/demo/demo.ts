import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { sharedData } from '../support/shared-data.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** The main job once on the command line, from a file to an explained score: `npm run demo`. Ends with 1 when a step fails. */
const folder = temporaryFolder()
const workspace = join(folder.path, 'demo.sextant')

/** Columns that sales staff fill in while or after a lead is decided. */
const filledInLate = ['tags', 'lead_quality', 'last_notable_activity', 'lead_profile', 'asymmetrique_activity_index', 'asymmetrique_profile_index', 'asymmetrique_activity_score', 'asymmetrique_profile_score']

function sextant(...words: string[]): string {
  console.log(`\n$ sextant ${words.join(' ')}`)
  const run = spawnSync(process.execPath, ['src-main/hosts/cli/index.ts', ...words, '--workspace', workspace], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 })
  console.log(run.stdout.trimEnd())
  if (run.status !== 0) throw new Error(`sextant ${words[0] ?? ''} ended with ${run.status ?? run.signal}.`)
  return run.stdout
}

/** All leads of the file are closed, so closed ones get scores too. */
function fromFile(leads: string): void {
  const config = join(folder.path, 'model.json')
  writeFileSync(config, JSON.stringify({ exclude: filledInLate.map((column) => `lead.${column}`), scores: 'all' }))
  sextant('import', leads, '--table', 'lead', '--map', 'tests/reference/mappings/x-education.json')
  sextant('model', 'create', '--entity', 'lead', '--name', 'Demo', '--config', config)
}

function fromSample(): void {
  console.log('The shared data folder is not here, so the demo runs on the sample company.')
  sextant('sample', '--leads', '3000')
  sextant('model', 'create', '--entity', 'lead', '--name', 'Demo')
}

/** The id of the first lead among the exported scores. */
function firstScored(): number {
  const file = join(folder.path, 'scores.jsonl')
  sextant('export', 'scores', '--to', file)
  const [first = ''] = readFileSync(file, 'utf8').split('\n', 1)
  return z.object({ record_id: z.number() }).parse(JSON.parse(first)).record_id
}

try {
  const leads = sharedData('x-education-leads/Leads.csv')
  if (leads === undefined) fromSample()
  else fromFile(leads)
  sextant('model', 'train', 'Demo')
  sextant('model', 'publish', 'Demo')
  const explained = sextant('explain', 'lead', String(firstScored()))
  if (!/^Sum check: .* holds /mu.test(explained)) throw new Error('The reasons do not add up to the score.')
  sextant('check')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  folder.remove()
}
