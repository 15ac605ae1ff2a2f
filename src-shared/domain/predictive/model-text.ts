import { binCountOf, type FeatureBinning } from './binning.ts'
import { termBins, type EbmModel, type ModelFeature, type ModelTerm } from './model.ts'

/** The model as JSON with sorted keys and no white space: the same model always gives the same bytes. */
export function serializeModel(model: EbmModel): string {
  return JSON.stringify(model, (_key, value: unknown) => (isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value))
}

/** Most entries of one term: its positions are stored in 16 bits. */
const MOST_BINS = 65_536

/** Reads what `serializeModel` wrote, now or in version 1, which had no pair bins. Throws an Error whose message is a sentence that names what is wrong. */
export function parseModel(text: string): EbmModel {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Error('The model file is not valid JSON.')
  }
  const model = object(value, 'the file')
  if (model['format'] !== 'sextant-ebm') throw new Error('This is not a Sextant model: its format should be "sextant-ebm".')
  const version = model['version']
  if (version !== 1 && version !== 2) throw new Error(`The model file has version ${JSON.stringify(version)}; this application reads versions 1 and 2.`)
  const features = list(model['features'], 'features').map((feature, index) => readFeature(feature, `features[${index}]`, version))
  const calibration = object(model['calibration'], 'calibration')
  const slope = finite(calibration['slope'], 'calibration.slope')
  if (slope <= 0) throw new Error(`calibration.slope is ${slope}; it must be above 0.`)
  const priorRate = finite(model['priorRate'], 'priorRate')
  if (priorRate <= 0 || priorRate >= 1) throw new Error(`priorRate is ${priorRate}; it must lie between 0 and 1.`)
  const terms = list(model['terms'], 'terms').map((term, index) => readTerm(term, `terms[${index}]`, features))
  const on = object(model['trainedOn'], 'trainedOn')
  return {
    format: 'sextant-ebm',
    version: 2,
    features,
    terms,
    intercept: finite(model['intercept'], 'intercept'),
    calibration: { slope, intercept: finite(calibration['intercept'], 'calibration.intercept') },
    priorRate,
    trainedOn: {
      rows: finite(on['rows'], 'trainedOn.rows'),
      positives: finite(on['positives'], 'trainedOn.positives'),
      from: finiteOrNull(on['from'], 'trainedOn.from'),
      to: finiteOrNull(on['to'], 'trainedOn.to'),
      trainedAt: finite(on['trainedAt'], 'trainedOn.trainedAt'),
      seed: finite(on['seed'], 'trainedOn.seed'),
      bags: finite(on['bags'], 'trainedOn.bags'),
    },
  }
}

const UNITS = { numeric: ['date', 'count', 'days'], category: ['weekday', 'month', 'word'] } as const

function isUnitOf(value: unknown, kind: keyof typeof UNITS): value is (typeof UNITS)[keyof typeof UNITS][number] {
  return UNITS[kind].some((unit) => unit === value)
}

function readFeature(value: unknown, path: string, version: 1 | 2): ModelFeature {
  const feature = object(value, path)
  const kind = feature['kind']
  const origin = feature['origin']
  const unit = feature['unit']
  if (kind !== 'numeric' && kind !== 'category') throw new Error(`${path}.kind is ${JSON.stringify(kind)}; it must be "numeric" or "category".`)
  if (origin !== 'record' && origin !== 'related' && origin !== 'intelligent') throw new Error(`${path}.origin is ${JSON.stringify(origin)}; it must be "record", "related" or "intelligent".`)
  if (unit !== null && !isUnitOf(unit, kind)) throw new Error(`${path}.unit is ${JSON.stringify(unit)}; it must be ${UNITS[kind].map((known) => JSON.stringify(known)).join(', ')} or null.`)
  const binning = readBinning(feature['binning'], `${path}.binning`)
  if (binning.kind !== kind) throw new Error(`${path}.binning is for a ${binning.kind} attribute, but ${path} is ${kind}.`)
  return { name: string(feature['name'], `${path}.name`), label: string(feature['label'], `${path}.label`), origin, kind, unit, binning, pairBins: version === 1 ? null : readPairBins(feature['pairBins'], `${path}.pairBins`, binCountOf(binning)) }
}

function readPairBins(value: unknown, path: string, bins: number): readonly number[] | null {
  if (value === null) return null
  const map = numbers(value, path)
  if (map.length !== bins) throw new Error(`${path} has ${map.length} entries; the attribute has ${bins} bins.`)
  const used = new Set(map)
  for (let bin = 0; bin < used.size; bin += 1) if (!used.has(bin)) throw new Error(`${path} must count its bins from 0 without gaps.`)
  return map
}

function readBinning(value: unknown, path: string): FeatureBinning {
  const binning = object(value, path)
  if (binning['kind'] === 'category') return { kind: 'category', categories: list(binning['categories'], `${path}.categories`).map((name, index) => string(name, `${path}.categories[${index}]`)) }
  if (binning['kind'] !== 'numeric') throw new Error(`${path}.kind is ${JSON.stringify(binning['kind'])}; it must be "numeric" or "category".`)
  const cuts = numbers(binning['cuts'], `${path}.cuts`)
  if (cuts.some((cut, index) => index > 0 && cut <= (cuts[index - 1] ?? cut))) throw new Error(`${path}.cuts must ascend.`)
  return { kind: 'numeric', cuts }
}

function readTerm(value: unknown, path: string, features: readonly ModelFeature[]): ModelTerm {
  const fields = object(value, path)
  const term: ModelTerm = {
    features: numbers(fields['features'], `${path}.features`),
    scores: numbers(fields['scores'], `${path}.scores`),
    deviations: numbers(fields['deviations'], `${path}.deviations`),
    counts: numbers(fields['counts'], `${path}.counts`),
    positives: numbers(fields['positives'], `${path}.positives`),
    ...(fields['days'] === undefined ? {} : { days: list(fields['days'], `${path}.days`).map((entry, index) => finiteOrNull(entry, `${path}.days[${index}]`)) }),
  }
  if (term.features.length === 0 || term.features.some((index) => features[index] === undefined)) throw new Error(`${path}.features names an attribute that the model does not have.`)
  const bins = termBins({ features }, term)
  if (bins > MOST_BINS) throw new Error(`${path} has ${bins} bins; at most ${MOST_BINS} can be read.`)
  for (const key of ['scores', 'deviations', 'counts', 'positives'] as const) {
    if (term[key].length !== bins) throw new Error(`${path}.${key} has ${term[key].length} entries; its attributes have ${bins} bins.`)
  }
  if (term.days !== undefined && term.days.length !== bins) throw new Error(`${path}.days has ${term.days.length} entries; its attributes have ${bins} bins.`)
  return term
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function object(value: unknown, path: string): Record<string, unknown> {
  if (!isRecord(value)) throw new Error(`In the model file ${path} should be an object.`)
  return value
}

function list(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`In the model file ${path} should be a list.`)
  return value
}

function string(value: unknown, path: string): string {
  if (typeof value !== 'string') throw new Error(`In the model file ${path} should be text.`)
  return value
}

function finite(value: unknown, path: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`In the model file ${path} should be a number.`)
  return value
}

function finiteOrNull(value: unknown, path: string): number | null {
  return value === null ? null : finite(value, path)
}

function numbers(value: unknown, path: string): number[] {
  return list(value, path).map((entry, index) => finite(entry, `${path}[${index}]`))
}
