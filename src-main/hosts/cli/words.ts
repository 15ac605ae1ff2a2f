import { UsageError, type OptionValues } from './command.ts'

/** The option's text, or undefined. */
export function textOption(values: OptionValues, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

/** The option as a whole number of at least `least` and at most `most`, or undefined when it was left out. */
export function numberOption(values: OptionValues, name: string, least: number, most = Number.MAX_SAFE_INTEGER): number | undefined {
  const text = textOption(values, name)
  if (text === undefined) return undefined
  const value = wholeNumber(text, `--${name}`, least)
  if (value > most) throw new UsageError(`--${name} must be at most ${most.toLocaleString('en-US')}, not "${text}".`)
  return value
}

export function wholeNumber(text: string, what: string, least: number): number {
  const value = Number(text)
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) throw new UsageError(`${what} must be a whole number of at least ${least}, not "${text}".`)
  return value
}

/** The words after the command, exactly as many as named. */
export function exactWords(words: readonly string[], names: readonly string[]): readonly string[] {
  const [missing] = names.slice(words.length)
  if (missing !== undefined) throw new UsageError(`${missing} is missing.`)
  const [extra] = words.slice(names.length)
  if (extra !== undefined) throw new UsageError(`"${extra}" is not expected here.`)
  return words
}

/** The word as an entity. */
export function entityWord(text: string | undefined, what: string): 'lead' | 'opportunity' {
  if (text === 'lead' || text === 'opportunity') return text
  throw new UsageError(text === undefined ? `${what} is missing: lead or opportunity.` : `${what} must be lead or opportunity, not "${text}".`)
}
