import { api } from './base.ts'

export const predictive = api.predictive.router({
  readiness: api.predictive.readiness.handler(({ context, input }) => context.core.store.read('predictive.readiness', input)),
  attributes: api.predictive.attributes.handler(({ context, input }) => context.core.store.read('predictive.attributes', input)),
  list: api.predictive.list.handler(({ context }) => context.core.store.read('predictive.list', null)),
  get: api.predictive.get.handler(({ context, input }) => context.core.store.read('predictive.get', input)),
  create: api.predictive.create.handler(({ context, input }) => context.core.store.write('predictive.create', input)),
  saveConfig: api.predictive.saveConfig.handler(({ context, input }) => context.core.store.write('predictive.saveConfig', input)),
  train: api.predictive.train.handler(async ({ context: { core }, input }) => {
    const started = await core.store.write('predictive.beginTraining', input)
    core.jobs.wake()
    return started
  }),
  publish: api.predictive.publish.handler(async ({ context: { core }, input }) => {
    const published = await core.store.write('predictive.publish', input)
    core.jobs.wake()
    return published
  }),
  remove: api.predictive.remove.handler(({ context, input }) => context.core.store.write('predictive.remove', input)),
})
