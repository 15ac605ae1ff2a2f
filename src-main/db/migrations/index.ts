import { migration0001 } from './0001-base.ts'
import { migration0002 } from './0002-rules.ts'
import { migration0003 } from './0003-retrain.ts'
import { migration0004 } from './0004-formulas.ts'
import { migration0005 } from './0005-due-by-day.ts'

/** All migrations in order; a published one is never edited. */
export const migrations = [migration0001, migration0002, migration0003, migration0004, migration0005] as const
