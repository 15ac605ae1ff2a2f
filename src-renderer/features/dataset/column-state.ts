import type { CatalogTable } from '#shared/domain/catalog/types'
import type { Inspection } from '#shared/contract/index'
import { plural } from '#renderer/ui/format/numbers.ts'
import type { CheckProblem } from './check-result.ts'
import type { ColumnMapping } from './mapping-edit.ts'

export interface ColumnState {
  readonly tone: 'bad' | 'care' | 'fine' | 'none'
  readonly words: string
  /** The whole sentence, as tooltip. */
  readonly full: string
}

const fine = (words = ''): ColumnState => ({ tone: 'fine', words, full: words })

/** What to know about one column of the file, worst first, in the few words that fit its row; its first entry is the row's, the others fill further columns. */
export function columnState(
  [column, ...also]: readonly [ColumnMapping, ...ColumnMapping[]],
  source: Inspection['columns'][number],
  problems: readonly CheckProblem[],
  doubles: ReadonlySet<string>,
  tables: readonly CatalogTable[],
): ColumnState {
  if (column.ignore === true) return source.distinct === 1 ? fine('one value only') : { tone: 'none', words: 'left out', full: 'This column is not imported' }
  const twice = [column, ...also].find(({ target }) => target !== undefined && doubles.has(target))
  if (twice !== undefined) return { tone: 'bad', words: 'filled twice', full: `Another column goes into ${twice.target} too; choose one of them` }
  if (problems.length > 0) {
    const values = problems.reduce((sum, problem) => sum + problem.count, 0)
    return { tone: 'bad', words: `${plural(values, 'value')} to settle`, full: problems.map((problem) => problem.sentence).join('\n') }
  }
  const note = source.notes[0]
  if (note !== undefined) return { tone: 'care', words: note, full: source.notes.join('\n') }
  if (also.length > 0) {
    const names = also.map(({ target }) => target).join(', ')
    return { tone: 'fine', words: `also into ${names}`, full: `This column goes into ${names} as well; its settings take that away` }
  }
  if (column.lookup !== undefined) {
    const table = tables.find((found) => found.name === column.lookup?.table)
    const key = table?.columns.find((found) => found.name === column.lookup?.key)?.label ?? column.lookup.key
    return fine(`finds ${table?.label ?? column.lookup.table} by ${key}`)
  }
  if (column.target === 'last_name' && isWholeName(source)) return { tone: 'fine', words: 'holds whole names', full: 'First and last name stay together; the record is called by them.' }
  const replaced = Object.keys(column.values ?? {}).length
  if (replaced > 0) return fine(`${plural(replaced, 'value')} replaced`)
  return fine(source.distinct === 1 ? 'one value only' : '')
}

/** Most of its values have a space in the middle, as a first and a last name in one cell do. */
function isWholeName({ source, examples }: Inspection['columns'][number]): boolean {
  return /\bname\b/iu.test(source) && !/\b(?:last|family|sur)/iu.test(source) && examples.filter((value) => /\S\s+\S/u.test(value)).length * 2 > examples.length
}

/** Whether a value of the file means that there is none. */
export function isMissing(value: string, column: ColumnMapping): boolean {
  const trimmed = value.trim()
  return trimmed === '' || (column.missing ?? []).includes(trimmed)
}
