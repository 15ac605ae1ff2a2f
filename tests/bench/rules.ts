import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDb, type OpenDb } from '#main/db/open'
import { clockTimes } from '#main/db/rules/clock'
import { scoresStatement } from '#main/db/rules/scores-statement'
import { rescoreTouched } from '#main/db/rules/rescore'
import { rulesSize, scoreRulesChunk } from '#main/db/rules/score-rules'
import { simulateRules } from '#main/db/rules/simulate'
import type { RuleOutcome, StoredRules } from '#main/db/rules/types'
import scoreJob from '#main/workers/jobs/rule-score'
import type { RuleModel } from '#shared/domain/rules/tree'
import { storeModel } from '../support/rules/sql-scores.ts'
import { benchModel, handWritten } from './_rules-model.ts'
import { makeRulesStore, NOW } from './_rules-store.ts'

const CONTEXT = { now: NOW, timeZone: 'UTC' }
const CHUNK = 20_000
/** Leads of a smaller workspace, where what is done once weighs more. */
const FEW_LEADS = 50_000

interface Timed<T> {
  readonly seconds: number
  readonly cpuSeconds: number
  readonly value: T
}

/** Starts a watch; what it returns stops it. */
function watch(): <T>(value: T) => Timed<T> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  return (value) => {
    const { user, system } = process.cpuUsage(cpu)
    return { seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6, value }
  }
}

function timed<T>(body: () => T): Timed<T> {
  const stop = watch()
  return stop(body())
}

async function timedAsync<T>(body: () => Promise<T>): Promise<Timed<T>> {
  const stop = watch()
  return stop(await body())
}

/** A first scoring as going live does it: chunk by chunk, each in a transaction of its own. */
function scoreFirst(db: OpenDb, model: StoredRules): Pick<RuleOutcome, 'scored' | 'changed'> {
  let after: number | null = 0
  const total = { scored: 0, changed: 0 }
  while (after !== null) {
    const from: number = after
    const chunk = db.transaction(() => scoreRulesChunk(db, model, from, CHUNK, CONTEXT))
    total.scored += chunk.scored
    total.changed += chunk.changed
    after = chunk.last
  }
  return total
}

/** A full rescoring: the job itself, with so many threads to compare the scores. */
function rescoreAll(db: OpenDb, file: string, cores: number): Promise<Readonly<Record<string, unknown>>> {
  const reader = new URL('../../src-main/workers/reader.worker.ts', import.meta.url)
  return scoreJob({
    id: 1,
    input: { all: true },
    attempt: 1,
    db,
    call: { ...CONTEXT, userId: 1 },
    dataFolder: '',
    workspaceFile: file,
    workers: { reader, writer: reader, job: reader, bag: reader },
    cores,
    write: (body) => Promise.resolve(db.transaction(() => body(db))),
    progress: () => {},
    checkCancelled: () => {},
    isCancelled: () => false,
    cancelFlag: new Int32Array(1),
    changed: () => {},
  })
}

function byHand(db: OpenDb): number {
  const { sql, parameters } = handWritten(NOW)
  db.exec('DROP TABLE IF EXISTS hand; CREATE TABLE hand (lead_id INTEGER PRIMARY KEY, score INTEGER NOT NULL) STRICT')
  return db.transaction(() => db.prepare(sql).run(...parameters).changes)
}

/** The least processor time of rounds that take turns, so that what else the machine does falls on all alike. */
async function fewLeads(file: string, leads: number): Promise<string> {
  const db = makeRulesStore(file, leads)
  const model = storeModel(db, benchModel(), { now: NOW, zone: 'UTC' })
  scoreFirst(db, model)
  const hand: number[] = []
  const own: number[] = []
  for (let round = 0; round < 5; round += 1) {
    hand.push(timed(() => byHand(db)).cpuSeconds)
    own.push((await timedAsync(() => rescoreAll(db, file, 1))).cpuSeconds)
  }
  db.close()
  return `The same over ${leads.toLocaleString('en-US')} leads, by processor time with one thread: ${(Math.min(...own) / Math.min(...hand)).toFixed(2)} (${Math.min(...own).toFixed(2)} s against ${Math.min(...hand).toFixed(2)} s, the best of 5)`
}

/** A model like the first, whose statements have another text: points and conditions differ. */
function another(number: number): RuleModel {
  const tree = benchModel()
  const groups = tree.groups.map(({ action, ...group }, index) => ({ ...group, action: action === null ? null : { ...action, points: action.points + ((number + index) % 200) } }))
  return { ...tree, name: 'Another', groups: [...groups.slice(number % groups.length), ...groups.slice(0, number % groups.length)] }
}

/** Median of the milliseconds from a new interaction to the stored scores of all live models. */
function oneInteraction(db: OpenDb, leads: number): number {
  const took: number[] = []
  for (let round = 0; round < 21; round += 1) {
    const contact = 1 + ((round * 7919) % leads)
    const { seconds } = timed(() =>
      db.transaction(() => {
        const id = Number(db.prepare("INSERT INTO interaction (type, occurred_at, recorded_at, contact_id, modified_at) VALUES ('EmailClicked', ?, ?, ?, ?)").run(NOW - 1000, NOW, contact, NOW).lastInsertRowid)
        rescoreTouched(db, 'interaction', [id], CONTEXT)
      }),
    )
    // The first round compiles and prepares.
    if (round > 0) took.push(seconds * 1000)
  }
  return took.sort((one, other) => one - other)[Math.floor(took.length / 2)] ?? Number.NaN
}

/** Peak memory of this process in KB; what Linux gives as the usage of a process is at least that of the one which started it. */
function ownPeak(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
}

/** Peak memory in MB of a process that opens the store and does nothing, and of one that rescores all leads. */
function peaksOf(file: string): number[] {
  return ['open', 'rescore'].map((task) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [import.meta.filename, '--alone', task, '--file', file], { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    return Number(stdout)
  })
}

const { values } = parseArgs({
  options: { leads: { type: 'string', default: process.env['LEADS'] ?? '1000000' }, plans: { type: 'boolean', default: false }, alone: { type: 'string' }, file: { type: 'string' } },
})
if (values.alone !== undefined && values.file !== undefined) {
  const db = openDb(values.file)
  if (values.alone === 'rescore') await rescoreAll(db, values.file, availableParallelism())
  db.close()
  console.log(ownPeak() / 1024)
  process.exit()
}
const leads = Number(values.leads)
const folder = mkdtempSync(join(tmpdir(), 'bench-rules-'))
const line = (name: string, { seconds, cpuSeconds }: Timed<unknown>): void => console.log(`${name.padEnd(52)} ${seconds.toFixed(2).padStart(8)} s, ${cpuSeconds.toFixed(2)} s of processor time`)
try {
  const making = timed(() => makeRulesStore(join(folder, 'rules.sextant'), leads))
  const db = making.value
  line(`make ${leads.toLocaleString('en-US')} leads, ${(leads * 10).toLocaleString('en-US')} interactions`, making)
  const model = storeModel(db, benchModel(), { now: NOW, zone: 'UTC' })
  console.log(`A model of ${model.tree.groups.length} groups over ${rulesSize(db, model.tree).toLocaleString('en-US')} contacts`)
  const hand = [timed(() => byHand(db))]
  line('by hand, scores only', hand[0]!)
  const first = timed(() => scoreFirst(db, model))
  line('first scoring, with history and contributions', first)
  hand.push(timed(() => byHand(db)))
  line('by hand again', hand[1]!)
  const file = join(folder, 'rules.sextant')
  const cores = availableParallelism()
  const changes = (): number => db.prepare<{ n: number }>('SELECT count(*) AS n FROM rule_score_history').get()?.n ?? 0
  const before = changes()
  const alone = await timedAsync(() => rescoreAll(db, file, 1))
  line('full rescoring, one thread', alone)
  const again = await timedAsync(() => rescoreAll(db, file, cores))
  line(`full rescoring, as many threads as cores (${cores})`, again)
  const wrong = db.prepare<{ n: number }>('SELECT count(*) AS n FROM hand h JOIN rule_score s ON s.model_id = ? AND s.lead_id = h.lead_id WHERE s.score <> h.score').get(model.modelId)?.n
  const best = Math.min(...hand.map(({ seconds }) => seconds))
  const ratio = (one: Timed<unknown>): string => (one.seconds / best).toFixed(2)
  const cpuRatio = (one: Timed<unknown>): string => (one.cpuSeconds / Math.min(...hand.map(({ cpuSeconds }) => cpuSeconds))).toFixed(2)
  console.log(`Ratio to the best by hand: rescoring ${ratio(again)}, with one thread ${ratio(alone)}, first scoring ${ratio(first)}; by processor time ${cpuRatio(alone)} with one thread, first scoring ${cpuRatio(first)}`)
  console.log(await fewLeads(join(folder, 'few.sextant'), FEW_LEADS))
  console.log(`${String(again.value['scored'])} scores, ${changes() - before} changed on rescoring, ${wrong} differ from those by hand`)
  const [idle, peak] = peaksOf(file)
  console.log(`Peak memory of a process that rescores all leads ${peak?.toFixed(0)} MB, of one that only opens the store ${idle?.toFixed(0)} MB`)
  line('simulation on all leads', timed(() => simulateRules(db, { tree: model.tree, modelId: model.modelId }, CONTEXT)))
  console.log(`One new interaction to its stored score, 1 live model: ${oneInteraction(db, leads).toFixed(2)} ms (median of 20)`)
  for (let count = 1; count < 200; count += 1) storeModel(db, another(count), { now: NOW, zone: 'UTC' })
  console.log(`The same with 200 live models, no two alike: ${oneInteraction(db, leads).toFixed(1)} ms`)
  if (values.plans) {
    const statement = scoresStatement(db, model.tree, 'range')
    const bound = statement.bind({ clock: clockTimes(CONTEXT), after: 0, last: CHUNK, leads: '[]' })
    for (const { detail } of db.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${statement.text}`).all(...bound)) console.log(detail)
  }
  db.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
