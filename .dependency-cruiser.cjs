/** The layers of the design as an allow-list: what is not listed here is an error. */
const core = '^(node:|[a-z_/]+$)'
const from = (path, ...to) => ({ from: { path }, to: { path: to } })

module.exports = {
  forbidden: [
    { name: 'no-loops', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'nothing-imports-tests', severity: 'error', from: { path: '^src-' }, to: { path: '^tests' } },
    { name: 'only-electron-host-names-electron', severity: 'error', from: { pathNot: '^(src-main/hosts/electron|tests|electron\\.vite)' }, to: { path: '^node_modules/electron/' } },
    { name: 'only-db-names-sqlite', severity: 'error', from: { pathNot: '^(src-main/db|tests)' }, to: { path: '^node_modules/(better-sqlite3|@types/better-sqlite3)' } },
    { name: 'only-canvas-names-react-flow', severity: 'error', from: { pathNot: '^(src-renderer/canvas|tests)' }, to: { path: '^node_modules/@xyflow/' } },
    { name: 'only-connect-knows-the-wire', severity: 'error', from: { path: '^src-renderer', pathNot: '^src-renderer/rpc/connect' }, to: { path: '@orpc/client/dist/adapters' } },
    { name: 'features-apart', severity: 'error', from: { path: '^src-renderer/features/([^/]+)/' }, to: { path: '^src-renderer/features/', pathNot: '^src-renderer/features/$1/' } },
    { name: 'hosts-apart', severity: 'error', from: { path: '^src-main/hosts/([^/]+)/' }, to: { path: '^src-main/hosts/', pathNot: '^src-main/hosts/($1|common)/' } },
    { name: 'domain-areas-without-a-loop', severity: 'error', from: { path: '^src-shared/domain/([^/]+)/' }, to: { path: '^src-shared/domain/', pathNot: '^src-shared/domain/$1/', circular: true } },
  ],
  allowed: [
    from('^src-shared/lib', '^src-shared/lib'),
    from('^src-shared/domain', '^src-shared/(lib|domain)'),
    from('^src-shared/contract', '^src-shared', '^node_modules/(zod|@orpc/contract)/'),
    from('^src-main/ports', '^src-shared', '^src-main/ports'),
    from('^src-main/db', '^src-shared', '^src-main/(db|workers/context)', core, '^node_modules/(better-sqlite3|@types/better-sqlite3|kysely|zod)/'),
    from('^src-main/workers', '^src-shared', '^src-main/(workers|db|ports)', core, '^node_modules/(papaparse|@types/papaparse|zod|kysely|write-excel-file|hyparquet-writer)/'),
    from('^src-main/core', '^src-shared', '^src-main/(core|db|workers|ports)', core, '^node_modules/zod/'),
    from('^src-main/rpc', '^src-shared', '^src-main/(rpc|core|db/errors|db/queries/settings)', core, '^node_modules/@orpc/server/'),
    from('^src-main/hosts/electron', '^src-shared', '^src-main', core, '^node_modules/(electron|zod|@orpc/server|@orpc/client)/'),
    from('^src-main/hosts/(node|cli|common)', '^src-shared', '^src-main', core, '^node_modules/(ws|@types/ws|zod|@orpc/server|@orpc/client)/'),
    from('^src-renderer/ui', '^src-shared/(domain|lib)', '^src-renderer/ui', '^node_modules/(react|react-dom|@types/react|@types/react-dom|@mantine/[a-z]+|@tanstack/react-virtual|dayjs|@codemirror/[a-z]+)/'),
    from('^src-renderer/canvas', '^src-shared/(domain|lib)', '^src-renderer/(ui|canvas)', '^node_modules/(react|@types/react|@mantine/[a-z]+|@xyflow/react|@xyflow/system|zustand)/'),
    from('^src-renderer/charts', '^src-shared/(domain|lib)', '^src-renderer/(ui|charts)', '^node_modules/(react|@types/react|@mantine/[a-z]+|echarts)/'),
    from('^src-renderer/rpc', '^src-shared', '^src-renderer/rpc', '^node_modules/(react|@types/react|zustand|@orpc/[a-z-]+|@tanstack/react-query)/'),
    from('^src-renderer/conditions', '^src-shared', '^src-renderer/(conditions|ui|rpc)', '^node_modules/(react|@types/react|@tanstack/react-query)/'),
    from('^src-renderer/features', '^src-shared', '^src-renderer/(features|ui|charts|canvas|rpc|conditions)', '^node_modules/(react|@types/react|@mantine/[a-z]+|@tanstack/[a-z-]+|zustand|wouter|dayjs|zod|@orpc/client)/'),
    from('^src-renderer/(app|main)', '^src-shared', '^src-renderer', '^node_modules/(react|react-dom|@types/react|@types/react-dom|@mantine/[a-z]+|@tanstack/[a-z-]+|zustand|wouter|dayjs|@fontsource-variable/inter)/'),
    from('^tests', '.*'),
    from('^electron\\.vite\\.config', '.*'),
  ],
  allowedSeverity: 'error',
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|\\.cache|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: '.config/tsconfig.cruise.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.css', '.json', '.d.ts'] },
  },
}
