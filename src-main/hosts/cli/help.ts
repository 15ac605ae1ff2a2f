import type { Command } from './command.ts'
import { layFacts } from './layout.ts'

type Described = Pick<Command, 'name' | 'usage' | 'summary' | 'optionLines'>

const globalLines = [
  '--workspace FILE   workspace to use, made when missing; your own one when left out',
  '--now ISO          let the clock stand still at this moment',
  '--json             print one JSON document; progress goes to stderr',
  '--help             show help, also for each command',
]

export function generalHelp(commands: readonly Described[]): string {
  const list = layFacts(commands.map((command) => [`  ${command.usage}`, command.summary] as const))
  return `Sextant tells a sales team which leads and opportunities to work on next, and why.\n\nUsage: sextant COMMAND [options]\n\n${list}\n\nEvery command takes:\n${indent(globalLines)}\n\nExit codes: 0 done, 1 the input was wrong, 2 the command line was wrong, 3 a fault in Sextant, 130 stopped by Ctrl+C.\n`
}

export function commandHelp(command: Described): string {
  return `${command.summary}\n\nUsage: sextant ${command.usage}\n\n${indent([...(command.optionLines ?? []), ...globalLines])}\n`
}

const indent = (lines: readonly string[]): string => lines.map((line) => `  ${line}`).join('\n')
