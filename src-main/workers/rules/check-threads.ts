import { checkScores, scoredWithoutSubject, type CheckedScores, type SubjectRange } from '#main/db/rules/check-scores'
import { rangeEnds, rulesSize } from '#main/db/rules/score-rules'
import type { StoredRules } from '#main/db/rules/types'
import type { ReadDb } from '#main/db/handles'
import { CallThread } from '../call-thread.ts'
import type { CallContext } from '../context.ts'

export interface CheckThreadsOptions {
  /** Address of `reader.worker`. */
  readonly url: URL
  readonly workspaceFile: string
  /** Threads, at least 1. */
  readonly threads: number
}

export interface CheckedRange extends SubjectRange, CheckedScores {}

/** More threads than this wait for the disk and for the thread that writes. */
const MOST_THREADS = 4
/** So many ranges are compared by the caller's own thread, sooner than another has read its code. */
const FEW_RANGES = 5

/** Threads that compare the scores of a model with what is stored, each over a range of its own. Close them when the job ends. */
export class CheckThreads {
  readonly #options: CheckThreadsOptions
  #threads: CallThread[] = []

  constructor(options: CheckThreadsOptions) {
    this.#options = options
  }

  /** The ranges of all subjects of the model in their order, `limit` subjects each; while one is used, the next ones are under way. */
  async *ranges(db: ReadDb, model: StoredRules, limit: number, context: CallContext): AsyncGenerator<CheckedRange> {
    const { versionId, tree } = model
    const here = this.#isHere(db, model, limit)
    // What this connection reads of the file would stay in memory beside what the threads hold.
    const ends = here ? rangeEnds(db, tree, limit) : ((await this.#call('rules.ends', { versionId, limit }, context)) as readonly number[])
    const ranges = ends.map((last, index) => ({ after: ends[index - 1] ?? 0, last }))
    if (here) {
      for (const range of ranges) yield { ...range, ...checkScores(db, model, range, context) }
      return
    }
    const waiting: Promise<CheckedRange>[] = []
    const begin = (range: SubjectRange): void => {
      const checked = this.#check(versionId, range, context)
      // The first failure ends the walk where it is awaited; nobody awaits those after it.
      checked.catch(() => {})
      waiting.push(checked)
    }
    // Each thread has a range under way and one that waits for it.
    ranges.splice(0, 2 * this.#size).forEach(begin)
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const range = await next
      ranges.splice(0, 1).forEach(begin)
      yield range
    }
  }

  /** Leads with a score of the model that no range has, because they have no subject any more. */
  async withoutSubject(db: ReadDb, model: StoredRules, limit: number, context: CallContext): Promise<readonly number[]> {
    if (this.#isHere(db, model, limit)) return scoredWithoutSubject(db, model)
    return (await this.#call('rules.withoutSubject', { versionId: model.versionId }, context)) as readonly number[]
  }

  async close(): Promise<void> {
    const threads = this.#threads
    this.#threads = []
    await Promise.all(threads.map((thread) => thread.close()))
  }

  /** One thread beside the caller's, which then only waits for it, gains nothing. */
  #isHere(db: ReadDb, { tree }: StoredRules, limit: number): boolean {
    return this.#size === 1 || rulesSize(db, tree) <= FEW_RANGES * limit
  }

  get #size(): number {
    return Math.max(1, Math.min(MOST_THREADS, this.#options.threads))
  }

  async #check(versionId: number, range: SubjectRange, context: CallContext): Promise<CheckedRange> {
    return { ...range, ...((await this.#call('rules.differing', { versionId, ...range }, context)) as CheckedScores) }
  }

  async #call(name: 'rules.ends' | 'rules.differing' | 'rules.withoutSubject', input: unknown, context: CallContext): Promise<unknown> {
    const { url, workspaceFile } = this.#options
    if (this.#threads.length < this.#size) this.#threads.push(new CallThread({ url, start: { workspaceFile, lean: true }, onSlow: () => {} }))
    const [free] = this.#threads.toSorted((one, other) => one.load - other.load)
    if (free === undefined) throw new Error('No thread was started')
    return (await free.call(name, input, context)).value
  }
}
