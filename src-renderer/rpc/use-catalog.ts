import { useQuery } from '@tanstack/react-query'
import type { CatalogColumn, CatalogTable } from '#shared/domain/catalog/types'
import { api } from './client.ts'

const NONE: readonly CatalogColumn[] = []

/** One table of the catalog. */
function useTable(name: string): CatalogTable | undefined {
  return useQuery(api.catalog.tables.queryOptions()).data?.find((table) => table.name === name)
}

/** The columns of a table in their order. */
export function useColumns(table: string): readonly CatalogColumn[] {
  return useTable(table)?.columns ?? NONE
}
