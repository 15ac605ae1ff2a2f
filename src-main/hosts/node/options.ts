import { parseArgs } from 'node:util'

export interface NodeOptions {
  readonly workspace: string | undefined
  readonly now: string | undefined
  readonly sample: boolean
  readonly open: boolean
  readonly json: boolean
  readonly help: boolean
}

export const nodeHelp = `Sextant in a browser window, served on this machine only.

  node src-main/hosts/node/index.ts [options]

  --workspace FILE   workspace to open; made when missing
  --sample           open the sample workspace, and fill it when it is empty
  --now ISO          let the clock stand still at this moment
  --no-open          print the address instead of opening a window
  --json             print the address as JSON
  --help             show this
`

/** Reads the command line; throws a TypeError whose message names what is wrong with it. */
export function parseNodeOptions(argv: readonly string[]): NodeOptions {
  const { values } = parseArgs({
    args: [...argv],
    allowNegative: true,
    options: {
      workspace: { type: 'string' },
      now: { type: 'string' },
      sample: { type: 'boolean', default: false },
      open: { type: 'boolean', default: true },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  return { workspace: values.workspace, now: values.now, sample: values.sample, open: values.open, json: values.json, help: values.help }
}
