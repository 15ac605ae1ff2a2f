import { MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { useLive } from '#renderer/rpc/live.ts'
import { queryClient } from '#renderer/rpc/query-client.ts'
import { useWorkspace } from '#renderer/rpc/use-workspace.ts'
import { ClockProvider } from '#renderer/ui/format/clock.tsx'
import { resolver, schemeManager, theme } from './theme.ts'

const MINUTE = 60_000

/** Everything that pages take for granted: look, data, routes, clock. */
export function Providers({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolver} colorSchemeManager={schemeManager} defaultColorScheme="auto">
      <DatesProvider settings={{ firstDayOfWeek: 1 }}>
        <QueryClientProvider client={queryClient}>
          <Notifications position="bottom-center" limit={2} transitionDuration={120} />
          {/* oxlint-disable-next-line react/hooks -- wouter takes its location as a hook */}
          <Router hook={useHashLocation}>
            <WorkspaceClock>{children}</WorkspaceClock>
          </Router>
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  )
}

/** "2 minutes ago" must grow: the workspace's clock runs on from its last answer, unless it is frozen. */
function WorkspaceClock({ children }: { readonly children: ReactNode }) {
  useLive(queryClient)
  const { now, frozen = false, timeZone } = useWorkspace() ?? {}
  const [ran, setRan] = useState({ from: 0, by: 0 })
  useEffect(() => {
    if (now === undefined || frozen) return
    const start = Date.now()
    const timer = setInterval(() => setRan({ from: now, by: Date.now() - start }), MINUTE)
    return () => clearInterval(timer)
  }, [now, frozen])
  const clock = useMemo(() => (now === undefined || timeZone === undefined ? null : { now: now + (ran.from === now ? ran.by : 0), timeZone }), [now, ran, timeZone])
  return <ClockProvider value={clock}>{children}</ClockProvider>
}
