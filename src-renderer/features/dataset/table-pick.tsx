import { useState } from 'react'
import type { CatalogTable } from '#shared/domain/catalog/types'
import { Button } from '#renderer/ui/button.tsx'
import { Pick, type PickChoice } from '#renderer/ui/pick.tsx'
import { Popover } from '#renderer/ui/popover.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { changeTable, newTable } from './import-actions.ts'
import type { Mapping } from './mapping-edit.ts'
import { freeName, storeName } from './mapping-names.ts'

const NEW_TABLE = ' new'
const FIRST: readonly string[] = ['lead', 'opportunity', 'account', 'contact', 'interaction']

/** Tables of records first, then what describes processes and people, then those made by imports. */
export function orderTables(tables: readonly CatalogTable[]): readonly CatalogTable[] {
  const place = (table: CatalogTable): number => {
    const at = FIRST.indexOf(table.name)
    if (at !== -1) return at
    return table.builtIn ? 200 : 100
  }
  return [...tables].sort((one, other) => place(one) - place(other))
}

/** The table that the rows go into, or a new one with a name. */
export function TablePick({ mapping, tables }: { readonly mapping: Mapping; readonly tables: readonly CatalogTable[] }) {
  const [naming, setNaming] = useState(false)
  const table = tables.find((found) => found.name === mapping.table)
  const choices: readonly PickChoice[] = [...orderTables(tables).map((found) => ({ value: found.name, label: found.labelPlural })), { value: NEW_TABLE, label: 'New table', icon: 'plus' as const }]
  const pick = (value: string): void => (value === NEW_TABLE ? setNaming(true) : void changeTable(value))
  const target = (
    <span style={{ width: 116 }}>
      <Pick label="Into table" value={table?.name ?? NEW_TABLE} shown={table?.labelPlural ?? mapping.tableLabel ?? mapping.table} tag={table === undefined ? 'New' : undefined} choices={choices} onPick={pick} width={200} />
    </span>
  )
  return (
    <Popover label="New table" opened={naming} onChange={setNaming} target={() => target}>
      {(close) => <NewTable tables={tables} first={table === undefined ? (mapping.tableLabel ?? '') : ''} close={close} />}
    </Popover>
  )
}

function NewTable({ tables, first, close }: { readonly tables: readonly CatalogTable[]; readonly first: string; readonly close: () => void }) {
  const [label, setLabel] = useState(first)
  const plain = label.trim()
  const name = freeName(storeName(plain), new Set(tables.map((table) => table.name)))
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); if (plain === '') return; close(); newTable(name, plain) }}>
      <TextField label="Name of the new table" autoFocus value={label} maxLength={80} onChange={setLabel} placeholder="Products" help={plain === '' ? 'Every column of the file becomes a column of this table.' : `Kept as ${name}`} />
      <div className="row" style={{ justifyContent: 'flex-end' }}><Button onClick={close}>Cancel</Button><Button type="submit" variant="primary" disabled={plain === ''}>Use a new table</Button></div>
    </form>
  )
}
