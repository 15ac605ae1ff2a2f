import { UsageError, type Answer, type Command, type Places, type Session, type Terminal } from './command.ts'
import { check } from './commands/check.ts'
import { explain } from './commands/explain.ts'
import { exportData } from './commands/export.ts'
import { importFile } from './commands/import.ts'
import { jobs } from './commands/jobs.ts'
import { modelCreate, modelList, modelPublish, modelShow, modelTrain } from './commands/model.ts'
import { rulesCheck, rulesList, rulesPublish, rulesPut, rulesShow, rulesStop } from './commands/rules.ts'
import { rulesBacktest, rulesSuggest } from './commands/rules-history.ts'
import { modelExport, modelImport } from './commands/model-file.ts'
import { modelConfigure, modelDelete, modelGrades, modelOrder, modelRetraining } from './commands/model-manage.ts'
import { modelCompare, modelRestore, modelRetrain, modelRevert } from './commands/model-versions.ts'
import { sample } from './commands/sample.ts'
import { score } from './commands/score.ts'
import { describeError } from './errors.ts'
import { commandHelp, generalHelp } from './help.ts'
import { clockOf, openSession } from './open-session.ts'
import { parseCommandLine, type Parsed } from './parse.ts'
import { runNodeHost, serveHelp } from './serve.ts'

const inProcess: readonly Command[] = [sample, importFile, modelCreate, modelTrain, modelPublish, modelShow, modelList, modelRetrain, modelCompare, modelRestore, modelRevert, modelConfigure, modelRetraining, modelGrades, modelOrder, modelDelete, modelExport, modelImport, rulesPut, rulesCheck, rulesPublish, rulesStop, rulesShow, rulesList, rulesBacktest, rulesSuggest, score, explain, exportData, jobs, check]
const commands = [...inProcess, serveHelp]
type AnyCommand = (typeof commands)[number]

interface Options {
  readonly argv: readonly string[]
  readonly terminal: Terminal
  readonly places: Places
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal
}

/** Runs one command line and returns its exit code: 0 done, 1 wrong input, 2 wrong command line, 3 a fault, 130 Ctrl+C. */
export async function runCli({ argv, terminal, places, signal }: Options): Promise<number> {
  // Known before the command line has been read, because a mistake in it is answered in JSON as well.
  const asJson = argv.includes('--json')
  try {
    const parsed = parseCommandLine<AnyCommand>(argv, commands)
    const { command } = parsed
    if (parsed.help || command === undefined) {
      const text = command === undefined ? generalHelp(commands) : commandHelp(command)
      if (asJson) terminal.out.write(`${JSON.stringify(parsed.help ? { help: text } : { error: { code: 'USAGE', message: 'The command is missing.' } }, null, 2)}\n`)
      const target = parsed.help && !asJson ? terminal.out : terminal.err
      target.write(text)
      return parsed.help ? 0 : 2
    }
    if (!('run' in command)) return await runNodeHost(places.nodeHost, serveArguments(parsed))
    const answer = await runCommand(command, parsed, { terminal, places, signal })
    terminal.out.write(asJson ? `${JSON.stringify(answer.json, null, 2)}\n` : `${answer.text}\n`)
    return answer.exitCode ?? 0
  } catch (error) {
    const { code, message, exitCode } = describeError(error)
    terminal.err.write(`${message}\n${error instanceof UsageError ? 'See "sextant --help".\n' : ''}`)
    if (asJson) terminal.out.write(`${JSON.stringify({ error: { code, message } }, null, 2)}\n`)
    return exitCode
  }
}

async function runCommand(command: Command, { globals, values, words }: Parsed<AnyCommand>, options: Omit<Options, 'argv'>): Promise<Answer> {
  let session: Session | undefined
  const open = async (): Promise<Session> => (session ??= await openSession({ ...options, globals }))
  try {
    return await command.run({ values, words, open })
  } finally {
    await session?.core.close()
  }
}

function serveArguments({ globals, values, words }: Parsed<AnyCommand>): string[] {
  if (words[0] !== undefined) throw new UsageError(`"${words[0]}" is not expected here.`)
  clockOf(globals.now)
  const pick = (name: string, value: string | undefined): string[] => (value === undefined ? [] : [`--${name}`, value])
  const flags = [values['open'] === true ? '--open' : '--no-open', ...(values['sample'] === true ? ['--sample'] : []), ...(globals.json ? ['--json'] : [])]
  return [...pick('workspace', globals.workspace), ...pick('now', globals.now), ...flags]
}
