import { api } from './base.ts'

export const ruleScores = api.ruleScores.router({
  page: api.ruleScores.page.handler(({ context, input }) => context.core.store.read('ruleScores.page', input)),
  explain: api.ruleScores.explain.handler(({ context, input }) => context.core.store.read('ruleScores.explain', input)),
  ofLead: api.ruleScores.ofLead.handler(({ context, input }) => context.core.store.read('ruleScores.ofLead', input)),
  unscored: api.ruleScores.unscored.handler(({ context, input }) => context.core.store.read('ruleScores.unscored', input)),
  suggestLinks: api.ruleScores.suggestLinks.handler(({ context, input }) => context.core.store.read('ruleScores.suggestLinks', input)),
  link: api.ruleScores.link.handler(({ context, input }) => context.core.store.write('ruleScores.link', input)),
  exportTo: api.ruleScores.exportTo.handler(async ({ context: { core }, input }) => {
    const started = await core.store.write('ruleScores.exportTo', input)
    core.jobs.wake()
    return started
  }),
  insights: api.ruleScores.insights.handler(({ context, input }) => context.core.store.read('ruleScores.insights', input)),
  options: api.ruleScores.options.handler(({ context }) => context.core.store.read('ruleScores.options', null)),
  saveOptions: api.ruleScores.saveOptions.handler(async ({ context: { core }, input }) => {
    const saved = await core.store.write('ruleScores.saveOptions', input)
    core.jobs.wake()
    return saved
  }),
  tasks: api.ruleScores.tasks.handler(({ context, input }) => context.core.store.read('ruleScores.tasks', input)),
  setTaskDone: api.ruleScores.setTaskDone.handler(({ context, input }) => context.core.store.write('ruleScores.setTaskDone', input)),
  notices: api.ruleScores.notices.handler(({ context }) => context.core.store.read('ruleScores.notices', null)),
  markNoticesSeen: api.ruleScores.markNoticesSeen.handler(({ context }) => context.core.store.write('ruleScores.markNoticesSeen', null)),
})
