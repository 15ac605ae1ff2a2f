import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api, client } from './client.ts'
import { useConnection } from './connection.ts'

type Topic = 'workspace' | 'catalog' | 'records' | 'scores' | 'models' | 'jobs'

const GATHER = 80
const query = { type: 'query' } as const

/** The queries that a change of a topic makes stale. */
export function staleKeys(topic: Topic): readonly QueryKey[] {
  const info = api.workspace.info.key(query)
  switch (topic) {
    case 'workspace':
      return [api.workspace.key(query)]
    case 'catalog':
      return [api.catalog.key(query), api.predictive.attributes.key(query), api.process.key(query)]
    case 'records':
      return [info, api.dataset.key(query), api.scores.key(query), api.predictive.readiness.key(query), api.predictive.attributes.key(query), api.rules.key(query), api.ruleScores.key(query), api.process.key(query)]
    case 'scores':
      return [info, api.scores.key(query), api.rules.list.key(query), api.ruleScores.key(query)]
    case 'models':
      return [info, api.predictive.key(query), api.scores.key(query), api.rules.list.key(query), api.rules.get.key(query), api.ruleScores.key(query), api.ruleHistory.key(query)]
    case 'jobs':
      return [info, api.jobs.key(query), api.ruleHistory.report.key(query)]
  }
}

async function listen(queries: QueryClient, signal: AbortSignal): Promise<void> {
  const waiting = new Set<Topic>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = (): void => {
    timer = undefined
    for (const topic of waiting) for (const queryKey of staleKeys(topic)) void queries.invalidateQueries({ queryKey })
    waiting.clear()
  }
  try {
    for await (const change of await client.workspace.changes(undefined, { signal })) {
      for (const topic of change.topics) waiting.add(topic)
      timer ??= setTimeout(flush, GATHER)
    }
  } finally {
    clearTimeout(timer)
    flush()
  }
}

/** Follows the core's changes and reads again what is on the page; after a lost connection reads everything again. */
export function useLive(queries: QueryClient): void {
  const opened = useConnection((store) => store.opened)
  useEffect(() => {
    if (opened === 0) return
    if (opened > 1) void queries.invalidateQueries()
    const abort = new AbortController()
    // a lost wire ends the stream with an error; the next wire starts a new one
    listen(queries, abort.signal).catch((error: unknown) => {
      if (!abort.signal.aborted && useConnection.getState().opened === opened && useConnection.getState().state === 'open') reportError(error)
    })
    return () => abort.abort()
  }, [opened, queries])
}
