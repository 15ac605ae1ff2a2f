import { z } from 'zod'
import { COLUMN_TYPES, KNOWN_WHEN } from '../domain/catalog/types.ts'
import { procedure } from './base.ts'

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
})

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
}
