import type { ModelReport, ModelSummary } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { Tone } from '#renderer/ui/tag.tsx'

type Verdict = ModelReport['verdict']
type VersionState = NonNullable<ModelSummary['latest']>['state']

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = { ready: 'Ready', ok: 'OK', not_ready: 'Not ready', no_signal: 'No usable signal' }
export const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = { ready: 'good', ok: 'care', not_ready: 'bad', no_signal: 'bad' }

/** A verdict out of a list, where it comes as text. */
export function verdictOf(text: string): Verdict | null {
  return text === 'ready' || text === 'ok' || text === 'not_ready' || text === 'no_signal' ? text : null
}

export interface EntityWords {
  readonly one: string
  readonly many: string
  readonly path: string
  readonly outcome: string
  readonly question: string
  readonly prefix: string
  /** Name and address of the page of its predictive models. */
  readonly page: string
  readonly models: string
}

export const ENTITY_WORDS: Readonly<Record<ScoredEntity, EntityWords>> = {
  lead: { one: 'lead', many: 'leads', path: '#/leads', outcome: 'Leads, qualified or disqualified', question: 'Which open leads will qualify', prefix: 'LeadScoring', page: 'Lead scoring', models: '#/models/leads' },
  opportunity: { one: 'opportunity', many: 'opportunities', path: '#/opportunities', outcome: 'Opportunities, won or lost', question: 'Which open opportunities will be won', prefix: 'OpportunityScoring', page: 'Opportunity scoring', models: '#/models/opportunities' },
}

/** The name that a model gets unless someone chooses another: its kind and the UTC minute, and a number where that is taken. */
export function defaultName(entity: ScoredEntity, now: number, taken: readonly string[]): string {
  const name = `${ENTITY_WORDS[entity].prefix}_${new Date(now).toISOString().slice(0, 16).replace(/\D/g, '')}`
  let number = 1
  while (taken.includes(number === 1 ? name : `${name}_${number}`)) number += 1
  return number === 1 ? name : `${name}_${number}`
}

/** Models from which on a note asks whether all are needed; there is no limit. */
const MANY_MODELS = 10

/** A note where there are many models for a kind of record, or null. */
export function manyModels(models: number, many: string): string | null {
  return models < MANY_MODELS ? null : `There are ${models} models for ${many}. There may be more, but so many are hard to tell apart, and a record has one score, from the highest published model that matches it. Delete those that nobody needs.`
}

/** What is wrong with a model's name, or null. */
export function nameProblem(name: string, taken: readonly string[]): string | null {
  if (name === '') return 'A model needs a name'
  if (!/^\w{1,80}$/.test(name)) return 'A model name has letters, digits and underscores, at most 80'
  return taken.includes(name) ? 'There is a model of this name; choose another' : null
}

const STATES: Readonly<Record<VersionState, { readonly word: string; readonly tone: Tone | undefined }>> = {
  training: { word: 'Training', tone: 'blue' },
  trained: { word: 'Trained', tone: undefined },
  published: { word: 'Published', tone: 'good' },
  retired: { word: 'Retired', tone: undefined },
  failed: { word: 'Failed', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: undefined },
}

export function stateTag(state: VersionState): { readonly word: string; readonly tone: Tone | undefined } {
  return STATES[state]
}

/** What a model is, in tags: published, and what its newest version is doing when that says more. */
export function modelTags(model: Pick<ModelSummary, 'published' | 'latest'>): readonly { readonly word: string; readonly tone: Tone | undefined }[] {
  const tags = model.published ? [STATES.published] : []
  if (model.latest === null) return tags.length === 0 ? [{ word: 'Draft', tone: undefined }] : tags
  const { state } = model.latest
  if (state === 'published' || state === 'retired') return tags.length === 0 ? [STATES[state]] : tags
  return [...tags, STATES[state]]
}
