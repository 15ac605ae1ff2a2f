import { createRequire, registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { ElectronDouble } from './electron-double.ts'

const scheme = 'electron-double:'
const key = Symbol.for('sextant.electron-doubles')
const doubles = new Map<string, Record<string, unknown>>()
Object.assign(globalThis, { [key]: doubles })

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron') return next(specifier, context)
    const folder = [...doubles.keys()].find((candidate) => context.parentURL?.startsWith(candidate))
    if (folder === undefined) throw new Error(`electron was imported by ${context.parentURL ?? 'nobody'}, which is no launched bundle.`)
    return { url: `${scheme}${folder}`, format: 'module', shortCircuit: true }
  },
  load(url, context, next) {
    if (!url.startsWith(scheme)) return next(url, context)
    const folder = url.slice(scheme.length)
    const names = Object.keys(doubles.get(folder) ?? {})
    const head = `const double = globalThis[Symbol.for('sextant.electron-doubles')].get(${JSON.stringify(folder)})`
    return { format: 'module', shortCircuit: true, source: [head, ...names.map((name) => `export const ${name} = double.${name}`)].join('\n') }
  },
})

/** Runs a main bundle whose `electron` is the given double; the bundle's folder must be its own. */
export function loadMainBundle(folder: string, double: ElectronDouble): void {
  doubles.set(pathToFileURL(folder).href, double.exports())
  createRequire(import.meta.url)(`${folder}/main/index.js`)
}
