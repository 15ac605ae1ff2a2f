import { onError, ORPCError } from '@orpc/server'
import type { Log } from '#main/ports/host'

/** Logs what no procedure declared, once, where it leaves the core; the caller only learns that there was a fault. */
export function rpcOptions(log: Log) {
  return {
    interceptors: [
      onError((error: unknown) => {
        if (error instanceof ORPCError && error.status < 500) return
        if (error instanceof Error && error.name === 'AbortError') return
        log.write('error', 'A procedure failed.', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
      }),
    ],
  }
}
