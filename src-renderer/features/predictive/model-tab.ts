import { create } from 'zustand'

export type ModelTab = 'overview' | 'data' | 'attributes' | 'stages' | 'performance' | 'card' | 'grades' | 'versions'

const NAMES: Readonly<Record<ModelTab, string>> = { overview: 'Overview', data: 'Training data', attributes: 'Attributes', stages: 'Stages', performance: 'Performance', card: 'Model card', grades: 'Grades', versions: 'Versions' }

/** The part of a model that was looked at last; the next model opens with it too. */
export const useModelTab = create<{ readonly tab: ModelTab }>(() => ({ tab: 'overview' }))

export function setModelTab(tab: ModelTab): void {
  useModelTab.setState({ tab })
}

export const modelTab = (tab: ModelTab): string => NAMES[tab]
