import { sql } from 'kysely'
import type { Sql } from '../queries/filters-sql.ts'
import type { CatalogMap } from './catalog-map.ts'
import { scoreSource } from './portions.ts'
import { scoresSql } from './scores-sql.ts'
import { equalTo } from './statement.ts'
import { isOpen, type Scope } from './subjects.ts'
import type { StoredRules } from './types.ts'

/** The scores of a scope beside those that are stored. */
export interface BesideStored {
  /** Definitions, of which `n` has the scores. */
  readonly ctes: readonly Sql[]
  /** What follows a select: every score `n`, with the stored one `o` if there is one. */
  readonly both: Sql
  /** Whether a person would see a difference. */
  readonly differs: Sql
  /** Whether the stored one has to be written all the same. */
  readonly moved: Sql
}

export function besideStored(catalog: CatalogMap, { modelId, versionId, tree }: StoredRules, scope: Scope): BesideStored {
  const { ctes, select } = scoresSql(scoreSource(catalog, tree, scope), isOpen(catalog, tree, scope) ? 'all' : 'some')
  return {
    ctes: [...ctes, sql`n AS (${select})`],
    both: sql`FROM n LEFT JOIN rule_score o ON o.model_id = ${equalTo(modelId)} AND o.lead_id = n.lead_id`,
    differs: sql`o.lead_id IS NULL OR o.score <> n.score OR o.grade IS NOT n.grade OR o.contributions <> n.contributions`,
    moved: sql`o.version_id <> ${BigInt(versionId)} OR o.next_change_at IS NOT n.next_change_at`,
  }
}
