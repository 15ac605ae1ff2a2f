import { z } from 'zod'
import { RULE_OPERATORS, RULE_TARGETS, TIME_UNITS, type BranchNode, type ConditionNode, type RuleModel } from '../domain/rules/tree.ts'

const id = z.string().min(1).max(60)
const label = z.string()
const unit = z.enum(TIME_UNITS)

const expressionSchema = z.strictObject({
  id,
  lookups: z.array(z.string()),
  column: z.string(),
  operator: z.enum(RULE_OPERATORS),
  values: z.array(z.union([z.string(), z.number(), z.boolean()])),
  unit: unit.nullable(),
})

const hopSchema = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('lookup'), column: z.string() }), z.strictObject({ kind: z.literal('rows'), table: z.string(), column: z.string() })])

const frequencySchema = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('each') }), z.strictObject({ kind: z.literal('at_least'), count: z.number() }), z.strictObject({ kind: z.literal('none') })])

const rangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lifetime') }),
  z.strictObject({ kind: z.literal('last'), count: z.number(), unit }),
  z.strictObject({ kind: z.literal('between'), from: z.string(), to: z.string() }),
])

const attributeSchema = z.strictObject({ kind: z.literal('attribute'), id, label, expressions: z.array(expressionSchema) })

const occurrenceSchema = z.strictObject({
  kind: z.literal('occurrence'),
  id,
  label,
  path: z.array(hopSchema),
  interactionType: z.string().nullable(),
  frequency: frequencySchema,
  range: rangeSchema,
  expressions: z.array(expressionSchema),
})

export const branchSchema: z.ZodType<BranchNode> = z.strictObject({
  kind: z.enum(['all', 'any']),
  id,
  label,
  get children(): z.ZodType<readonly ConditionNode[]> {
    return z.array(nodeSchema)
  },
})

const nodeSchema: z.ZodType<ConditionNode> = z.lazy(() => z.union([attributeSchema, occurrenceSchema, branchSchema]))

/** Any part of a draft may still be missing or wrong; `validateRules` says what is. Only the shape is checked here. */
export const ruleModelSchema: z.ZodType<RuleModel> = z.strictObject({
  name: z.string(),
  description: z.string(),
  target: z.enum(RULE_TARGETS),
  audience: branchSchema,
  groups: z.array(
    z.strictObject({
      id,
      condition: branchSchema,
      action: z
        .strictObject({ id, points: z.number(), cap: z.number().nullable(), decay: z.strictObject({ percent: z.number(), days: z.number() }).nullable() })
        .nullable(),
    }),
  ),
  grades: z.array(z.strictObject({ id, name: z.string(), from: z.number().nullable(), to: z.number().nullable() })),
  settings: z.strictObject({
    salesReadyScore: z.number().nullable(),
    minimumConsent: z.number().int().min(1).max(5).nullable(),
    businessUnit: z.string().nullable(),
    countParentContact: z.boolean(),
  }),
})
