import { api } from './base.ts'

export const scores = api.scores.router({
  page: api.scores.page.handler(({ context, input }) => context.core.store.read('scores.page', input)),
  viewCounts: api.scores.viewCounts.handler(({ context, input }) => context.core.store.read('scores.viewCounts', input)),
  explain: api.scores.explain.handler(({ context, input }) => context.core.store.read('scores.explain', input)),
  raises: api.scores.raises.handler(({ context, input }) => context.core.store.read('scores.raises', input)),
  exportList: api.scores.exportList.handler(async ({ context: { core }, input }) => {
    const started = await core.store.write('jobs.add', { kind: 'list_export', title: `Export of ${input.title}`, input })
    core.jobs.wake()
    return started
  }),
  savedViews: api.scores.savedViews.handler(({ context, input }) => context.core.store.read('scores.savedViews', input)),
  saveViews: api.scores.saveViews.handler(({ context, input }) => context.core.store.write('scores.saveViews', input)),
  rescore: api.scores.rescore.handler(async ({ context: { core }, input }) => {
    const started = await core.store.write('jobs.add', { kind: 'score', title: 'Rescoring', input })
    core.jobs.wake()
    return started
  }),
})
