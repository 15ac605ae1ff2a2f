import type { ModelConfig, Readiness } from '#shared/contract/index'
import type { WizardState } from './wizard-store.ts'

/** Why there can be no submodel for each stage with these records and this window; empty where there can. */
export function stageProblem(readiness: Pick<Readiness, 'perStage' | 'windows' | 'minimum'>, windowMonths: number): string {
  const { reason, lastStage, closed } = readiness.perStage
  if (reason !== '' || lastStage === null) return reason
  const found = closed[readiness.windows.findIndex(({ months }) => months === windowMonths)] ?? 0
  return found >= readiness.minimum ? '' : `It needs ${readiness.minimum} opportunities created and closed in the window whose last stage was ${lastStage}; there are ${found}.`
}

/** What the choices about stages come to: without a possible submodel there is one model for all stages. */
export function stageChoice(state: Pick<WizardState, 'perStage' | 'stageAttributes' | 'windowMonths' | 'modelId'>, readiness: Parameters<typeof stageProblem>[0] | undefined): Pick<ModelConfig, 'perStage' | 'stageAttributes'> {
  // a model that is there keeps what it was made as; the core says why when its records no longer allow it
  const perStage = state.perStage && (state.modelId !== null || (readiness !== undefined && stageProblem(readiness, state.windowMonths) === ''))
  return { perStage, stageAttributes: perStage ? Object.fromEntries(Object.entries(state.stageAttributes).map(([name, stages]) => [name, [...stages]])) : {} }
}

/** The stages that an attribute counts in, with one of them switched; all of them is the same as not being listed. */
export function switchStage(stageAttributes: WizardState['stageAttributes'], attribute: string, stage: string, on: boolean, all: readonly string[]): WizardState['stageAttributes'] {
  const now = stageAttributes[attribute] ?? all
  const next = all.filter((name) => (name === stage ? on : now.includes(name)))
  const others = Object.entries(stageAttributes).filter(([name]) => name !== attribute)
  return Object.fromEntries(next.length === all.length ? others : [...others, [attribute, next]])
}

/** `All`, `None`, or the names. */
export function stageWords(chosen: readonly string[] | undefined, all: readonly string[]): string {
  if (chosen === undefined || all.every((name) => chosen.includes(name))) return 'All'
  const known = all.filter((name) => chosen.includes(name))
  return known.length === 0 ? 'None' : known.join(', ')
}
