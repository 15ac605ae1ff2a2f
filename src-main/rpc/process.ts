import { api } from './base.ts'

export const process = api.process.router({
  list: api.process.list.handler(({ context }) => context.core.store.read('process.list', null)),
  save: api.process.save.handler(({ context, input }) => context.core.store.write('process.save', input)),
  remove: api.process.remove.handler(({ context, input }) => context.core.store.write('process.remove', input)),
  ofRecord: api.process.ofRecord.handler(({ context, input }) => context.core.store.read('process.ofRecord', input)),
  enter: api.process.enter.handler(({ context, input }) => context.core.store.write('process.enter', input)),
  move: api.process.move.handler(({ context, input }) => context.core.store.write('process.move', input)),
  end: api.process.end.handler(({ context, input }) => context.core.store.write('process.end', input)),
  reopen: api.process.reopen.handler(({ context, input }) => context.core.store.write('process.reopen', input)),
})
