import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { keepCompiled } from '../common/compile-cache.ts'
import { nodeHelp, parseNodeOptions, type NodeOptions } from './options.ts'

keepCompiled()
// Loaded after the cache is there.
const { runNodeHost } = await import('./run.ts')
const { startSentence } = await import('../common/sentence.ts')

const packageFile = new URL('../../../package.json', import.meta.url)
const places = {
  workers: {
    reader: new URL('../../workers/reader.worker.ts', import.meta.url),
    writer: new URL('../../workers/writer.worker.ts', import.meta.url),
    job: new URL('../../workers/job.worker.ts', import.meta.url),
    bag: new URL('../../workers/trainer/bag.worker.ts', import.meta.url),
  },
  rendererFolder: fileURLToPath(new URL('../../../out/renderer', import.meta.url)),
  version: String(JSON.parse(readFileSync(packageFile, 'utf8')).version),
}

async function start(): Promise<number> {
  let options: NodeOptions
  try {
    options = parseNodeOptions(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${nodeHelp}`)
    return 2
  }
  if (options.help) {
    process.stdout.write(nodeHelp)
    return 0
  }
  try {
    return await runNodeHost(options, places)
  } catch (error) {
    const { text, exitCode } = startSentence(error)
    process.stderr.write(`${text}\n`)
    return exitCode
  }
}

process.exit(await start())
