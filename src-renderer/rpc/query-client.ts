import { ORPCError } from '@orpc/client'
import { QueryClient } from '@tanstack/react-query'

/** Data stays until a change is announced; answers that are errors are not asked for again, lost connections are. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 120_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: 'always',
      retry: (failures, error) => failures < 3 && !(error instanceof ORPCError),
      retryDelay: 200,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})
