import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import type { Feature, TrainingTable } from '#shared/domain/predictive/feature-table'
import { sharedData } from '../../support/shared-data.ts'

/** A peer's figures as baselines.json has them. */
export interface KnownPeer {
  readonly auc: number
  readonly logloss: number
  readonly brier: number
  readonly fit_s: number
}

interface Entry {
  readonly file: string
  readonly target: string
  readonly positive: string
  readonly drop?: readonly string[]
  readonly drop_duplicate_rows?: boolean
  readonly [peer: string]: unknown
}

export interface PeerSet {
  readonly table: TrainingTable
  readonly peers: Readonly<Record<string, KnownPeer>>
}

export const PEERS = ['logistic', 'random_forest', 'hist_gradient_boosting', 'xgboost', 'interpret_ebm'] as const
export const DATA_SETS = ['x-education', 'b2b-salvirt'] as const

/** The data set exactly as baselines.json states it, or null where the shared folder is missing. */
export function loadPeerSet(name: (typeof DATA_SETS)[number]): PeerSet | null {
  const baselines = sharedData('../facts/baselines.json')
  if (baselines === undefined) return null
  const entry = (JSON.parse(readFileSync(baselines, 'utf8')) as Record<string, Entry>)[name]
  const file = entry === undefined ? undefined : sharedData(entry.file.replace(/^data\//, ''))
  if (entry === undefined || file === undefined) return null
  const [header = [], ...body] = Papa.parse<string[]>(readFileSync(file, 'utf8').replace(/^\uFEFF/, '').trimEnd()).data
  const seen = new Set<string>()
  const rows = entry.drop_duplicate_rows === true ? body.filter((row) => !seen.has(row.join('\u0001')) && seen.add(row.join('\u0001'))) : body
  const used = header.map((title, column) => ({ title, column })).filter(({ title }) => title !== entry.target && !(entry.drop ?? []).includes(title))
  const target = header.indexOf(entry.target)
  const table: TrainingTable = {
    rows: rows.length,
    recordIds: Float64Array.from(rows, (_, row) => row + 1),
    asOf: new Float64Array(rows.length).fill(Number.NaN),
    closedAt: new Float64Array(rows.length).fill(Number.NaN),
    outcome: Uint8Array.from(rows, (row) => (row[target] === entry.positive ? 1 : 0)),
    features: used.map(({ title, column }) => featureOf(title, rows.map((row) => row[column] ?? ''))),
  }
  return { table, peers: Object.fromEntries(PEERS.map((peer) => [peer, entry[peer] as KnownPeer])) }
}

/** Numeric when at least 99 % of the filled values are numbers and there are more than two different ones. */
function featureOf(title: string, texts: readonly string[]): Feature {
  const filled = texts.filter((text) => text !== '')
  const numbers = filled.filter((text) => text.trim() !== '' && Number.isFinite(Number(text)))
  const common = { name: title, label: title, origin: 'record' } as const
  if (numbers.length >= 0.99 * filled.length && new Set(filled).size > 2) {
    return { kind: 'numeric', ...common, values: Float64Array.from(texts, (text) => (text === '' ? Number.NaN : Number(text))) }
  }
  const codes = new Map<string, number>()
  for (const text of filled) if (!codes.has(text)) codes.set(text, codes.size)
  return { kind: 'category', ...common, codes: Int32Array.from(texts, (text) => codes.get(text) ?? -1), categories: [...codes.keys()] }
}
