import type { WorkspaceInfo } from '#shared/contract/index'

/** Rows by table, for the tables whose rows the workspace counts. */
export function rowCounts(info: Pick<WorkspaceInfo, 'counts'> | undefined): ReadonlyMap<string, number> {
  if (info === undefined) return new Map()
  const { leads, opportunities, accounts, contacts, interactions } = info.counts
  return new Map([['lead', leads], ['opportunity', opportunities], ['account', accounts], ['contact', contacts], ['interaction', interactions]])
}
