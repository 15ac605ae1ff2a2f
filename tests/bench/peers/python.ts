import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TrainingTable } from '#shared/domain/predictive/feature-table'

/** What Python's libraries predicted for the tested rows, by peer. */
export interface PythonPeers {
  readonly versions: string
  readonly peers: Readonly<Record<string, { readonly probability: Float64Array; readonly fitSeconds: number; readonly predictSeconds: number; readonly cpuSeconds: number }>>
}

/** Not a peer: XGBoost with trees of depth 2, which join two columns at most, to tell what pairs of columns can reach. */
export const TWO_COLUMNS = 'xgboost, two columns a tree'

/** The interpreter that has both libraries, Debian's before the others; null where none has. */
export function findPython(): string | null {
  const works = (python: string): boolean => spawnSync(python, ['-c', 'import sklearn, xgboost'], { stdio: 'ignore' }).status === 0
  return ['/usr/bin/python3', 'python3'].find(works) ?? null
}

/** Fits every peer on all but each of the given folds and predicts that fold. Throws with Python's own words when it fails. */
export function runPython(python: string, table: TrainingTable, foldOfRow: Uint8Array, folds: readonly number[]): PythonPeers {
  const folder = mkdtempSync(join(tmpdir(), 'sextant-peers-'))
  try {
    const columns = table.features.map((feature, index) => ({ kind: feature.kind, file: `${index}.bin` }))
    table.features.forEach((feature, index) => writeFileSync(join(folder, `${index}.bin`), bytes(feature.kind === 'numeric' ? feature.values : feature.codes)))
    writeFileSync(join(folder, 'outcome.u8'), table.outcome)
    writeFileSync(join(folder, 'fold.u8'), foldOfRow)
    writeFileSync(join(folder, 'set.json'), JSON.stringify({ rows: table.rows, folds, columns }))
    const { status, stdout, stderr } = spawnSync(python, [join(import.meta.dirname, 'peers.py'), folder], { encoding: 'utf8', env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' } })
    if (status !== 0) throw new Error(stderr)
    const said = JSON.parse(stdout) as { versions: string; peers: Record<string, { fitSeconds: number; predictSeconds: number; cpuSeconds: number }> }
    const withRows = Object.entries(said.peers).map(([name, seconds]) => [name, { ...seconds, probability: readNumbers(join(folder, `${name}.f64`)) }] as const)
    return { versions: said.versions, peers: Object.fromEntries(withRows) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function bytes(values: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}

function readNumbers(file: string): Float64Array {
  return new Float64Array(new Uint8Array(readFileSync(file)).buffer)
}
