import { present } from '#shared/lib/assert'
import type { WorkerUrls } from '#main/ports/host'
import { CallThread } from './call-thread.ts'
import type { CallContext, ChangeTopic, Read, Write } from './context.ts'
import type { reads } from './registry/reads.ts'
import type { writes } from './registry/writes.ts'
import type { WriteGate } from './write-gate.ts'

type Reads = typeof reads
type Writes = typeof writes
export type ReadName = keyof Reads
export type WriteName = keyof Writes
type ReadInput<Name extends ReadName> = Reads[Name] extends Read<infer Input, infer _Output> ? Input : never
type ReadOutput<Name extends ReadName> = Reads[Name] extends Read<infer _Input, infer Output> ? Output : never
type WriteInput<Name extends WriteName> = Writes[Name] extends Write<infer Input, infer _Output> ? Input : never
type WriteOutput<Name extends WriteName> = Writes[Name] extends Write<infer _Input, infer Output> ? Output : never

interface Options {
  readonly workspaceFile: string
  readonly workers: WorkerUrls
  readonly readers: number
  readonly gate: WriteGate
  readonly context: () => CallContext
  /** Awaited before a write is acknowledged. */
  readonly onChange: (topics: readonly ChangeTopic[]) => Promise<void>
  readonly onSlow: (sql: string, milliseconds: number) => void
}

/** The workspace as the core sees it: named reads on a pool of threads, named writes on one; no SQLite on this thread. */
export class Store {
  readonly #options: Options
  readonly #readers: readonly CallThread[]
  readonly #writer: CallThread

  constructor(options: Options) {
    this.#options = options
    const start = { workspaceFile: options.workspaceFile }
    this.#readers = Array.from({ length: options.readers }, () => new CallThread({ url: options.workers.reader, start, onSlow: options.onSlow }))
    this.#writer = new CallThread({ url: options.workers.writer, start, onSlow: options.onSlow })
  }

  async read<Name extends ReadName>(name: Name, input: ReadInput<Name>): Promise<ReadOutput<Name>> {
    let free = present(this.#readers[0], 'a reader thread')
    for (const reader of this.#readers) if (reader.load < free.load) free = reader
    const answer = await free.call(name, input, this.#options.context())
    return answer.value as ReadOutput<Name>
  }

  /** Runs in one transaction; when it resolves, the change is on disk. What a person saves goes before what jobs write. */
  async write<Name extends WriteName>(name: Name, input: WriteInput<Name>): Promise<WriteOutput<Name>> {
    const release = await this.#options.gate.acquire('person')
    try {
      const answer = await this.#writer.call(name, input, this.#options.context())
      if (answer.topics.length > 0) await this.#options.onChange(answer.topics)
      return answer.value as WriteOutput<Name>
    } finally {
      release()
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#readers.map((reader) => reader.close()), this.#writer.close()])
  }
}
