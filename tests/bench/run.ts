import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'

/** `npm run bench` runs every benchmark, `npm run bench -- NAME …` those named; each prints its own figures. */
const all = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts' && !file.startsWith('_'))
  .map((file) => file.slice(0, -3))
  .sort()
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !all.includes(name))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${all.join(', ')}.`)
  process.exit(2)
}
for (const name of asked.length > 0 ? asked : all) {
  console.log(`\n== ${name} ==`)
  const { status } = spawnSync(process.execPath, ['--expose-gc', new URL(`${name}.ts`, import.meta.url).pathname], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
