import { create } from 'zustand'
import type { ModelConfig } from '#shared/contract/index'
import { populationChoice, choiceOf, type ModelChoice } from './wizard-store.ts'
import type { Model } from './model-header.tsx'

interface Kept {
  /** The settings that the draft began with, as text. */
  readonly from: string
  readonly choice: ModelChoice
}

/** What was changed on the pages of models and not trained yet, by the model's number; it outlives the tab and the page. */
const useDrafts = create<Readonly<Record<number, Kept>>>(() => ({}))

export interface ModelDraft {
  readonly choice: ModelChoice
  readonly change: (change: Partial<ModelChoice>) => void
  /** Forgets what was changed; also when it has become the settings, so that it does not come back after a revert. */
  readonly undo: () => void
  /** What differs from the settings of the model, in words; empty when nothing does. */
  readonly changes: readonly string[]
  /** The settings that the draft comes to. */
  readonly config: ModelConfig
}

/** The settings of a model while they are edited. Other settings in the store, such as those of a revert, begin the editing anew. */
export function useModelDraft(model: Pick<Model, 'id' | 'config'>): ModelDraft {
  const from = JSON.stringify(model.config)
  const kept = useDrafts((drafts) => drafts[model.id])
  const choice = kept?.from === from ? kept.choice : choiceOf(model)
  return {
    choice,
    change: (change) => useDrafts.setState({ [model.id]: { from, choice: { ...choice, ...change } } }),
    undo: () => useDrafts.setState((drafts) => Object.fromEntries(Object.entries(drafts).filter(([id]) => id !== String(model.id))), true),
    changes: draftChanges(choice, model.config),
    config: draftConfig(choice, model.config),
  }
}

/** Settings with the choice in them; the seed and the number of bags stay. */
export function draftConfig(choice: ModelChoice, config: ModelConfig): ModelConfig {
  const { windowMonths, include, exclude, ignoreEmpty, stageAttributes, scores } = choice
  return { ...config, ...populationChoice(choice), windowMonths, ignoreEmpty, include: [...include], exclude: [...exclude], scores: scores ?? config.scores, stageAttributes: Object.fromEntries(Object.entries(stageAttributes).map(([name, stages]) => [name, [...stages]])) }
}

const PARTS: readonly { readonly words: string; readonly of: (config: ModelConfig) => unknown }[] = [
  { words: 'window', of: ({ windowMonths }) => windowMonths },
  { words: 'business process', of: ({ processId }) => processId },
  { words: 'how it ended', of: ({ outcome }) => outcome },
  { words: 'filter', of: ({ filter }) => filter },
  { words: 'which records it scores', of: ({ scores }) => scores },
  { words: 'attributes', of: ({ include, exclude }) => [include, exclude] },
  { words: 'empty values', of: ({ ignoreEmpty }) => ignoreEmpty },
  { words: 'stages of attributes', of: ({ stageAttributes }) => stageAttributes },
]

/** What a choice would change of the settings. */
export function draftChanges(choice: ModelChoice, config: ModelConfig): readonly string[] {
  const next = draftConfig(choice, config)
  return PARTS.filter(({ words, of }) => JSON.stringify(of(next)) !== JSON.stringify(of(config)) || (words === 'filter' && choice.filterDraft !== null)).map(({ words }) => words)
}
