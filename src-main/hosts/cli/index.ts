#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { keepCompiled } from '../common/compile-cache.ts'

keepCompiled()
// Loaded after the cache is there.
const { runCli } = await import('./run-cli.ts')

const stop = new AbortController()
process.on('SIGINT', () => {
  // The second Ctrl+C does not wait for a clean end.
  if (stop.signal.aborted) process.exit(130)
  stop.abort()
})
process.on('SIGTERM', () => stop.abort())

process.exitCode = await runCli({
  argv: process.argv.slice(2),
  terminal: { out: process.stdout, err: process.stderr, interactive: process.stderr.isTTY },
  places: {
    workers: {
      reader: new URL('../../workers/reader.worker.ts', import.meta.url),
      writer: new URL('../../workers/writer.worker.ts', import.meta.url),
      job: new URL('../../workers/job.worker.ts', import.meta.url),
      bag: new URL('../../workers/trainer/bag.worker.ts', import.meta.url),
    },
    nodeHost: fileURLToPath(new URL('../node/index.ts', import.meta.url)),
    version: String(JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).version),
  },
  signal: stop.signal,
})
