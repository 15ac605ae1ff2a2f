import { api } from './base.ts'

export const predictive = api.predictive.router({
  readiness: api.predictive.readiness.handler(({ context, input }) => context.core.store.read('predictive.readiness', input)),
  attributes: api.predictive.attributes.handler(({ context, input }) => context.core.store.read('predictive.attributes', input)),
  outcomes: api.predictive.outcomes.handler(({ context, input }) => context.core.store.read('predictive.outcomes', input)),
  insight: api.predictive.insight.handler(({ context, input }) => context.core.store.read('predictive.insight', input)),
  overlap: api.predictive.overlap.handler(({ context, input }) => context.core.store.read('predictive.overlap', input)),
  precedence: api.predictive.precedence.handler(({ context, input }) => context.core.store.read('predictive.precedence', input)),
  prioritize: api.predictive.prioritize.handler(async ({ context: { core }, input }) => {
    const order = await core.store.write('predictive.prioritize', input)
    core.jobs.wake()
    return order
  }),
  grades: api.predictive.grades.handler(({ context, input }) => context.core.store.read('predictive.grades', input)),
  saveGrades: api.predictive.saveGrades.handler(async ({ context: { core }, input }) => {
    const started = await core.store.write('predictive.saveGrades', input)
    core.jobs.wake()
    return started
  }),
  answer: api.predictive.answer.handler(({ context, input }) => context.core.store.write('predictive.answer', input)),
  list: api.predictive.list.handler(({ context }) => context.core.store.read('predictive.list', null)),
  get: api.predictive.get.handler(({ context, input }) => context.core.store.read('predictive.get', input)),
  card: api.predictive.card.handler(({ context, input }) => context.core.store.read('predictive.card', input)),
  drift: api.predictive.drift.handler(({ context, input }) => context.core.store.read('predictive.drift', input)),
  exportSql: api.predictive.exportSql.handler(({ context, input }) => context.core.store.read('predictive.exportSql', input)),
  exportFile: api.predictive.exportFile.handler(({ context: { core }, input }) => core.store.read('predictive.exportFile', { ...input, appVersion: core.host.version })),
  importFile: api.predictive.importFile.handler(({ context, input }) => context.core.store.write('predictive.importFile', input)),
  create: api.predictive.create.handler(({ context, input }) => context.core.store.write('predictive.create', input)),
  saveConfig: api.predictive.saveConfig.handler(({ context, input }) => context.core.store.write('predictive.saveConfig', input)),
  train: api.predictive.train.handler(async ({ context: { core }, input }) => {
    const started = await core.store.write('predictive.beginTraining', { ...input, appVersion: core.host.version })
    core.jobs.wake()
    return started
  }),
  retrain: api.predictive.retrain.handler(async ({ context: { core }, input }) => {
    const started = await core.store.write('predictive.retrain', { ...input, appVersion: core.host.version })
    core.jobs.wake()
    return started
  }),
  setRetraining: api.predictive.setRetraining.handler(({ context, input }) => context.core.store.write('predictive.setRetraining', input)),
  revert: api.predictive.revert.handler(({ context, input }) => context.core.store.write('predictive.revert', input)),
  compare: api.predictive.compare.handler(({ context, input }) => context.core.store.read('predictive.compare', input)),
  quickSetup: api.predictive.quickSetup.handler(async ({ context: { core }, input }) => {
    const started = await core.store.write('predictive.quickSetup', { ...input, appVersion: core.host.version })
    core.jobs.wake()
    return started
  }),
  usage: api.predictive.usage.handler(({ context }) => context.core.store.read('predictive.usage', null)),
  options: api.predictive.options.handler(({ context }) => context.core.store.read('predictive.options', null)),
  saveOptions: api.predictive.saveOptions.handler(({ context, input }) => context.core.store.write('predictive.saveOptions', input)),
  publish: api.predictive.publish.handler(async ({ context: { core }, input }) => {
    const published = await core.store.write('predictive.publish', input)
    core.jobs.wake()
    return published
  }),
  remove: api.predictive.remove.handler(async ({ context: { core }, input }) => {
    const { removed, running } = await core.store.write('predictive.remove', input)
    await Promise.all(running.map((jobId) => core.jobs.cancel(jobId)))
    core.jobs.wake()
    return { removed }
  }),
})
