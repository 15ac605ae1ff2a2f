import { api } from './base.ts'

export const ruleHistory = api.ruleHistory.router({
  backtest: api.ruleHistory.backtest.handler(async ({ context: { core }, input }) => {
    const started = await core.store.write('ruleHistory.backtest', input)
    core.jobs.wake()
    return started
  }),
  report: api.ruleHistory.report.handler(({ context, input }) => context.core.store.read('ruleHistory.report', input)),
  sources: api.ruleHistory.sources.handler(({ context }) => context.core.store.read('ruleHistory.sources', null)),
  suggest: api.ruleHistory.suggest.handler(async ({ context: { core }, input }) => {
    const started = await core.store.write('ruleHistory.suggest', input)
    core.jobs.wake()
    return started
  }),
})
