import { api } from './base.ts'

export const catalog = api.catalog.router({
  tables: api.catalog.tables.handler(({ context }) => context.core.store.read('catalog.tables', null)),
  saveColumn: api.catalog.saveColumn.handler(({ context, input }) => context.core.store.write('catalog.saveColumn', input)),
})
