import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ModelConfig, Overlap, Readiness } from '#shared/contract/index'
import { api, client, sentenceOf } from '#renderer/rpc/client.ts'
import { stageChoice } from './stage-choice.ts'
import { populationChoice, setWizard, useWizard, type WizardState } from './wizard-store.ts'

/** What the choices come to; the seed and the number of bags stay at their defaults. */
export function configOf(state: WizardState, open: number): Pick<ModelConfig, 'windowMonths' | 'processId' | 'filter' | 'outcome' | 'include' | 'exclude' | 'scores'> {
  return { windowMonths: state.windowMonths, ...populationChoice(state), include: [...state.include], exclude: [...state.exclude], scores: state.scores ?? (open === 0 ? 'all' : 'open') }
}

/** Makes the model, or saves its choices when it is there, and starts training; a new model that shares records with others waits until someone confirms. */
export function useTraining(name: string, readiness: Readiness | undefined) {
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const [overlap, setOverlap] = useState<Overlap | null>(null)
  const begin = async (isConfirmed: boolean): Promise<void> => {
    const state = useWizard.getState()
    if (state.entity === null) return
    const config = { ...configOf(state, readiness?.open ?? 1), ignoreEmpty: state.ignoreEmpty, ...stageChoice(state, readiness) }
    if (state.modelId === null && !isConfirmed) {
      const found = await client.predictive.overlap({ entity: state.entity, ...populationChoice(state), scores: config.scores })
      if (found.models.length > 0) {
        setOverlap(found)
        return
      }
    }
    const modelId = state.modelId ?? (await client.predictive.create({ entity: state.entity, name, config })).id
    // from here on the model is there: a second attempt goes on with it
    setWizard({ modelId, name, publishJob: null })
    if (state.modelId !== null) await keepConfig(modelId, config)
    await client.predictive.train({ modelId })
    setWizard({ step: 'train' })
    // counts and attributes stay as they are; only what knows the model is read again
    for (const queryKey of [api.predictive.get.key({ type: 'query' }), api.predictive.list.key({ type: 'query' })]) void queries.invalidateQueries({ queryKey })
  }
  const run = (isConfirmed: boolean): void => {
    setBusy(true)
    setError(null)
    setOverlap(null)
    begin(isConfirmed).catch((reason: unknown) => setError(sentenceOf(reason))).finally(() => setBusy(false))
  }
  return { start: () => run(false), busy, error, overlap, confirm: () => run(true), goBack: () => setOverlap(null) }
}

/** Saves the choices without touching the seed and the bags that the model has. */
async function keepConfig(modelId: number, config: Partial<ModelConfig>): Promise<void> {
  const { config: now } = await client.predictive.get({ modelId })
  await client.predictive.saveConfig({ modelId, config: { ...now, ...config } })
}
