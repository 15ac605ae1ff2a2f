import { z } from 'zod'
import { savedViewSchema, type SavedView } from '#shared/contract/scores'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { Problem } from '../errors.ts'
import type { ReadDb, WriteDb } from '../handles.ts'

interface Whose {
  readonly userId: number
}

const keyOf = (entity: ScoredEntity, { userId }: Whose): string => `savedViews:${userId}:${entity}`

/** The lists that the acting user has kept, in the order of their tabs. */
export function readSavedViews(db: ReadDb, { entity }: { readonly entity: ScoredEntity }, whose: Whose): SavedView[] {
  const row = db.prepare<{ value: string }>('SELECT value FROM setting WHERE key = ?').get(keyOf(entity, whose))
  return row === undefined ? [] : z.array(savedViewSchema).parse(JSON.parse(row.value))
}

/** Keeps these lists in place of those before; two of one name are refused. */
export function saveViews(db: WriteDb, { entity, views }: { readonly entity: ScoredEntity; readonly views: readonly SavedView[] }, whose: Whose): SavedView[] {
  const names = new Set<string>()
  for (const { name } of views) {
    if (names.has(name.toLowerCase())) throw new Problem('CONFLICT', `There is a view “${name}” already. Choose another name.`, 'name')
    names.add(name.toLowerCase())
  }
  db.prepare('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(keyOf(entity, whose), JSON.stringify(views))
  return readSavedViews(db, { entity }, whose)
}
