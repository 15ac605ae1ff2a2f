import { checkFormula, columnTypeOf } from '#shared/domain/catalog/formula/check'
import { followersOf, formulaGraph, keyOf, madeColumn, sourcesOf, type FormulaGraph } from '#shared/domain/catalog/formula/graph'
import type { FormulaScope } from '#shared/domain/catalog/formula/parse'
import { isKept, readsClock, referencesOf, type TypedFormula } from '#shared/domain/catalog/formula/tree'
import { storedFormula } from '#shared/domain/catalog/formula/words'
import { physicalType, type CatalogColumn, type CatalogTable, type KnownWhen } from '#shared/domain/catalog/types'
import { columnName, freeName } from '#shared/domain/dataset/names'
import { RESERVED_COLUMNS } from '#shared/domain/dataset/suggest'
import { Problem } from '../errors.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import { checkLabel, columnOf, readTable, readTables } from '../queries/catalog.ts'
import { compiled } from '../queries/filters-sql.ts'
import { queueRules } from '../queries/rule-queue.ts'
import { addColumn, dropColumn } from './columns.ts'
import { followSources, generatedSql, rowSql, sourcesKnownWhen } from './definition.ts'
import { fillKept, keepUp, letGo } from './keep.ts'
import { turnDay } from './turn-day.ts'
import { usersOf, usersSentence } from './users.ts'

export interface FormulaChange {
  readonly table: string
  /** null for a new column. */
  readonly name: string | null
  readonly label: string
  /** As people write it, with columns by their labels. */
  readonly formula: string
}

interface Caller {
  readonly now: number
  readonly userId: number
  readonly timeZone: string
}

/** With the 1,500 stored ones, fewer than the 2,000 at which SQLite stops. */
const MOST_CALCULATED = 100
/** Characters of the SQL that a formula may become; formulas of formulas grow quickly. */
const MOST_SQL = 20_000
/** Names that filters and lists keep for the score. */
const SCORE_COLUMNS: readonly string[] = ['score', 'probability', 'grade', 'trend']

/** The formula with its types, or a Problem with the sentence of what is wrong. */
export function requireFormula(scope: FormulaScope, text: string): TypedFormula {
  const checked = checkFormula(text, scope)
  if (!checked.ok) throw new Problem('BAD_INPUT', checked.problem.sentence, 'formula')
  return checked.formula
}

/**
 * Adds a calculated column, or gives one another formula or label. What follows from the record's own columns alone is a virtual
 * generated column; what follows relationships or reads the clock is a stored one that triggers keep right. Columns made of it
 * follow; where live rules look at it, a rescoring is queued. Throws a Problem where the formula does not fit, where it would
 * be made of itself, or where the change would mean something else to those who use the column.
 */
export function saveFormula(db: WriteDb, input: FormulaChange, caller: Caller): { readonly column: CatalogColumn; readonly queued: boolean } {
  const table = readTable(db, input.table)
  const scope = { table, tables: readTables(db) }
  const before = input.name === null ? null : requireCalculated(table, input.name)
  const label = checkLabel(table, before, input.label)
  const formula = requireFormula(scope, input.formula)
  const text = storedFormula(input.formula.trim(), scope)
  const graph = formulaGraph(scope.tables)
  if (before === null && table.columns.filter((column) => column.formula !== undefined).length >= MOST_CALCULATED) throw new Problem('CONFLICT', `${table.labelPlural} have ${MOST_CALCULATED} calculated columns, which is the most. Remove one that is no longer used.`)
  if (before !== null) refuseMeaning(db, graph, before, formula, text)
  refuseLong(graph, formula, table)
  const turned = readsClock(formula) && turnDay(db, caller, true).queued
  const name = before?.name ?? newName(db, label)
  const { type, scale } = columnTypeOf(formula)
  const entry: Entry = { table: table.name, name, label, type, scale, known: sourcesKnownWhen(graph, formula), text, personal: referencesOf(formula).some(({ column }) => column.personal) }
  const followers = before === null ? [] : followersOf(graph, [before])
  const generated = followers.filter((one) => !one.kept && one.table === table.name)
  const was = before === null ? undefined : madeColumn(graph, before)
  const stays = was?.kept === true && isKept(formula) && physicalType(was.column.type) === physicalType(type)
  letGo(db)
  for (const { column } of generated.toReversed()) dropColumn(db, column)
  if (before !== null && !stays) dropColumn(db, before)
  writeEntry(db, entry, before === null)
  const tables = readTables(db)
  const after = formulaGraph(tables)
  const column = columnOf(readTable(db, table.name), name)
  const moved = [madeColumn(after, column), ...followersOf(after, [column])].flatMap((one) => one ?? [])
  if (!stays) addColumn(db, after, column)
  for (const one of generated) addColumn(db, after, one.column)
  for (const one of moved) if (one.kept) fillKept(db, one)
  keepUp(db, after)
  followSources(db, tables)
  audit(db, caller, before === null ? 'add calculated column' : 'change calculated column', keyOf(column), { label, formula: text, before: before?.formula ?? null })
  const isSeen = before !== null && before.formula !== text && moved.some((one) => usersOf(db, after, one.column).rules.length > 0)
  const queued = isSeen && queueRules(db, `Rescoring after a change of ${label}`, { all: true }, caller)
  return { column, queued: turned || queued }
}

/** What the catalog keeps of a calculated column. */
interface Entry extends Pick<CatalogColumn, 'table' | 'name' | 'label' | 'type' | 'scale' | 'personal'> {
  readonly known: KnownWhen
  /** The formula with columns by their names. */
  readonly text: string
}

/** Whether it is personal is said once, with the first formula; people may say otherwise. */
function writeEntry(db: WriteDb, { table, name, label, type, scale, known, text, personal }: Entry, isNew: boolean): void {
  if (isNew) {
    db.prepare(
      `INSERT INTO catalog_column (table_name, name, label, type, scale, known_when, personal, built_in, read_only, source, position, formula)
       SELECT ?, ?, ?, ?, ?, ?, ?, 0, 1, 'calculated', coalesce(max(position), -1) + 1, ? FROM catalog_column WHERE table_name = ?`,
    ).run(table, name, label, type, scale, known, personal ? 1 : 0, text, table)
    return
  }
  db.prepare('UPDATE catalog_column SET label = ?, type = ?, scale = ?, known_when = ?, formula = ? WHERE table_name = ? AND name = ?').run(label, type, scale, known, text, table, name)
}

/** Takes a calculated column away; a Problem names who uses it. */
export function removeFormula(db: WriteDb, input: { table: string; name: string }, caller: Pick<Caller, 'now' | 'userId'>): { removed: true } {
  const column = requireCalculated(readTable(db, input.table), input.name)
  const used = usersSentence(usersOf(db, formulaGraph(readTables(db)), column))
  if (used !== null) throw new Problem('CONFLICT', `“${column.label}” cannot be removed: it is used by ${used}.`)
  letGo(db)
  dropColumn(db, column)
  db.prepare('DELETE FROM catalog_column WHERE table_name = ? AND name = ?').run(column.table, column.name)
  keepUp(db, formulaGraph(readTables(db)))
  audit(db, caller, 'remove calculated column', keyOf(column), { label: column.label, formula: column.formula })
  return { removed: true }
}

function requireCalculated(table: CatalogTable, name: string): CatalogColumn {
  const column = columnOf(table, name)
  if (column.formula === undefined) throw new Problem('BAD_INPUT', `“${column.label}” is not a calculated column; its values are stored.`, 'name')
  return column
}

/** A new formula may neither be made of its own column, over relationships or not, nor change what others rely on. */
function refuseMeaning(db: ReadDb, graph: FormulaGraph, before: CatalogColumn, formula: TypedFormula, text: string): void {
  const { made } = sourcesOf(graph, formula)
  if (made.some(({ column }) => keyOf(column) === keyOf(before))) {
    const named = referencesOf(formula).map(({ column }) => column)
    throw new Problem('BAD_INPUT', `“${before.label}” cannot be made of itself${named.some((column) => keyOf(column) === keyOf(before)) ? '' : `, and ${named.map(({ label }) => label).join(', ')} would be`}.`, 'formula')
  }
  if (text === before.formula) return
  const users = usersOf(db, graph, before)
  const learned = usersSentence({ formulas: [], rules: [], predictive: users.predictive })
  if (learned !== null) throw new Problem('CONFLICT', `“${before.label}” cannot get another formula: ${learned} works with its values as they are. Add a new column instead.`, 'formula')
  const { type, scale } = columnTypeOf(formula)
  const used = usersSentence(users)
  if (used !== null && (type !== before.type || scale !== before.scale)) throw new Problem('CONFLICT', `The new formula would make “${before.label}” a column of another kind, and it is used by ${used}. Add a new column instead.`, 'formula')
}

function refuseLong(graph: FormulaGraph, formula: TypedFormula, { name }: CatalogTable): void {
  const { text } = compiled(isKept(formula) ? rowSql(formula, name) : generatedSql(graph, formula))
  if (text.length > MOST_SQL) throw new Problem('BAD_INPUT', 'This formula, with the formulas of the calculated columns in it, is too long for the store. Make it shorter.', 'formula')
}

/** A name that no column of any table has, so that models can be searched for it. */
function newName(db: ReadDb, label: string): string {
  const taken = new Set([...RESERVED_COLUMNS, ...SCORE_COLUMNS, ...db.prepare<{ name: string }>('SELECT DISTINCT name FROM catalog_column').all().map(({ name }) => name)])
  return freeName(columnName(label).slice(0, 55), taken)
}

function audit(db: WriteDb, { now, userId }: Pick<Caller, 'now' | 'userId'>, action: string, subject: string, detail: object): void {
  db.prepare('INSERT INTO audit_log (at, user_id, action, subject, detail) VALUES (?, ?, ?, ?, ?)').run(now, userId, action, subject, JSON.stringify(detail))
}
