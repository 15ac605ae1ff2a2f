import { Problem } from '#main/db/errors'
import { api } from './base.ts'

export const dataset = api.dataset.router({
  openFile: api.dataset.openFile.handler(async ({ context: { core } }) => {
    const show = core.host.openFileDialog
    if (show === undefined) throw new Problem('CONFLICT', 'This window cannot show the system’s open dialog. Drop the file on the page, or choose it there.')
    const path = await show({ title: 'Choose a data file', extensions: ['csv', 'tsv', 'txt'] })
    return path === null ? null : core.uploads.register(path)
  }),
  beginUpload: api.dataset.beginUpload.handler(({ context, input }) => context.core.uploads.begin(input)),
  uploadChunk: api.dataset.uploadChunk.handler(({ context, input }) => context.core.uploads.append(input)),
  inspect: api.dataset.inspect.handler(({ context: { core }, input }) => {
    const { path, name, bytes } = core.uploads.get(input.fileId)
    return core.store.read('dataset.inspect', { ...input, path, name, bytes })
  }),
  check: api.dataset.check.handler(async ({ context: { core }, input }) => {
    const file = core.uploads.get(input.fileId)
    const started = await core.store.write('jobs.add', { kind: 'check_import', title: `Check of ${file.name}`, input: { ...file, mapping: input.mapping } })
    core.jobs.wake()
    return started
  }),
  import: api.dataset.import.handler(async ({ context: { core }, input }) => {
    const file = core.uploads.get(input.fileId)
    const started = await core.store.write('jobs.add', { kind: 'import', title: `Import of ${file.name}`, input: { ...file, mapping: input.mapping } })
    core.jobs.wake()
    return started
  }),
  imports: api.dataset.imports.handler(({ context }) => context.core.store.read('dataset.imports', null)),
  rejects: api.dataset.rejects.handler(({ context, input }) => context.core.store.read('dataset.rejects', input)),
  undoImport: api.dataset.undoImport.handler(async ({ context: { core }, input }) => {
    const started = await core.store.write('jobs.add', { kind: 'undo_import', title: `Undo of import ${input.importId}`, input })
    core.jobs.wake()
    return started
  }),
  mappings: api.dataset.mappings.handler(({ context }) => context.core.store.read('dataset.mappings', null)),
  saveMapping: api.dataset.saveMapping.handler(({ context, input }) => context.core.store.write('dataset.saveMapping', input)),
  record: api.dataset.record.handler(({ context, input }) => context.core.store.read('dataset.record', input)),
  create: api.dataset.create.handler(({ context, input }) => context.core.store.write('dataset.create', input)),
  save: api.dataset.save.handler(({ context, input }) => context.core.store.write('dataset.save', input)),
  saveMany: api.dataset.saveMany.handler(({ context, input }) => context.core.store.write('dataset.saveMany', input)),
  interactions: api.dataset.interactions.handler(({ context, input }) => context.core.store.read('dataset.interactions', input)),
  search: api.dataset.search.handler(({ context, input }) => context.core.store.read('dataset.search', input)),
  lookup: api.dataset.lookup.handler(({ context, input }) => context.core.store.read('dataset.lookup', input)),
})
