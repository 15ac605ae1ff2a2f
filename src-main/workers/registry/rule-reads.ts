import type { RuleDetail, RuleSummary } from '#shared/contract/rules'
import type { RuleOptions } from '#shared/contract/rule-scores'
import type { RuleProblem } from '#shared/domain/rules/tree'
import { checkRules } from '#main/db/queries/rule-check'
import { readRuleInsights, type RuleInsights } from '#main/db/queries/rule-insights'
import { suggestLinks, type LinkChoice } from '#main/db/queries/rule-links'
import { getRules, listRules } from '#main/db/queries/rule-models'
import { listNotices, type Notice } from '#main/db/queries/rule-notices'
import { tasksOfLead, type Task } from '#main/db/queries/rule-tasks'
import { readRuleOptions } from '#main/db/queries/rule-options'
import { readRuleScoresOfLead, type RuleScoresOfLead } from '#main/db/queries/rule-score-lead'
import { readRuleScorePage, type RuleScorePage, type RuleScorePageInput } from '#main/db/queries/rule-score-page'
import { rulesText } from '#main/db/queries/rule-text'
import { effectOf } from '#main/db/rules/effect'
import { explainRules } from '#main/db/rules/explain'
import { matchesOf } from '#main/db/rules/matches'
import { simulateRules } from '#main/db/rules/simulate'
import { unscoredOf } from '#main/db/rules/unscored'
import type { Read } from '../context.ts'

const list: Read<null, RuleSummary[]> = (db) => listRules(db)
const get: Read<{ modelId: number }, RuleDetail> = (db, { modelId }) => getRules(db, modelId)
const check: Read<{ modelId: number }, RuleProblem[]> = (db, { modelId }) => checkRules(db, modelId)
const page: Read<RuleScorePageInput, RuleScorePage> = (db, input) => readRuleScorePage(db, input)
const insights: Read<{ modelId: number }, RuleInsights> = (db, { modelId }, context) => readRuleInsights(db, modelId, context)
const options: Read<null, RuleOptions> = (db) => readRuleOptions(db)
const notices: Read<null, Notice[]> = (db, _input, context) => listNotices(db, context.userId)

const suggest: Read<{ leadId: number }, LinkChoice[]> = (db, { leadId }) => suggestLinks(db, leadId)
const tasks: Read<{ leadId: number }, Task[]> = (db, { leadId }) => tasksOfLead(db, leadId)
const ofLead: Read<{ leadId: number }, RuleScoresOfLead> = (db, { leadId }, context) => readRuleScoresOfLead(db, leadId, context)
const text: Read<Parameters<typeof rulesText>[1], ReturnType<typeof rulesText>> = (db, input) => rulesText(db, input)
const simulate: Read<Parameters<typeof simulateRules>[1], ReturnType<typeof simulateRules>> = (db, input, context) => simulateRules(db, input, context)
const matches: Read<Parameters<typeof matchesOf>[1], ReturnType<typeof matchesOf>> = (db, input, context) => matchesOf(db, input, context)
const effect: Read<Parameters<typeof effectOf>[1], ReturnType<typeof effectOf>> = (db, input, context) => effectOf(db, input, context)
const explain: Read<Parameters<typeof explainRules>[1], ReturnType<typeof explainRules>> = (db, input, context) => explainRules(db, input, context)
const unscored: Read<Parameters<typeof unscoredOf>[1], ReturnType<typeof unscoredOf>> = (db, input, context) => unscoredOf(db, input, context)

/** The named reads of rule models and their scores. */
export const ruleReads = {
  'rules.list': list,
  'rules.get': get,
  'rules.check': check,
  'rules.text': text,
  'rules.simulate': simulate,
  'rules.matches': matches,
  'rules.effect': effect,
  'ruleScores.explain': explain,
  'ruleScores.unscored': unscored,
  'ruleScores.ofLead': ofLead,
  'ruleScores.tasks': tasks,
  'ruleScores.suggestLinks': suggest,
  'ruleScores.page': page,
  'ruleScores.insights': insights,
  'ruleScores.options': options,
  'ruleScores.notices': notices,
} as const
