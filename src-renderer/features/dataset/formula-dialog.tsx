import { Modal } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useCallback, useMemo, useState } from 'react'
import { checkFormula } from '#shared/domain/catalog/formula/check'
import { completeFormula } from '#shared/domain/catalog/formula/complete'
import { formulaColours, shownFormula } from '#shared/domain/catalog/formula/words'
import type { CatalogColumn, CatalogTable } from '#shared/domain/catalog/types'
import { api, fieldOf, sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { CodeEditor } from '#renderer/ui/code-editor/code-editor.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { toast } from '#renderer/ui/toast.tsx'
import { FormulaHelp } from './formula-help.tsx'
import { FormulaPreview } from './formula-preview.tsx'

interface FormulaDialogProps {
  readonly table: CatalogTable
  /** All tables, which lookups lead to. */
  readonly tables: readonly CatalogTable[]
  /** The calculated column that is changed; null to add one. */
  readonly column: CatalogColumn | null
  readonly onClose: () => void
}

const never = (): boolean => false

/** Adds a calculated column, changes its formula and label, or removes it. Values of the newest records show what a formula does before it is kept. */
export function FormulaDialog({ table, tables, column, onClose }: FormulaDialogProps) {
  const scope = useMemo(() => ({ table, tables }), [table, tables])
  const [label, setLabel] = useState(column?.label ?? '')
  const [text, setText] = useState(() => shownFormula(column?.formula ?? '', scope))
  const [settled] = useDebouncedValue(text, 250)
  const { save, remove } = useFormula(onClose)
  const checked = useMemo(() => checkFormula(text, scope), [text, scope])
  // a formula that has just been typed is not called wrong before it has been looked at
  const problem = checked.ok || text === '' ? null : checked.problem
  const problems = useMemo(() => (problem === null ? [] : [{ ...problem, severity: 'error' as const }]), [problem])
  const complete = useCallback((written: string, offset: number) => completeFormula(written, offset, scope), [scope])
  const error = save.error ?? remove.error
  const field = fieldOf(save.error)
  const ready = checked.ok && label.trim() !== ''
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) onClose()
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready) submit()
  }
  const submit = (): void => save.mutate({ table: table.name, name: column?.name ?? null, label, formula: text })
  return (
    <Modal opened onClose={onClose} onKeyDown={press} title={column === null ? `New calculated column of ${table.labelPlural.toLowerCase()}` : column.label} size={640} yOffset="8vh" closeOnEscape={false} closeOnClickOutside={false} withCloseButton={false} transitionProps={{ duration: 0 }}>
      <div className="panel-form">
        <TextField label="Label" value={label} onChange={setLabel} maxLength={120} error={field === 'label' ? sentenceOf(save.error) : null} />
        <div className="formula-field">
          <p className="field-label" aria-hidden="true">Formula</p>
          <div className="formula-box"><CodeEditor label="Formula" value={text} onChange={setText} problems={problems} readOnly={false} highlight={formulaColours} complete={complete} opensBlock={never} /></div>
          <p className={problem === null ? 'field-help' : 'field-error'} role="status">{problem?.sentence ?? 'For example [Annual revenue] / Employees, or [Parent account].[Industry]. Ctrl Space lists columns, lookups and functions.'}</p>
        </div>
        <FormulaPreview table={table.name} records={table.labelPlural} formula={checked.ok && settled === text ? text : null} />
        <FormulaHelp />
        {error !== null && field !== 'label' && <p className="field-error" role="alert">{sentenceOf(error)}</p>}
      </div>
      <div className="confirm-actions">
        {column !== null && <Button variant="danger" icon="trash" busy={remove.isPending} onClick={() => remove.mutate({ table: table.name, name: column.name })}>Remove</Button>}
        <span className="grow" />
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" busy={save.isPending} disabled={!ready} onClick={submit}>{column === null ? 'Add the column' : 'Save'}</Button>
      </div>
    </Modal>
  )
}

function useFormula(onDone: () => void) {
  const queries = useQueryClient()
  const done = async (words: string): Promise<void> => {
    await queries.invalidateQueries({ queryKey: api.catalog.tables.key() })
    toast(words)
    onDone()
  }
  const save = useMutation(api.catalog.saveFormula.mutationOptions({ onSuccess: (saved) => done(`${saved.label} saved`) }))
  const remove = useMutation(api.catalog.removeFormula.mutationOptions({ onSuccess: () => done('The calculated column was removed') }))
  return { save, remove }
}
