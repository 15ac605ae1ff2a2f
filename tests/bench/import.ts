import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRandom } from '#shared/lib/random'
import { openBench } from '../main/import/run-job.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** `node tests/bench/import.ts [rows]`: a CSV of 20 columns into leads, against sqlite3's own .import into a bare table in the same run. */
const rows = Number(process.argv[2] ?? 1_000_000)
const mostRatio = 4
const mostMegabytes = 500
/** Heap of the importing process, as the thread of an import job has it. */
const heapMegabytes = 512

const headings = 'Prospect ID,First name,Last name,Email,Company,City,Country,Industry,Lead source,Annual revenue,Employees,Created on,Converted,Visits,Time on site,Pages per visit,Do not call,Plan,Last contact,Comment'

function writeCsv(path: string): void {
  const random = createRandom(1)
  const pick = (words: readonly string[]): string => words[random.below(words.length)] ?? ''
  const hex = (digits: number): string => random.below(16 ** digits).toString(16).padStart(digits, '0')
  const two = (least: number, most: number): string => String(least + random.below(most - least + 1)).padStart(2, '0')
  const handle = openSync(path, 'w')
  writeSync(handle, `${headings}\n`)
  let text = ''
  for (let row = 0; row < rows; row += 1) {
    text += `${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(6)}${hex(6)},First${random.below(900)},Last${random.below(9000)},p${row}@example.com,Company ${random.below(50_000)},${pick(['Berlin', 'Paris', 'Mumbai', 'Oslo', 'Lisbon'])},Germany,${pick(['Finance', 'Logistics', 'Retail', 'Health', 'Energy'])},${pick(['Google', 'Direct traffic', 'Referral', 'Olark chat'])},`
    text += `${random.below(9_999_999)}.${two(10, 99)},${random.below(5000)},2025-${two(1, 12)}-${two(1, 28)} ${two(0, 23)}:${two(0, 59)}:00,${random.below(2)},${random.below(40)},${random.below(2500)},${random.below(90) / 10},${pick(['Yes', 'No'])},${pick(['basic', 'pro', 'team'])},2026-0${two(1, 9).slice(1)}-${two(1, 28)},"Called twice, wants offer ${random.below(100)}"\n`
    if (text.length > 200_000) {
      writeSync(handle, text)
      text = ''
    }
  }
  writeSync(handle, text)
  closeSync(handle)
}

function compare(): void {
  const folder = temporaryFolder()
  const csv = join(folder.path, 'leads.csv')
  const own = (name: string): number => spawnSync(process.execPath, [`--max-old-space-size=${heapMegabytes}`, fileURLToPath(import.meta.url), String(rows), name, csv], { stdio: 'inherit' }).status ?? 1
  try {
    own('write')
    console.log(`${rows.toLocaleString('en-US')} rows × 20 columns, ${(statSync(csv).size / 1e6).toFixed(0)} MB`)
    const started = performance.now()
    const peer = spawnSync('sqlite3', [join(folder.path, 'bare.db'), `.import --csv ${csv} leads`])
    const bareSeconds = (performance.now() - started) / 1000
    if (own('import') !== 0) process.exitCode = 1
    const seconds = Number(readFileSync(`${csv}.seconds`, 'utf8'))
    if (peer.status !== 0) console.log('sqlite3 is not on this machine, so there is no ratio')
    else {
      console.log(`sqlite3 .import: ${bareSeconds.toFixed(1)} s; ratio ${(seconds / bareSeconds).toFixed(2)} (at most ${mostRatio})`)
      if (seconds / bareSeconds > mostRatio) process.exitCode = 1
    }
  } finally {
    folder.remove()
  }
}

async function importFile(csv: string): Promise<void> {
  const bench = openBench('UTC')
  try {
    const { suggested } = bench.inspect(csv, { table: 'lead' })
    let reading = 0
    const begin = performance.now()
    const result = await bench.import(csv, suggested, {
      onProgress: (stage) => {
        if (stage === 'read') reading = performance.now() - begin
      },
    })
    const seconds = (performance.now() - begin) / 1000
    const peak = process.resourceUsage().maxRSS / 1024
    writeFileSync(`${csv}.seconds`, String(seconds))
    console.log(`import: ${seconds.toFixed(1)} s (${Math.round(rows / seconds).toLocaleString('en-US')} rows a second), of which reading ${(reading / 1000).toFixed(1)} s; inserted ${result.inserted.toLocaleString('en-US')}, rejected ${result.rejected}`)
    console.log(`peak memory: ${peak.toFixed(0)} MB (at most ${mostMegabytes})`)
    if (peak > mostMegabytes || result.inserted !== rows) process.exitCode = 1
  } finally {
    bench.close()
  }
}

// the file is written and imported by processes of their own, so that the memory of the one is not counted for the other
const [, , , task, target] = process.argv
if (task === 'write' && target !== undefined) writeCsv(target)
else if (task === 'import' && target !== undefined) await importFile(target)
else compare()
