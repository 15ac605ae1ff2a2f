import { z } from 'zod'

const problemSchema = z.object({
  column: z.string(),
  kind: z.string(),
  count: z.number(),
  firstRow: z.number(),
  value: z.string(),
  expected: z.string(),
  sentence: z.string(),
})
export type CheckProblem = z.infer<typeof problemSchema>

const checkResultSchema = z.object({
  read: z.number(),
  wouldInsert: z.number(),
  wouldUpdate: z.number(),
  rejected: z.number(),
  problems: z.array(problemSchema).default([]),
  notes: z.array(z.string()).default([]),
})
export type CheckResult = z.infer<typeof checkResultSchema>

const importResultSchema = z.object({
  importId: z.number(),
  table: z.string(),
  read: z.number(),
  inserted: z.number(),
  updated: z.number(),
  rejected: z.number(),
  rejectsFile: z.string().nullable().default(null),
  notes: z.array(z.string()).default([]),
  createdColumns: z.array(z.string()).default([]),
  createdTable: z.union([z.boolean(), z.string()]).nullable().default(null),
  seconds: z.number().nullable().default(null),
})
export type ImportResult = z.infer<typeof importResultSchema>

/** The result of a check job, or null while there is none. */
export function readCheckResult(result: unknown): CheckResult | null {
  return checkResultSchema.safeParse(result).data ?? null
}

/** The result of an import job, or null while there is none. */
export function readImportResult(result: unknown): ImportResult | null {
  return importResultSchema.safeParse(result).data ?? null
}
