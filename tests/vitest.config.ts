import { defineConfig } from 'vitest/config'

/** Everything but the pages: unit, property, contract, migration and architecture tests. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/e2e/**', 'node_modules/**'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    pool: 'forks',
    coverage: { provider: 'v8', include: ['src-main/**/*.ts', 'src-shared/**/*.ts'], reportsDirectory: '.cache/coverage' },
  },
})
