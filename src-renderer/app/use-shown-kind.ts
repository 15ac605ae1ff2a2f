import { useQuery } from '@tanstack/react-query'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { useWizard } from '#renderer/features/predictive/wizard-store.ts'
import { api } from '#renderer/rpc/client.ts'

/** The kind of record of the predictive model that a page is about, or that the wizard makes; null on other pages. */
export function useShownKind(location: string): ScoredEntity | null {
  const models = useQuery(api.predictive.list.queryOptions()).data
  const entity = useWizard((state) => state.entity)
  if (location === '/models/new') return entity
  const number = /^\/models\/(\d+)$/u.exec(location)?.[1]
  return number === undefined ? null : (models?.find(({ id }) => id === Number(number))?.entity ?? null)
}
