import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { Filter, ModelConfig, ModelSummary, OutcomeChoice } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'

export const STEPS = ['outcome', 'data', 'attributes', 'train'] as const
export type WizardStep = (typeof STEPS)[number]

export interface WizardState {
  readonly step: WizardStep
  readonly entity: ScoredEntity | null
  /** null until someone types one. */
  readonly name: string | null
  readonly processId: number | null
  /** Conditions that all hold for the records learned from and scored. */
  readonly filter: readonly Filter[]
  /** The column that says how a record ended; null for its state. */
  readonly outcome: OutcomeChoice | null
  readonly windowMonths: number
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  /** null follows the data: open records, or all when none is open. */
  readonly scores: ModelConfig['scores'] | null
  /** The model once it is made; the rest of its state lives in the core. */
  readonly modelId: number | null
  readonly publishJob: number | null
}

export const START: WizardState = { step: 'outcome', entity: null, name: null, processId: null, filter: [], outcome: null, windowMonths: 24, include: [], exclude: [], scores: null, modelId: null, publishJob: null }

/** The choices made for a new model; outlive the page and a reload of the window. */
export const useWizard = create<WizardState>()(persist((): WizardState => START, { name: 'sextant-wizard', version: 1, migrate: () => START, storage: createJSONStorage(() => sessionStorage) }))

/** Which records the choices are about, as the core asks for it. */
export function populationChoice({ processId, filter, outcome }: Pick<WizardState, 'processId' | 'filter' | 'outcome'>): Pick<ModelConfig, 'processId' | 'filter' | 'outcome'> {
  return { processId, filter: [...filter], outcome }
}

export function setWizard(change: Partial<WizardState>): void {
  useWizard.setState(change)
}

/** Another outcome makes another model; what was chosen for the first does not fit it. */
export function chooseEntity(entity: ScoredEntity): void {
  useWizard.setState((state) => (state.entity === entity ? {} : { ...START, entity }))
}

/** Opens the choices of a model that is there already. */
export function editModel(model: Pick<ModelSummary, 'id' | 'entity' | 'name' | 'config'>, step: WizardStep): void {
  const { processId, filter, outcome, windowMonths, include, exclude, scores } = model.config
  useWizard.setState({ ...START, step, entity: model.entity, name: model.name, processId, filter, outcome, windowMonths, include, exclude, scores, modelId: model.id })
}
