import { api, permissions } from './base.ts'

export const workspace = api.workspace.router({
  info: api.workspace.info.handler(async ({ context: { core } }) => {
    const [counts, user, allowed] = await Promise.all([core.store.read('workspace.counts', null), core.store.read('settings.user', null), permissions(core)])
    const { name, timeZone, frozenNow } = core.settings.stored
    return {
      name,
      file: core.host.workspaceFile,
      version: core.host.version,
      user: { id: user?.id ?? 1, name: user?.name ?? '', permissions: [...allowed] },
      timeZone,
      now: core.settings.now(),
      frozen: frozenNow !== null,
      host: core.host.kind,
      canPickFiles: core.host.openFileDialog !== undefined,
      counts,
    }
  }),
  settings: api.workspace.settings.handler(({ context }) => context.core.store.read('workspace.settings', null)),
  saveSettings: api.workspace.saveSettings.handler(({ context, input }) => context.core.store.write('workspace.saveSettings', input)),
  createSample: api.workspace.createSample.handler(async ({ context: { core }, input }) => {
    const started = await core.store.write('jobs.add', { kind: 'sample', title: 'Sample company', input })
    core.jobs.wake()
    return started
  }),
  check: api.workspace.check.handler(({ context }) => context.core.store.read('workspace.check', null)),
  changes: api.workspace.changes.handler(({ context, signal }) => context.core.changes.watch(signal)),
})
