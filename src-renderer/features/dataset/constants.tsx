import { useState } from 'react'
import type { CatalogColumn, CatalogTable } from '#shared/domain/catalog/types'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { readConstant } from './constant-value.ts'
import { edit } from './import-store.ts'
import type { Mapping } from './mapping-edit.ts'
import { targetsOf } from './mapping-fit.ts'

/** Values for columns that the file lacks, the same in every row. */
export function Constants({ mapping, table }: { readonly mapping: Mapping; readonly table: CatalogTable | undefined }) {
  const [adding, setAdding] = useState(false)
  const given = Object.entries(mapping.constants ?? {})
  const filled = targetsOf(mapping)
  const free = (table?.columns ?? []).filter((column) => !column.readOnly && !filled.has(column.name) && !(column.name in (mapping.constants ?? {})))
  return (
    <Section title="For every row" note={given.length === 0 ? 'columns that the file lacks' : undefined}>
      <ul className="constant-list">
        {given.map(([name, value]) => (
          <li key={name}>
            <span className="grow clip muted">{table?.columns.find((column) => column.name === name)?.label ?? name}</span>
            <span className="medium clip">{value === null ? 'blank' : String(value)}</span>
            <IconButton icon="x" small label={`Remove ${name}`} onClick={() => edit({ do: 'no-constant', column: name })} />
          </li>
        ))}
      </ul>
      {adding ? <AddConstant columns={free} close={() => setAdding(false)} /> : <Button small icon="plus" onClick={() => setAdding(true)} disabled={free.length === 0}>Add a value</Button>}
    </Section>
  )
}

function AddConstant({ columns, close }: { readonly columns: readonly CatalogColumn[]; readonly close: () => void }) {
  const [name, setName] = useState<string | null>(columns[0]?.name ?? null)
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)
  const column = columns.find((found) => found.name === name)
  const add = (): void => {
    if (column === undefined) return
    const read = readConstant(text, column)
    if ('error' in read) return setError(read.error)
    edit({ do: 'constant', column: column.name, value: read.value })
    close()
  }
  return (
    <form className="panel-form" onSubmit={(event) => { event.preventDefault(); add() }}>
      <SelectField label="Column" autoFocus value={name} choices={columns.map((found) => ({ value: found.name, label: found.label }))} onChange={(value) => { setName(value); setError(null) }} />
      <TextField label="Value" value={text} error={error} onChange={(value) => { setText(value); setError(null) }} help={column?.options.length ? `For example ${column.options.slice(0, 3).join(', ')}` : 'As it would stand in the file; empty leaves the column blank.'} />
      <div className="row"><Button type="submit" small>Use it</Button><Button variant="ghost" small onClick={close}>Cancel</Button></div>
    </form>
  )
}
