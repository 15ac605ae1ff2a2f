import { migration0001 } from './0001-base.ts'

/** All migrations in order; a published one is never edited. */
export const migrations = [migration0001] as const
