import { z } from 'zod'
import { COLUMN_TYPES, KNOWN_WHEN } from '../domain/catalog/types.ts'
import { cellSchema, procedure, recordId } from './base.ts'

const columnSchema = z.object({
  table: z.string(),
  name: z.string(),
  label: z.string(),
  type: z.enum(COLUMN_TYPES),
  scale: z.number().int(),
  knownWhen: z.enum(KNOWN_WHEN),
  personal: z.boolean(),
  builtIn: z.boolean(),
  readOnly: z.boolean(),
  lookupTable: z.string().nullable(),
  options: z.array(z.string()).readonly(),
  position: z.number().int(),
  formula: z.string().optional(),
})

/** As people write it; longer ones are refused with a sentence. */
const formulaText = z.string().max(10_000)

const tableSchema = z.object({
  name: z.string(),
  label: z.string(),
  labelPlural: z.string(),
  builtIn: z.boolean(),
  columns: z.array(columnSchema).readonly(),
})

export const catalog = {
  tables: procedure('read').output(z.array(tableSchema).readonly()),
  saveColumn: procedure('admin')
    .input(
      z.object({
        table: z.string(),
        name: z.string(),
        label: z.string().trim().min(1).max(120).optional(),
        knownWhen: z.enum(KNOWN_WHEN).optional(),
        personal: z.boolean().optional(),
      }),
    )
    .output(columnSchema),
  /** Adds a calculated column, or changes the formula of one; `name` is null for a new one. */
  saveFormula: procedure('admin')
    .input(z.object({ table: z.string(), name: z.string().nullable(), label: z.string().trim().min(1).max(120), formula: formulaText }))
    .output(columnSchema),
  removeFormula: procedure('admin').input(z.object({ table: z.string(), name: z.string() })).output(z.object({ removed: z.literal(true) })),
  /** What a formula would yield for the newest 200 records of its table; keeps nothing. */
  tryFormula: procedure('read')
    .input(z.object({ table: z.string(), formula: formulaText }))
    .output(
      z.object({
        type: z.enum(COLUMN_TYPES),
        scale: z.number().int(),
        knownWhen: z.enum(KNOWN_WHEN),
        /** Of so many of the newest records so many would have a value; those shown have one where there are enough. */
        looked: z.number().int(),
        filled: z.number().int(),
        rows: z.array(z.object({ id: recordId, name: z.string(), value: cellSchema })).readonly(),
      }),
    ),
}
