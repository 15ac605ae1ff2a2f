// Starts Sextant: builds what is missing, then opens Electron where it can run, else the node host.
// Plain JavaScript without dependencies, so that even an old Node gets as far as the sentence about its age.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const neededNode = 24
const say = (line) => process.stderr.write(`${line}\n`)

/** Ends with a sentence when this Node is too old for the store, which would crash without a word. */
function checkNode() {
  const major = Number(process.versions.node.split('.')[0])
  if (major >= neededNode) return
  say(`Sextant needs Node ${neededNode}; this is ${process.versions.node}. Start it with "npm start", which uses the Node that "npm ci" installed in node_modules.`)
  process.exit(1)
}

/** The newest change below a folder or of a file, in milliseconds; 0 when there is nothing. */
function newest(name) {
  const full = path.join(root, name)
  if (!existsSync(full)) return 0
  const stat = statSync(full)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(full).map((entry) => newest(path.join(name, entry))))
}

const sources = ['src-main', 'src-renderer', 'src-shared', 'electron.vite.config.ts', 'package.json', 'package-lock.json']
const built = ['out/main/index.js', 'out/preload/preload.cjs', 'out/renderer/index.html']

/** Builds main, preload and pages when one of them is missing or older than its sources. */
function build() {
  const oldest = Math.min(...built.map((file) => newest(file)))
  if (oldest > 0 && oldest >= Math.max(...sources.map((name) => newest(name)))) return
  say(oldest === 0 ? 'Building Sextant (a few seconds, once) …' : 'Building Sextant again, because its sources changed …')
  const tool = path.join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const { status } = spawnSync(process.execPath, [tool, 'build', '--logLevel', 'warn'], { cwd: root, stdio: ['ignore', 2, 2] })
  if (status === 0) return
  say('Building Sextant failed; the lines above say why.')
  process.exit(1)
}

/** The Electron binary when it can run here, else the reason why not. A missing binary is fetched once, for two minutes at most. */
function findElectron() {
  if (process.env.SEXTANT_HOST === 'node') return { reason: 'SEXTANT_HOST=node asks for it' }
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return { reason: 'there is no display' }
  const folder = path.join(root, 'node_modules/electron')
  const pathFile = path.join(folder, 'path.txt')
  if (!existsSync(pathFile) && existsSync(path.join(folder, 'install.js'))) {
    say('Fetching the Electron binary (once) …')
    spawnSync(process.execPath, [path.join(folder, 'install.js')], { cwd: folder, stdio: 'ignore', timeout: 120_000 })
  }
  if (!existsSync(pathFile)) return { reason: 'the Electron binary is not installed and could not be fetched' }
  const binary = path.join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  if (!existsSync(binary)) return { reason: 'the Electron binary is missing' }
  if (process.getuid?.() === 0) return { binary, options: ['--no-sandbox'] }
  return { binary, options: [] }
}

/** Becomes the given program as far as the caller can see: same terminal, same end. */
function run(command, args) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit' })
  // The child hears Ctrl+C as well, being in the same group; this process only waits for its end.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('error', (error) => {
    say(`${command} did not start: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)))
}

checkNode()
if (!existsSync(path.join(root, 'node_modules/electron-vite'))) {
  say('The packages are not installed. Run "npm ci" first.')
  process.exit(1)
}
build()
const passed = process.argv.slice(2)
const args = passed.some((arg) => arg === '--workspace' || arg.startsWith('--workspace=')) || passed.includes('--no-sample') ? passed.filter((arg) => arg !== '--no-sample') : ['--sample', ...passed]
const electron = findElectron()
if (electron.binary === undefined) {
  say(`Starting the node host, which shows Sextant in a browser window: ${electron.reason}.`)
  run(process.execPath, [path.join(root, 'src-main/hosts/node/index.ts'), ...args])
} else {
  say('Starting Electron: its binary is installed and there is a display.')
  run(electron.binary, [...electron.options, root, ...args])
}
