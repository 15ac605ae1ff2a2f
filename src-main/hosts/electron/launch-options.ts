import { parseArgs } from 'node:util'

export interface LaunchOptions {
  readonly workspace: string | undefined
  readonly now: string | undefined
  readonly sample: boolean
}

/** Picks our own options out of a command line that also carries Chromium's switches and the application's path. */
export function parseLaunchOptions(argv: readonly string[]): LaunchOptions {
  const { values } = parseArgs({
    args: argv.slice(1),
    strict: false,
    options: { workspace: { type: 'string' }, now: { type: 'string' }, sample: { type: 'boolean' } },
  })
  return {
    workspace: typeof values['workspace'] === 'string' ? values['workspace'] : undefined,
    now: typeof values['now'] === 'string' ? values['now'] : undefined,
    sample: values['sample'] === true,
  }
}
