import { useMemo } from 'react'
import { sentenceOf } from '#renderer/rpc/client.ts'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { useSaveSettings } from './use-save-settings.ts'

export function ZoneSetting({ timeZone, admin }: { readonly timeZone: string; readonly admin: boolean }) {
  const save = useSaveSettings()
  const zones = useMemo(() => [...new Set([timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({ value: zone, label: zone })), [timeZone])
  return (
    <SelectField
      ariaLabel="Time zone"
      value={timeZone}
      searchable
      disabled={!admin || save.isPending}
      choices={zones}
      onChange={(zone) => { if (zone !== null && zone !== timeZone) save.mutate({ timeZone: zone }) }}
      error={save.error ? sentenceOf(save.error) : null}
      help="Decides when a day, a month and a year begin, and how times without an offset are read."
    />
  )
}
