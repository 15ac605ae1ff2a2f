import { api } from './base.ts'

export const catalog = api.catalog.router({
  tables: api.catalog.tables.handler(({ context }) => context.core.store.read('catalog.tables', null)),
  saveColumn: api.catalog.saveColumn.handler(({ context, input }) => context.core.store.write('catalog.saveColumn', input)),
  saveFormula: api.catalog.saveFormula.handler(({ context, input }) => context.core.store.write('catalog.saveFormula', input)),
  removeFormula: api.catalog.removeFormula.handler(({ context, input }) => context.core.store.write('catalog.removeFormula', input)),
  tryFormula: api.catalog.tryFormula.handler(({ context, input }) => context.core.store.read('catalog.tryFormula', input)),
})
