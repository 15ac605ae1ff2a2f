import { api } from './base.ts'

export const rules = api.rules.router({
  list: api.rules.list.handler(({ context }) => context.core.store.read('rules.list', null)),
  get: api.rules.get.handler(({ context, input }) => context.core.store.read('rules.get', input)),
  create: api.rules.create.handler(({ context, input }) => context.core.store.write('rules.create', input)),
  saveDraft: api.rules.saveDraft.handler(({ context, input }) => context.core.store.write('rules.saveDraft', input)),
  edit: api.rules.edit.handler(({ context, input }) => context.core.store.write('rules.edit', input)),
  discardDraft: api.rules.discardDraft.handler(({ context, input }) => context.core.store.write('rules.discardDraft', input)),
  duplicate: api.rules.duplicate.handler(({ context, input }) => context.core.store.write('rules.duplicate', input)),
  remove: api.rules.remove.handler(({ context, input }) => context.core.store.write('rules.remove', input)),
  check: api.rules.check.handler(({ context, input }) => context.core.store.read('rules.check', input)),
  publish: api.rules.publish.handler(async ({ context: { core }, input }) => {
    const started = await core.store.write('rules.publish', input)
    core.jobs.wake()
    return started
  }),
  stop: api.rules.stop.handler(async ({ context: { core }, input }) => {
    const started = await core.store.write('rules.stop', input)
    core.jobs.wake()
    return started
  }),
  text: api.rules.text.handler(({ context, input }) => context.core.store.read('rules.text', input)),
  putText: api.rules.putText.handler(({ context, input }) => context.core.store.write('rules.putText', input)),
  simulate: api.rules.simulate.handler(({ context, input }) => context.core.store.read('rules.simulate', input)),
  matches: api.rules.matches.handler(({ context, input }) => context.core.store.read('rules.matches', input)),
  effect: api.rules.effect.handler(({ context, input }) => context.core.store.read('rules.effect', input)),
})
