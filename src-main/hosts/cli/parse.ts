import { parseArgs } from 'node:util'
import { UsageError, type Globals, type OptionSpecs, type OptionValues } from './command.ts'

const globalOptions = {
  workspace: { type: 'string' },
  now: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies OptionSpecs

interface Named {
  readonly name: string
  readonly options: OptionSpecs
}

export interface Parsed<C extends Named> {
  /** undefined when only help was asked for. */
  readonly command: C | undefined
  readonly help: boolean
  readonly globals: Globals
  readonly values: OptionValues
  readonly words: readonly string[]
}

/** Finds the command wherever it stands among the options and reads its options strictly. Throws `UsageError`. */
export function parseCommandLine<C extends Named>(argv: readonly string[], commands: readonly C[]): Parsed<C> {
  const everyOption: OptionSpecs = Object.assign({}, ...commands.map((command) => command.options), globalOptions)
  const loose = parseArgs({ args: [...argv], options: everyOption, allowPositionals: true, strict: false })
  const command = commands.find(({ name }) => name.split(' ').every((word, index) => loose.positionals[index] === word))
  if (command === undefined && loose.positionals.length > 0) throw new UsageError(unknownCommand(loose.positionals, commands))
  const { values, positionals } = parseStrictly(argv, { ...command?.options, ...globalOptions })
  const globals = { workspace: text(values['workspace']), now: text(values['now']), json: values['json'] === true }
  return { command, help: values['help'] === true, globals, values, words: positionals.slice(command?.name.split(' ').length ?? 0) }
}

function parseStrictly(argv: readonly string[], options: OptionSpecs): { values: OptionValues; positionals: string[] } {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function unknownCommand(words: readonly string[], commands: readonly Named[]): string {
  const follow = commands.filter(({ name }) => name.startsWith(`${words[0]} `)).map(({ name }) => name.split(' ')[1])
  if (follow.length > 0) return `After ${words[0]} comes one of: ${follow.join(', ')}.`
  return `There is no command "${words[0]}". There are: ${[...new Set(commands.map(({ name }) => name.split(' ')[0]))].join(', ')}.`
}

const text = (value: OptionValues[string]): string | undefined => (typeof value === 'string' ? value : undefined)
