import type { CatalogColumn } from '#shared/domain/catalog/types'
import { removeFormula, saveFormula, type FormulaChange } from '#main/db/formulas/save-formula'
import { tryFormula } from '#main/db/formulas/try-formula'
import type { Read, Write } from '../context.ts'

const save: Write<FormulaChange, CatalogColumn> = (db, input, context) => {
  const { column, queued } = saveFormula(db, input, context)
  for (const topic of ['catalog', 'records'] as const) context.changed(topic)
  if (queued) context.changed('jobs')
  return column
}

const remove: Write<{ table: string; name: string }, { removed: true }> = (db, input, context) => {
  const removed = removeFormula(db, input, context)
  for (const topic of ['catalog', 'records'] as const) context.changed(topic)
  return removed
}

const attempt: Read<{ table: string; formula: string }, ReturnType<typeof tryFormula>> = (db, input, context) => tryFormula(db, input, context)

export const formulaReads = { 'catalog.tryFormula': attempt } as const
export const formulaWrites = { 'catalog.saveFormula': save, 'catalog.removeFormula': remove } as const
