import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { Filter, ModelConfig, ModelSummary, OutcomeChoice } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { isTreeFilter, type RecordFilter } from '#shared/domain/rules/record-filter'
import type { BranchNode } from '#shared/domain/rules/tree'

export const STEPS = ['outcome', 'data', 'attributes', 'train'] as const
export type WizardStep = (typeof STEPS)[number]

export interface WizardState {
  readonly step: WizardStep
  readonly entity: ScoredEntity | null
  /** null until someone types one. */
  readonly name: string | null
  readonly processId: number | null
  /** What holds for the records learned from and scored. */
  readonly filter: RecordFilter<Filter>
  /** The filter while something of it is missing or wrong; null when `filter` is what people see. */
  readonly filterDraft: BranchNode | null
  /** The column that says how a record ended; null for its state. */
  readonly outcome: OutcomeChoice | null
  readonly windowMonths: number
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly ignoreEmpty: boolean
  readonly perStage: boolean
  /** Names of the stages that an attribute counts in; one that is not listed counts in all of them. */
  readonly stageAttributes: Readonly<Record<string, readonly string[]>>
  /** null follows the data: open records, or all when none is open. */
  readonly scores: ModelConfig['scores'] | null
  /** The model once it is made; the rest of its state lives in the core. */
  readonly modelId: number | null
  readonly publishJob: number | null
}

/** What a model is told to learn from, to look at and to score; chosen in the wizard, and again on the page of the model. */
export type ModelChoice = Omit<WizardState, 'step' | 'entity' | 'name' | 'publishJob'>

/** What fields of the choice are given: what is chosen, and what is told of a change. */
export interface Choosing {
  readonly choice: ModelChoice
  readonly onChange: (change: Partial<ModelChoice>) => void
}

export const START: WizardState = { step: 'outcome', entity: null, name: null, processId: null, filter: [], filterDraft: null, outcome: null, windowMonths: 24, include: [], exclude: [], ignoreEmpty: false, perStage: false, stageAttributes: {}, scores: null, modelId: null, publishJob: null }

/** The choices made for a new model; outlive the page and a reload of the window. */
export const useWizard = create<WizardState>()(persist((): WizardState => START, { name: 'sextant-wizard', version: 3, migrate: () => START, storage: createJSONStorage(() => sessionStorage) }))

/** Which records the choices are about, as the core asks for it. */
export function populationChoice({ processId, filter, outcome }: Pick<WizardState, 'processId' | 'filter' | 'outcome'>): Pick<ModelConfig, 'processId' | 'filter' | 'outcome'> {
  return { processId, filter: isTreeFilter(filter) ? filter : [...filter], outcome }
}

export function setWizard(change: Partial<WizardState>): void {
  useWizard.setState(change)
}

/** Begins another model for a kind of record, or goes on with the one that was begun. */
export function beginModel(entity: ScoredEntity): void {
  useWizard.setState((state) => (state.entity === entity && state.modelId === null ? { step: state.step === 'outcome' ? 'data' : state.step } : { ...START, entity, step: 'data' }))
}

/** Another outcome makes another model; what was chosen for the first does not fit it. */
export function chooseEntity(entity: ScoredEntity): void {
  useWizard.setState((state) => (state.entity === entity ? {} : { ...START, entity }))
}

/** The settings of a model as a choice. */
export function choiceOf({ id, config }: Pick<ModelSummary, 'id' | 'config'>): ModelChoice {
  const { processId, filter, outcome, windowMonths, include, exclude, ignoreEmpty, perStage, stageAttributes, scores } = config
  return { processId, filter, filterDraft: null, outcome, windowMonths, include, exclude, ignoreEmpty, perStage, stageAttributes, scores, modelId: id }
}

/** Opens the choices of a model that is there already. */
export function editModel(model: Pick<ModelSummary, 'id' | 'entity' | 'name' | 'config'>, step: WizardStep): void {
  useWizard.setState({ ...START, ...choiceOf(model), step, entity: model.entity, name: model.name })
}
