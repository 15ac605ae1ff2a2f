import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { mappingSchema } from '#shared/contract/dataset'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { FileInput } from '#renderer/ui/file-input.tsx'
import { Menu, type MenuEntry } from '#renderer/ui/menu.tsx'
import { Popover } from '#renderer/ui/popover.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { applyMapping } from './import-actions.ts'
import { setImport, useImport } from './import-store.ts'
import type { Mapping } from './mapping-edit.ts'

/** Use, save, download or load a mapping. */
export function MappingMenu({ mapping }: { readonly mapping: Mapping }) {
  const saved = useQuery(api.dataset.mappings.queryOptions())
  const [saving, setSaving] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const fileName = useImport((state) => state.inspection?.file.name ?? 'file')
  const own: readonly MenuEntry[] = (saved.data ?? []).map((entry) => ({ label: `Use ${entry.name}`, icon: 'check', onClick: () => applyMapping(entry.mapping) }))
  const entries: readonly (MenuEntry | 'line')[] = [
    ...own,
    ...(own.length > 0 ? (['line'] as const) : []),
    { label: 'Save this mapping', icon: 'plus', onClick: () => setSaving(true) },
    { label: 'Download as JSON', icon: 'download', onClick: () => download(mapping, fileName) },
    { label: 'Load from a JSON file', icon: 'upload', onClick: () => input.current?.click() },
  ]
  return (
    <>
      <Popover label="Save this mapping" opened={saving} onChange={setSaving} position="bottom-end" target={() => <span><Menu label="Mapping" entries={entries} target={<Button small iconRight="down">Mapping</Button>} /></span>}>
        {(close) => <SaveMapping mapping={mapping} first={fileName.replace(/\.[^.]+$/, '')} close={close} />}
      </Popover>
      <FileInput ref={input} label="Mapping file" accept=".json,application/json" onFile={(file) => void load(file)} />
    </>
  )
}

function SaveMapping({ mapping, first, close }: { readonly mapping: Mapping; readonly first: string; readonly close: () => void }) {
  const [name, setName] = useState(first)
  const queries = useQueryClient()
  const save = useMutation(api.dataset.saveMapping.mutationOptions({
    onSuccess: async (answer) => {
      await queries.invalidateQueries({ queryKey: api.dataset.mappings.key() })
      toast(`Mapping saved as ${answer.name}`)
      close()
    },
  }))
  const plain = name.trim()
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); if (plain !== '') save.mutate({ name: plain, mapping }) }}>
      <TextField label="Name of the mapping" autoFocus value={name} maxLength={80} onChange={setName} error={save.error ? sentenceOf(save.error) : null} help="It can be used for the next file with these columns." />
      <div className="row" style={{ justifyContent: 'flex-end' }}><Button onClick={close}>Cancel</Button><Button type="submit" variant="primary" disabled={plain === ''} busy={save.isPending}>Save</Button></div>
    </form>
  )
}

function download(mapping: Mapping, fileName: string): void {
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(mapping, null, 2)}\n`], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${fileName.replace(/\.[^.]+$/, '')}.mapping.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

async function load(file: File): Promise<void> {
  const found = readMapping(await file.text())
  if (typeof found === 'string') setImport({ error: `${file.name} is no mapping file. ${found}` })
  else {
    setImport({ error: null })
    applyMapping(found)
  }
}

/** The mapping in a text, or a sentence on what was expected and where. */
export function readMapping(text: string): Mapping | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'Expected JSON, such as Download as JSON writes.'
  }
  const parsed = mappingSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const place = issue?.path.join('.') ?? ''
  return `${place === '' ? 'At the top' : `At ${place}`}: ${issue?.message ?? 'expected another value'}.`
}
