import { useQueries, useQuery } from '@tanstack/react-query'
import type { SextantClient } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { api } from '#renderer/rpc/client.ts'

/** Names that a model gives unless someone chooses others. */
const USUAL = ['A', 'B', 'C', 'D'] as const

type Model = Awaited<ReturnType<SextantClient['predictive']['get']>>

/** The grades that published models give to records of the kind, the best first; the usual ones where none gives other names. */
export function useGrades(entity: ScoredEntity): readonly string[] {
  const published = (useQuery(api.predictive.list.queryOptions()).data ?? []).filter((model) => model.entity === entity && model.published !== null)
  return useQueries({
    queries: published.map(({ id }) => api.predictive.get.queryOptions({ input: { modelId: id } })),
    combine: gradesOf,
  })
}

function gradesOf(models: readonly { readonly data?: Model | undefined }[]): readonly string[] {
  const cuts = models.flatMap(({ data }) => data?.versions.find(({ state }) => state === 'published')?.gradeCuts ?? [])
  return cuts.length === 0 ? USUAL : [...new Set(cuts.map(({ grade }) => grade))]
}
