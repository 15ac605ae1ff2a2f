import type { ParseArgsConfig } from 'node:util'
import type { SextantClient } from '#shared/contract/index'
import type { Core } from '#main/core/create-core'
import type { WorkerUrls } from '#main/ports/host'

export type OptionSpecs = NonNullable<ParseArgsConfig['options']>
export type OptionValues = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

/** The command line was wrong: exit code 2, with the command's help. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** A job ended by a fault of ours, whose details the log has: exit code 3. */
export class Fault extends Error {
  override readonly name = 'Fault'
}

/** The user pressed Ctrl+C. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

/** The part of a stream that the command line writes to. */
interface Output {
  write(text: string): unknown
}

export interface Terminal {
  readonly out: Output
  readonly err: Output
  /** Progress overwrites its own line where a person looks on. */
  readonly interactive: boolean
}

export interface Globals {
  readonly workspace: string | undefined
  readonly now: string | undefined
  readonly json: boolean
}

/** What was asked for. A command looks at its words and options before it opens the workspace, so that a slip makes no file. */
interface Request {
  readonly values: OptionValues
  /** What follows the command's name. */
  readonly words: readonly string[]
  open(): Promise<Session>
}

/** An open workspace to work with. */
export interface Session {
  readonly client: SextantClient
  readonly core: Core
  readonly terminal: Terminal
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal
  /** Makes the host's open dialog answer with this file. */
  offerFile(path: string): void
}

/** What is printed: the document for --json, the text for people. `exitCode` when the input was wrong although the command ran. */
export interface Answer {
  readonly json: unknown
  readonly text: string
  readonly exitCode?: 0 | 1
}

export interface Command {
  /** One or two words. */
  readonly name: string
  readonly usage: string
  readonly summary: string
  readonly options: OptionSpecs
  /** One line for each option, for --help. */
  readonly optionLines?: readonly string[]
  run(request: Request): Promise<Answer>
}

/** What the entry file knows. */
export interface Places {
  readonly workers: WorkerUrls
  readonly nodeHost: string
  readonly version: string
}
