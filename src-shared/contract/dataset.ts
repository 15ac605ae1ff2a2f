import { z } from 'zod'
import { COLUMN_TYPES, KNOWN_WHEN } from '../domain/catalog/types.ts'
import { DECIMAL_STYLES, ENCODINGS } from '../domain/dataset/mapping.ts'
import { cellSchema, instant, jobStarted, procedure, recordId } from './base.ts'

const fileSchema = z.object({ fileId: z.string(), name: z.string(), bytes: z.number().int() })

export const formatSchema = z.object({
  encoding: z.enum(ENCODINGS),
  delimiter: z.string().min(1).max(4),
  quote: z.string().min(1).max(1),
  lineEnd: z.enum(['crlf', 'lf', 'cr', 'crcrlf']),
  decimal: z.enum(DECIMAL_STYLES),
  timeZone: z.string(),
})

const columnMappingSchema = z.strictObject({
  source: z.string(),
  ignore: z.boolean().optional(),
  target: z.string().optional(),
  label: z.string().optional(),
  type: z.enum(COLUMN_TYPES).optional(),
  dateFormats: z.array(z.string()).optional(),
  missing: z.array(z.string()).optional(),
  values: z.record(z.string(), z.string()).optional(),
  lookup: z.strictObject({ table: z.string(), key: z.string(), create: z.boolean().optional() }).optional(),
  knownWhen: z.enum(KNOWN_WHEN).optional(),
})

const tableName = z.string().regex(/^[a-z][a-z0-9_]*$/, 'A table name has small letters, digits and underscores')

/** A mapping, as the mapping file holds it and as the mapping step sends it. */
export const mappingSchema = z.strictObject({
  table: tableName,
  tableLabel: z.string().optional(),
  format: formatSchema.partial().optional(),
  key: z.string().optional(),
  missing: z.array(z.string()).optional(),
  columns: z.array(columnMappingSchema),
  constants: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  others: z.enum(['infer', 'ignore']).optional(),
})

/** What was found in one column of the file, from the rows sampled (those of the first 4 MiB). */
const sourceColumnSchema = z.object({
  source: z.string(),
  /** The first distinct values as they stand in the file. */
  examples: z.array(z.string()),
  detectedType: z.enum(COLUMN_TYPES),
  dateFormats: z.array(z.string()),
  filled: z.number(),
  distinct: z.number().int(),
  /** Values that look like markers of missing ones, such as `Select` or `unknown`. */
  missingMarkers: z.array(z.string()),
  /** The most frequent values with their counts, at most 20. */
  topValues: z.array(z.object({ value: z.string(), count: z.number().int() })),
  notes: z.array(z.string()),
})

const inspectionSchema = z.object({
  file: fileSchema,
  format: formatSchema,
  /** Rows of data; exact when the whole file was read, else an estimate. */
  rows: z.number().int(),
  rowsExact: z.boolean(),
  columns: z.array(sourceColumnSchema),
  /** The first 20 rows as text. */
  preview: z.array(z.array(z.string())),
  /** A mapping to start from: known columns matched by name, others created. */
  suggested: mappingSchema,
  /** Sentences about the file as a whole. */
  notes: z.array(z.string()),
})
export type Inspection = z.infer<typeof inspectionSchema>

const rowProblemSchema = z.object({ row: z.number().int(), column: z.string(), value: z.string(), expected: z.string() })

const importSchema = z.object({
  id: z.number().int(),
  table: z.string(),
  fileName: z.string(),
  state: z.enum(['applying', 'applied', 'undone', 'failed']),
  read: z.number().int(),
  inserted: z.number().int(),
  updated: z.number().int(),
  rejected: z.number().int(),
  rejectsFile: z.string().nullable(),
  startedAt: instant,
  finishedAt: instant.nullable(),
})

export const filterSchema = z.object({
  /** A column of the table, or one of score, grade, trend. */
  column: z.string(),
  operator: z.enum(['eq', 'ne', 'in', 'contains', 'begins', 'gt', 'ge', 'lt', 'le', 'between', 'empty', 'filled']),
  values: z.array(cellSchema),
})
export type Filter = z.infer<typeof filterSchema>

const recordSchema = z.object({
  table: z.string(),
  id: recordId,
  /** The display name of the record. */
  name: z.string(),
  values: z.record(z.string(), cellSchema),
  /** Display names of lookups: column to text. */
  lookups: z.record(z.string(), z.string()),
})

const interactionSchema = z.object({
  id: recordId,
  type: z.string(),
  occurredAt: instant,
  asset: z.string().nullable(),
  journey: z.string().nullable(),
  channel: z.string().nullable(),
  url: z.string().nullable(),
})

/** Records that one call may change. */
export const MOST_AT_ONCE = 200

export const dataset = {
  /** Shows the host's open dialog; null when the user closed it. */
  openFile: procedure('admin').output(fileSchema.nullable()),
  beginUpload: procedure('admin')
    .input(z.object({ name: z.string().min(1).max(255), bytes: z.number().int().min(0) }))
    .output(z.object({ fileId: z.string(), chunkBytes: z.number().int() })),
  /** Appends one piece; `offset` must be the number of bytes that have arrived. `data` is base64. */
  uploadChunk: procedure('admin')
    .input(z.object({ fileId: z.string(), offset: z.number().int().min(0), data: z.string() }))
    .output(z.object({ received: z.number().int(), complete: z.boolean() })),
  inspect: procedure('admin')
    .input(z.object({ fileId: z.string(), format: formatSchema.partial().optional(), table: tableName.optional() }))
    .output(inspectionSchema),
  /** Reads the whole file without changing anything; the job's result is a CheckResult. */
  check: procedure('admin').input(z.object({ fileId: z.string(), mapping: mappingSchema })).output(jobStarted),
  /** Imports; the job's result has read, inserted, updated, rejected, importId and rejectsFile. */
  import: procedure('admin').input(z.object({ fileId: z.string(), mapping: mappingSchema })).output(jobStarted),
  imports: procedure('read').output(z.array(importSchema)),
  rejects: procedure('read')
    .input(z.object({ importId: z.number().int(), limit: z.number().int().min(1).max(1000).default(100) }))
    .output(z.object({ total: z.number().int(), problems: z.array(rowProblemSchema) })),
  undoImport: procedure('admin').input(z.object({ importId: z.number().int() })).output(jobStarted),
  mappings: procedure('read').output(z.array(z.object({ name: z.string(), mapping: mappingSchema }))),
  saveMapping: procedure('admin').input(z.object({ name: z.string().trim().min(1).max(80), mapping: mappingSchema })).output(z.object({ name: z.string() })),

  record: procedure('read').input(z.object({ table: z.string(), id: recordId })).output(recordSchema),
  create: procedure('sell').input(z.object({ table: z.string(), values: z.record(z.string(), cellSchema) })).output(recordSchema),
  /** Saves changed columns only; a scored record is rescored before the answer. */
  save: procedure('sell').input(z.object({ table: z.string(), id: recordId, values: z.record(z.string(), cellSchema) })).output(recordSchema),
  /** Saves several records as `save` does, all or none; saving `before` takes it back. */
  saveMany: procedure('sell')
    .input(z.object({ table: z.string(), records: z.array(z.object({ id: recordId, values: z.record(z.string(), cellSchema) })).min(1).max(MOST_AT_ONCE) }))
    .output(z.object({ saved: z.number().int(), before: z.array(z.object({ id: recordId, values: z.record(z.string(), cellSchema) })) })),
  interactions: procedure('read')
    .input(z.object({ table: z.string(), id: recordId, limit: z.number().int().min(1).max(500).default(50) }))
    .output(z.object({ total: z.number().int(), items: z.array(interactionSchema) })),
  /** Records whose name, company, e-mail or topic contains the text, best first. */
  search: procedure('read')
    .input(z.object({ text: z.string(), tables: z.array(z.string()).optional(), limit: z.number().int().min(1).max(50).default(12) }))
    .output(z.array(z.object({ table: z.string(), id: recordId, name: z.string(), detail: z.string() }))),
  /** Choices for a lookup field: id and display name. */
  lookup: procedure('read')
    .input(z.object({ table: z.string(), text: z.string().default(''), limit: z.number().int().min(1).max(100).default(30) }))
    .output(z.array(z.object({ id: recordId, name: z.string() }))),
}
