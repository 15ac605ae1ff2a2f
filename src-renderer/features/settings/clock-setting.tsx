import { useState } from 'react'
import { sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { DateField } from '#renderer/ui/date-field.tsx'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { exact } from '#renderer/ui/format/dates.ts'
import { fromWall, toWall } from '#renderer/ui/format/zone.ts'
import { Toggle } from '#renderer/ui/toggle.tsx'
import { useSaveSettings } from './use-save-settings.ts'

/** Follows the machine's clock, or stands still at a moment. */
export function ClockSetting({ frozenNow, admin }: { readonly frozenNow: number | null; readonly admin: boolean }) {
  const clock = useClock()
  const save = useSaveSettings()
  const [wall, setWall] = useState<string | null>(frozenNow === null ? null : toWall(frozenNow, clock.timeZone))
  const frozen = frozenNow !== null
  const chosen = wall === null ? null : fromWall(wall, clock.timeZone)
  const toggle = (on: boolean): void => save.mutate({ frozenNow: on ? clock.now : null })
  return (
    <>
      <Toggle label="Freeze the workspace’s clock" checked={frozen} disabled={!admin || save.isPending} onChange={toggle} />
      <p className="muted">{frozen ? `It is ${exact(frozenNow, clock)} in this workspace, whatever the machine says.` : 'Follows the machine’s clock.'} Old data can be trained, scored and looked at as of the day it was made: “the last 24 months”, ages and scores then count back from that moment.</p>
      {frozen && (
        <div className="row" style={{ alignItems: 'flex-end' }}>
          <DateField label="Frozen at" withTime value={wall} onChange={setWall} disabled={!admin} />
          {chosen !== null && chosen !== frozenNow && <Button busy={save.isPending} onClick={() => save.mutate({ frozenNow: chosen })}>Set</Button>}
        </div>
      )}
      {save.error && <p className="field-error" role="alert">{sentenceOf(save.error)}</p>}
    </>
  )
}
