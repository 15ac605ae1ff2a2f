export interface Clock {
  /** UTC milliseconds. */
  now(): number
}

export type LogLevel = 'info' | 'warn' | 'error'

export interface Log {
  write(level: LogLevel, message: string, detail?: Readonly<Record<string, unknown>>): void
}

/** Addresses of the worker entries; each host resolves them in its own entry file, because bundlers move modules. */
export interface WorkerUrls {
  readonly reader: URL
  readonly writer: URL
  readonly job: URL
  readonly bag: URL
}

/** What a host lends to the core. The core knows nothing else of the machine that it runs on. */
export interface Host {
  readonly kind: 'electron' | 'node' | 'cli'
  readonly version: string
  /** Folder for uploads, rejected rows and other files beside the workspace; exists. */
  readonly dataFolder: string
  /** The workspace file; created when missing. */
  readonly workspaceFile: string
  readonly workers: WorkerUrls
  /** Threads that may compute at once. */
  readonly cores: number
  readonly clock: Clock
  readonly log: Log
  /** Shows the host's own open dialog and returns a path, or null when it was closed; absent where there is none. */
  readonly openFileDialog?: (options: { title: string; extensions: readonly string[] }) => Promise<string | null>
  /** Calls back when the machine wakes up; returns how to stop listening. */
  readonly onResume?: (listener: () => void) => () => void
  readonly notify?: (title: string, body: string) => void
}
