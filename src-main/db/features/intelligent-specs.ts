import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { ReadDb } from '../handles.ts'
import type { AttributeSource, AttributeSpec } from './attribute-spec.ts'

interface Options {
  readonly timesUsable: boolean
  readonly processId: number | null
}

const WINDOWS = [7, 30, 90, null] as const
/** A type that fewer of the records than this have tells too little to be used by default. */
const LEAST_SHARE = 0.005

const typesSql: Record<ScoredEntity, string> = {
  lead: 'SELECT n.type, count(DISTINCT n.lead_id) AS records FROM json_each(?) i CROSS JOIN interaction n WHERE n.lead_id = i.value GROUP BY n.type ORDER BY n.type',
  opportunity: 'SELECT n.type, count(DISTINCT n.opportunity_id) AS records FROM json_each(?) i CROSS JOIN interaction n WHERE n.opportunity_id = i.value GROUP BY n.type ORDER BY n.type',
}

const PERSON: Record<ScoredEntity, { link: string | null; table: string }> = {
  lead: { link: null, table: 'lead' },
  opportunity: { link: 'contact_id', table: 'contact' },
}

/** Attributes that no column holds: behaviour before the moment, age, kind of mail box, plausible names, stages. */
export function intelligentSpecs(db: ReadDb, entity: ScoredEntity, ids: Float64Array, options: Options): AttributeSpec[] {
  const needsTimes = (spec: AttributeSpec): AttributeSpec =>
    options.timesUsable ? spec : { ...spec, usable: false, chosen: false, reason: 'Never used: it needs a moment, and creation or closing times are missing.' }
  const types = db.prepare<{ type: string; records: number }>(typesSql[entity]).all(JSON.stringify([...ids]))
  const { link, table } = PERSON[entity]
  const timed = [
    numeric('age', 'Days since creation', { type: 'age' }),
    ...(types.length === 0 ? [] : [numeric('interactions.last', 'Days since the last interaction', { type: 'last_interaction' })]),
    ...types.flatMap(({ type, records }) => counts(type, records, ids.length)),
    ...stages(db, entity, options.processId),
  ]
  return [
    category('email_domain', 'E-mail domain', { type: 'email_domain', link, table }),
    category('first_name_plausible', 'First name is plausible', { type: 'plausible_name', link, table, column: 'first_name' }),
    category('last_name_plausible', 'Last name is plausible', { type: 'plausible_name', link, table, column: 'last_name' }),
    ...timed.map(needsTimes),
  ]
}

const common = { origin: 'intelligent', vouched: true, knownWhen: 'history', usable: true, chosen: true, reason: '' } as const

function numeric(name: string, label: string, source: AttributeSource): AttributeSpec {
  return { ...common, name, label, kind: 'numeric', needsTime: true, source }
}

function category(name: string, label: string, source: AttributeSource): AttributeSpec {
  return { ...common, name, label, kind: 'category', needsTime: false, source }
}

function counts(type: string, records: number, of: number): AttributeSpec[] {
  const words = type.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  const label = words.charAt(0).toUpperCase() + words.slice(1)
  const rare = records < LEAST_SHARE * of ? { chosen: false, reason: `Happens too seldom: in ${records} of ${of} records looked at.` } : {}
  return WINDOWS.map((days) => ({
    ...numeric(`interactions.${type}.${days === null ? 'ever' : `${days}d`}`, days === null ? `${label} so far` : `${label} in ${days} days`, { type: 'interactions', interaction: type, days }),
    ...rare,
  }))
}

function stages(db: ReadDb, entity: ScoredEntity, processId: number | null): AttributeSpec[] {
  if (processId === null) return []
  const process = db.prepare<{ name: string }>('SELECT name FROM process WHERE id = ? AND entity = ?').get(processId, entity)
  if (process === undefined) return []
  return [
    numeric(`process.${processId}.days_in_stage`, `Days in stage of ${process.name}`, { type: 'days_in_stage', processId }),
    numeric(`process.${processId}.stage_returns`, `Returns to a stage of ${process.name}`, { type: 'stage_returns', processId }),
  ]
}
