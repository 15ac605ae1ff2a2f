import { useState } from 'react'
import { sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { useSaveSettings } from './use-save-settings.ts'

export function NameSetting({ name, admin }: { readonly name: string; readonly admin: boolean }) {
  const [text, setText] = useState(name)
  const save = useSaveSettings()
  const plain = text.trim()
  const changed = plain !== name
  return (
    <form className="row" style={{ alignItems: 'flex-start' }} onSubmit={(event) => { event.preventDefault(); if (plain !== '' && changed) save.mutate({ name: plain }) }}>
      <TextField ariaLabel="Workspace name" value={text} disabled={!admin} maxLength={80} onChange={setText} error={plain === '' ? 'A workspace needs a name' : save.error ? sentenceOf(save.error) : null} help="Shown at the top of the rail." />
      {changed && plain !== '' && <Button type="submit" busy={save.isPending}>Save</Button>}
    </form>
  )
}
