import { useQuery } from '@tanstack/react-query'
import type { OutcomeChoice } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { findColumn } from '#shared/domain/rules/context'
import { api } from '#renderer/rpc/client.ts'
import { wordsOf } from './outcome-words.ts'
import type { OutcomeWords } from './report-words.ts'

/** What success and failure are called by a model of this outcome. */
export function useOutcomeWords(entity: ScoredEntity, outcome: OutcomeChoice | null): OutcomeWords {
  const tables = useQuery(api.catalog.tables.queryOptions()).data
  return wordsOf(entity, outcome, outcome === null ? undefined : (findColumn(tables ?? [], entity, outcome.column) ?? undefined))
}
