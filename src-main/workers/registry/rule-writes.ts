import type { RuleDetail, RuleLayout } from '#shared/contract/rules'
import type { RuleOptions } from '#shared/contract/rule-scores'
import type { RuleModel } from '#shared/domain/rules/tree'
import { linkLead } from '#main/db/queries/rule-links'
import { insertJob } from '#main/db/queries/jobs'
import { requireRuleModel } from '#main/db/queries/rule-models'
import { beginPublish, beginStop } from '#main/db/queries/rule-lifecycle'
import { createRules, discardRulesDraft, duplicateRules, editRules, removeRules, saveRulesDraft, type SavedRules } from '#main/db/queries/rule-models-write'
import { markNoticesSeen } from '#main/db/queries/rule-notices'
import { setTaskDone } from '#main/db/queries/rule-tasks'
import { saveRuleOptions } from '#main/db/queries/rule-options'
import { hasLiveRules, queueRules } from '#main/db/queries/rule-queue'
import { FEW, rescoreWaitingDirty, rescoreWaitingDue, waitingLeads } from '#main/db/queries/rule-rescore'
import { putRulesText } from '#main/db/queries/rule-text'
import type { Write } from '../context.ts'

type WriteContext = Parameters<Write<null, null>>[2]

/** Tells the pages that rule models, and with `further` also what hangs on them, are to be read again. */
function changed(context: WriteContext, ...further: readonly Parameters<WriteContext['changed']>[0][]): void {
  for (const topic of ['models', ...further] as const) context.changed(topic)
}

const create: Write<{ tree: RuleModel; layout?: RuleLayout | undefined }, SavedRules> = (db, input, context) => {
  changed(context)
  return createRules(db, input, context)
}

const saveDraft: Write<Parameters<typeof saveRulesDraft>[1], SavedRules> = (db, input, context) => {
  changed(context)
  return saveRulesDraft(db, input, context)
}

const edit: Write<{ modelId: number }, RuleDetail> = (db, { modelId }, context) => {
  changed(context)
  return editRules(db, modelId, context)
}

const discardDraft: Write<{ modelId: number }, RuleDetail> = (db, { modelId }, context) => {
  changed(context)
  return discardRulesDraft(db, modelId, context)
}

const duplicate: Write<{ modelId: number; name: string }, SavedRules> = (db, input, context) => {
  changed(context)
  return duplicateRules(db, input, context)
}

const remove: Write<{ modelId: number }, { removed: boolean }> = (db, { modelId }, context) => {
  changed(context, 'scores')
  return removeRules(db, modelId, context)
}

const publish: Write<{ modelId: number }, { jobId: number }> = (db, { modelId }, context) => {
  changed(context, 'jobs')
  return beginPublish(db, modelId, context)
}

const stop: Write<{ modelId: number }, { jobId: number }> = (db, { modelId }, context) => {
  changed(context, 'jobs')
  return beginStop(db, modelId, context)
}

const saveOptions: Write<RuleOptions, RuleOptions> = (db, input, context) => {
  changed(context, 'jobs')
  const saved = saveRuleOptions(db, input, context)
  queueRules(db, 'Applying the options of rule models', { settle: true }, context)
  return saved
}

const taskDone: Write<{ taskId: number; done: boolean }, { done: boolean }> = (db, input, context) => {
  context.changed('scores')
  return setTaskDone(db, input, context)
}

const noticesSeen: Write<null, { seen: number }> = (db, _input, context) => {
  changed(context)
  return markNoticesSeen(db, context)
}

const link: Write<Parameters<typeof linkLead>[1], { linked: true }> = (db, input, context) => linkLead(db, input, context)

const exportTo: Write<{ modelId: number; format: 'csv' | 'xlsx' }, { jobId: number }> = (db, input, context) => {
  const { name } = requireRuleModel(db, input.modelId)
  context.changed('jobs')
  return { jobId: insertJob(db, { kind: 'rules_export', title: `Export of the scores of ${name}`, input }, context) }
}

const putText: Write<{ text: string }, SavedRules> = (db, { text }, context) => {
  changed(context)
  return putRulesText(db, text, context)
}

/** Rescores what waits while that is little, else queues a job for it. */
const rescoreWaiting: Write<null, { scored: number; queued: boolean }> = (db, _input, context) => {
  const queue = (): boolean => {
    context.changed('jobs')
    return queueRules(db, 'Rescoring what is due with rule models', {}, context)
  }
  if (!hasLiveRules(db)) return { scored: 0, queued: false }
  const { dirty, due } = waitingLeads(db, context, FEW + 1)
  if (dirty + due > FEW) return { scored: 0, queued: queue() }
  const touched = dirty === 0 ? { scored: 0, left: 0 } : rescoreWaitingDirty(db, context, FEW)
  const aged = due === 0 ? { scored: 0, left: 0 } : rescoreWaitingDue(db, context, FEW)
  const scored = touched.scored + aged.scored
  if (scored > 0) for (const topic of ['scores', 'records'] as const) context.changed(topic)
  return { scored, queued: touched.left + aged.left > 0 && queue() }
}

/** The named writes of rule models and their scores. */
export const ruleWrites = {
  'rules.create': create,
  'rules.saveDraft': saveDraft,
  'rules.edit': edit,
  'rules.discardDraft': discardDraft,
  'rules.duplicate': duplicate,
  'rules.remove': remove,
  'rules.publish': publish,
  'rules.stop': stop,
  'rules.putText': putText,
  'rules.rescoreWaiting': rescoreWaiting,
  'ruleScores.link': link,
  'ruleScores.exportTo': exportTo,
  'ruleScores.saveOptions': saveOptions,
  'ruleScores.setTaskDone': taskDone,
  'ruleScores.markNoticesSeen': noticesSeen,
} as const
