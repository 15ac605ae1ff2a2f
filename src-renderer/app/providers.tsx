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
          <Router hook={useHashLocation}>
            <WorkspaceClock>{children}</WorkspaceClock>
          </Router>
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  )
}

function WorkspaceClock({ children }: { readonly children: ReactNode }) {
  useLive(queryClient)
  const info = useWorkspace()
  const [minute, setMinute] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setMinute((count) => count + 1), MINUTE)
    return () => clearInterval(timer)
  }, [])
  const { now, frozen, timeZone } = info ?? {}
  // "2 minutes ago" must grow: the workspace's clock runs on from its last answer, unless it is frozen
  const asked = useMemo(() => ({ now, at: Date.now() }), [now])
  const clock = useMemo(() => {
    if (asked.now === undefined || timeZone === undefined) return null
    return { now: frozen ? asked.now : asked.now + (minute < 0 ? 0 : Date.now() - asked.at), timeZone }
  }, [asked, frozen, timeZone, minute])
  return <ClockProvider value={clock}>{children}</ClockProvider>
}
