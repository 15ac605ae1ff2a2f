import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Cell } from '#shared/contract/index'
import { api, fieldOf, sentenceOf } from '#renderer/rpc/client.ts'
import { useColumns } from '#renderer/rpc/use-catalog.ts'
import { useWorkspace } from '#renderer/rpc/use-workspace.ts'
import { SidePanel } from '#renderer/ui/side-panel.tsx'
import type { EntityText } from './entity.ts'
import { editable, RecordForm } from './record-form.tsx'
import { PanelHead } from './record-head.tsx'
import { SaveBar } from './save-bar.tsx'

/** Kept by the application or meaningless for a record that is just begun. */
const LATER: ReadonlySet<string> = new Set(['created_at', 'closed_at', 'state', 'status', 'sales_ready', 'business_unit_id', 'actual_revenue'])

interface NewRecordPanelProps {
  readonly text: EntityText
  readonly onCreated: (id: number) => void
  readonly onClose: () => void
}

/** A new record, owned by whoever makes it; it is scored on saving. */
export function NewRecordPanel({ text, onCreated, onClose }: NewRecordPanelProps) {
  const user = useWorkspace()?.user
  const userId = user?.id ?? null
  const columns = editable(useColumns(text.entity)).filter((column) => !LATER.has(column.name))
  const [edits, setEdits] = useState<Readonly<Record<string, Cell>>>({})
  const [valid, setValid] = useState(true)
  const queries = useQueryClient()
  const create = useMutation(
    api.dataset.create.mutationOptions({
      onSuccess: async (record) => {
        await queries.invalidateQueries({ queryKey: api.scores.key({ type: 'query' }) })
        onCreated(record.id)
      },
    }),
  )
  const filled = Object.values(edits).filter((value) => value !== null).length
  const submit = (): void => {
    if (filled > 0 && valid && !create.isPending) create.mutate({ table: text.entity, values: { owner_id: userId, ...edits } })
  }
  const press = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.key === 's') {
      event.preventDefault()
      submit()
    }
    if (event.key === 'Escape') onClose()
  }
  const field = fieldOf(create.error)
  const sentence = create.error ? sentenceOf(create.error) : null
  return (
    <SidePanel
        label={`New ${text.one}`}
        overlays
        onKey={press}
        head={<PanelHead title={`New ${text.one}`} onClose={onClose} />}
        foot={<SaveBar dirty={filled} valid={valid} waiting={filled === 0 ? 'Nothing is filled in yet' : undefined} saving={create.isPending} error={field === undefined ? sentence : null} onSave={submit} onDiscard={onClose} verb={`Create ${text.one}`} />}
      >
        <RecordForm title="Record" columns={columns} values={{ owner_id: userId }} lookups={{ owner_id: user?.name ?? '' }} edits={edits} problem={field === undefined || sentence === null ? null : { field, sentence }} onValid={setValid} onEdit={(column, value) => setEdits({ ...edits, [column]: value })} />
    </SidePanel>
  )
}
