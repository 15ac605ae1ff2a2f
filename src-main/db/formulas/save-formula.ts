import { sql } from 'kysely'
import { checkFormula, columnTypeOf } from '#shared/domain/catalog/formula/check'
import { columnsOf, type TypedFormula } from '#shared/domain/catalog/formula/tree'
import { storedFormula } from '#shared/domain/catalog/formula/words'
import { physicalType, type CatalogColumn, type CatalogTable } from '#shared/domain/catalog/types'
import { columnName, freeName } from '#shared/domain/dataset/names'
import { RESERVED_COLUMNS } from '#shared/domain/dataset/suggest'
import { Problem } from '../errors.ts'
import type { ReadDb, WriteDb } from '../handles.ts'
import { checkLabel, columnOf, readTable } from '../queries/catalog.ts'
import { compiled, type Sql } from '../queries/filters-sql.ts'
import { queueRules } from '../queries/rule-queue.ts'
import { definitionSql, formulaOf, madeOf, sourcesKnownWhen, sourcesOf } from './definition.ts'
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
}

/** With the 1,500 stored ones, fewer than the 2,000 at which SQLite stops. */
const MOST_CALCULATED = 100
/** Characters of the SQL that a formula may become; formulas of formulas grow quickly. */
const MOST_SQL = 20_000
/** Names that filters and lists keep for the score. */
const SCORE_COLUMNS: readonly string[] = ['score', 'probability', 'grade', 'trend']

/** The formula with its types, or a Problem with the sentence of what is wrong. */
export function requireFormula(table: CatalogTable, text: string): TypedFormula {
  const checked = checkFormula(text, table)
  if (!checked.ok) throw new Problem('BAD_INPUT', checked.problem.sentence, 'formula')
  return checked.formula
}

/**
 * Adds a calculated column as a virtual generated one, or gives one another formula or label. Columns made of it are made
 * anew; where live rules look at it, a rescoring is queued. Throws a Problem where the formula does not fit, where it would
 * be made of itself, or where the change would mean something else to those who use the column.
 */
export function saveFormula(db: WriteDb, input: FormulaChange, caller: Caller): { readonly column: CatalogColumn; readonly queued: boolean } {
  const table = readTable(db, input.table)
  const before = input.name === null ? null : requireCalculated(table, input.name)
  const label = checkLabel(table, before, input.label)
  const formula = requireFormula(table, input.formula)
  const text = storedFormula(input.formula.trim(), table)
  if (before === null && table.columns.filter((column) => column.formula !== undefined).length >= MOST_CALCULATED) throw new Problem('CONFLICT', `${table.labelPlural} have ${MOST_CALCULATED} calculated columns, which is the most. Remove one that is no longer used.`)
  if (before !== null) refuseMeaning(db, table, before, formula, text)
  const name = before?.name ?? newName(db, label)
  const { type, scale } = columnTypeOf(formula)
  const knownWhen = sourcesKnownWhen(table, formula)
  const expression = expressionOf(table, formula)
  const follows = before === null ? [] : madeOf(table, name)
  for (const column of before === null ? [] : [before, ...follows]) drop(db, table, column.name)
  if (before === null) {
    const position = db.prepare<{ n: number }>('SELECT coalesce(max(position), -1) + 1 AS n FROM catalog_column WHERE table_name = ?').get(table.name)?.n ?? 0
    const personal = columnsOf(formula).some((column) => column.personal)
    db.prepare("INSERT INTO catalog_column (table_name, name, label, type, scale, known_when, personal, built_in, read_only, source, position, formula) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 1, 'calculated', ?, ?)").run(table.name, name, label, type, scale, knownWhen, personal ? 1 : 0, position, text)
  } else {
    db.prepare('UPDATE catalog_column SET label = ?, type = ?, scale = ?, known_when = ?, formula = ? WHERE table_name = ? AND name = ?').run(label, type, scale, knownWhen, text, table.name, name)
  }
  add(db, table, { name, type }, expression)
  const after = readTable(db, table.name)
  for (const column of follows) {
    const made = formulaOf(after, column)
    add(db, after, column, expressionOf(after, made))
    db.prepare('UPDATE catalog_column SET known_when = ? WHERE table_name = ? AND name = ?').run(sourcesKnownWhen(after, made), table.name, column.name)
  }
  audit(db, caller, before === null ? 'add calculated column' : 'change calculated column', `${table.name}.${name}`, { label, formula: text, before: before?.formula ?? null })
  const isSeen = before !== null && before.formula !== text && [before, ...follows].some((column) => usersOf(db, after, column).rules.length > 0)
  return { column: columnOf(readTable(db, table.name), name), queued: isSeen && queueRules(db, `Rescoring after a change of ${label}`, { all: true }, caller) }
}

/** Takes a calculated column away; a Problem names who uses it. */
export function removeFormula(db: WriteDb, input: { table: string; name: string }, caller: Caller): { removed: true } {
  const table = readTable(db, input.table)
  const column = requireCalculated(table, input.name)
  const used = usersSentence(usersOf(db, table, column))
  if (used !== null) throw new Problem('CONFLICT', `“${column.label}” cannot be removed: it is used by ${used}.`)
  drop(db, table, column.name)
  db.prepare('DELETE FROM catalog_column WHERE table_name = ? AND name = ?').run(table.name, column.name)
  audit(db, caller, 'remove calculated column', `${table.name}.${column.name}`, { label: column.label, formula: column.formula })
  return { removed: true }
}

function requireCalculated(table: CatalogTable, name: string): CatalogColumn {
  const column = columnOf(table, name)
  if (column.formula === undefined) throw new Problem('BAD_INPUT', `“${column.label}” is not a calculated column; its values are stored.`, 'name')
  return column
}

/** A new formula may neither be made of its own column nor change what others rely on. */
function refuseMeaning(db: ReadDb, table: CatalogTable, before: CatalogColumn, formula: TypedFormula, text: string): void {
  const { calculated } = sourcesOf(table, formula)
  if (calculated.some(({ name }) => name === before.name)) throw new Problem('BAD_INPUT', `“${before.label}” cannot be made of itself${columnsOf(formula).some(({ name }) => name === before.name) ? '' : `, and ${columnsOf(formula).map(({ label }) => label).join(', ')} would be`}.`, 'formula')
  if (text === before.formula) return
  const users = usersOf(db, table, before)
  const learned = usersSentence({ formulas: [], rules: [], predictive: users.predictive })
  if (learned !== null) throw new Problem('CONFLICT', `“${before.label}” cannot get another formula: ${learned} works with its values as they are. Add a new column instead.`, 'formula')
  const { type, scale } = columnTypeOf(formula)
  const used = usersSentence(users)
  if (used !== null && (type !== before.type || scale !== before.scale)) throw new Problem('CONFLICT', `The new formula would make “${before.label}” a column of another kind, and it is used by ${used}. Add a new column instead.`, 'formula')
}

/** A name that no column of any table has, so that models can be searched for it. */
function newName(db: ReadDb, label: string): string {
  const taken = new Set([...RESERVED_COLUMNS, ...SCORE_COLUMNS, ...db.prepare<{ name: string }>('SELECT DISTINCT name FROM catalog_column').all().map(({ name }) => name)])
  return freeName(columnName(label).slice(0, 55), taken)
}

/** The column's definition in a table that has the sources; values stand in it as literals, since a definition takes no parameters. */
function expressionOf(table: CatalogTable, formula: TypedFormula): Sql {
  const expression = definitionSql(table, formula, (column) => sql.id(column.name))
  const { text } = compiled(expression)
  if (text.length > MOST_SQL) throw new Problem('BAD_INPUT', 'This formula, with the formulas of the calculated columns in it, is too long for the store. Make it shorter.', 'formula')
  return expression
}

function add(db: WriteDb, table: CatalogTable, { name, type }: Pick<CatalogColumn, 'name' | 'type'>, expression: Sql): void {
  db.exec(compiled(sql`ALTER TABLE ${sql.id(table.name)} ADD COLUMN ${sql.id(name)} ${sql.raw(physicalType(type))} GENERATED ALWAYS AS (${expression}) VIRTUAL`).text)
}

function drop(db: WriteDb, table: CatalogTable, name: string): void {
  db.exec(compiled(sql`ALTER TABLE ${sql.id(table.name)} DROP COLUMN ${sql.id(name)}`).text)
}

function audit(db: WriteDb, { now, userId }: Caller, action: string, subject: string, detail: object): void {
  db.prepare('INSERT INTO audit_log (at, user_id, action, subject, detail) VALUES (?, ?, ?, ?, ?)').run(now, userId, action, subject, JSON.stringify(detail))
}

