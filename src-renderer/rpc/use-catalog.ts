import { useQuery } from '@tanstack/react-query'
import type { CatalogColumn, CatalogTable } from '#shared/domain/catalog/types'
import { api } from './client.ts'

const NONE: readonly CatalogColumn[] = []
const NO_TABLES: readonly CatalogTable[] = []

/** All tables of the catalog; none before they are read. */
export function useTables(): readonly CatalogTable[] {
  return useQuery(api.catalog.tables.queryOptions()).data ?? NO_TABLES
}

/** The columns of a table in their order. */
export function useColumns(table: string): readonly CatalogColumn[] {
  return useTables().find(({ name }) => name === table)?.columns ?? NONE
}
