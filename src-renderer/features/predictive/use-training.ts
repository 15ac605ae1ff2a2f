import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ModelConfig, Readiness } from '#shared/contract/index'
import { api, client, sentenceOf } from '#renderer/rpc/client.ts'
import { setWizard, useWizard, type WizardState } from './wizard-store.ts'

/** What the choices come to; the seed and the number of bags stay at their defaults. */
export function configOf(state: WizardState, open: number): Pick<ModelConfig, 'windowMonths' | 'processId' | 'include' | 'exclude' | 'scores'> {
  return { windowMonths: state.windowMonths, processId: state.processId, include: [...state.include], exclude: [...state.exclude], scores: state.scores ?? (open === 0 ? 'all' : 'open') }
}

/** Makes the model, or saves its choices when it is there, and starts training. */
export function useTraining(name: string, readiness: Readiness | undefined) {
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const begin = async (): Promise<void> => {
    const state = useWizard.getState()
    if (state.entity === null) return
    const config = configOf(state, readiness?.open ?? 1)
    const modelId = state.modelId ?? (await client.predictive.create({ entity: state.entity, name, config })).id
    // from here on the model is there: a second attempt goes on with it
    setWizard({ modelId, name, publishJob: null })
    if (state.modelId !== null) await keepConfig(modelId, config)
    await client.predictive.train({ modelId })
    setWizard({ step: 'train' })
    // counts and attributes stay as they are; only what knows the model is read again
    for (const queryKey of [api.predictive.get.key({ type: 'query' }), api.predictive.list.key({ type: 'query' })]) void queries.invalidateQueries({ queryKey })
  }
  const start = (): void => {
    setBusy(true)
    setError(null)
    begin().catch((reason: unknown) => setError(sentenceOf(reason))).finally(() => setBusy(false))
  }
  return { start, busy, error }
}

/** Saves the choices without touching the seed and the bags that the model has. */
async function keepConfig(modelId: number, config: ReturnType<typeof configOf>): Promise<void> {
  const { config: now } = await client.predictive.get({ modelId })
  await client.predictive.saveConfig({ modelId, config: { ...now, ...config } })
}
