import { findTable, followLookups, type RuleContext } from '#shared/domain/rules/context'
import { lookupNames } from '#shared/domain/rules/text/path-names'
import type { Expression, RuleTarget } from '#shared/domain/rules/tree'
import { columnWords, readWalk } from '#renderer/conditions/tree/column-walk.ts'
import { HopInput } from '#renderer/conditions/tree/hop-input.tsx'
import type { PathValue } from '#renderer/conditions/tree/path-field.tsx'
import { countable, pathOfWay, shortestWays } from '#renderer/conditions/tree/way.ts'
import { commonLookups, rebase } from './record-base.ts'

interface RecordFieldProps {
  readonly expressions: readonly Expression[]
  readonly onChange: (next: readonly Expression[]) => void
  /** Turns the condition into one that counts rows. */
  readonly onCount: (next: PathValue) => void
  /** Makes an expression to carry the lookups where there is none. */
  readonly blank: () => Expression
  readonly known: RuleContext
  readonly target: RuleTarget
  readonly readOnly: boolean
}

/** The record whose attributes are asked: the scored one, or one that it names, as `Lead . Parent contact`. */
export function RecordField({ expressions, onChange, onCount, blank, known, target, readOnly }: RecordFieldProps) {
  const { tables } = known
  const base = commonLookups(expressions)
  const own = tables.find((table) => table.name === target)?.label ?? target
  const words = base.length === 0 ? [] : columnWords(tables, target, { lookups: base, column: '' }).split('.')
  const at = followLookups(tables, target, base)
  const lookups = () => (tables.find((table) => table.name === at)?.columns ?? []).filter((column) => column.type === 'lookup' && column.lookupTable !== null)
  const names = lookupNames(findTable(tables, at))
  const go = (next: readonly string[]): void => onChange(rebase(expressions.length === 0 ? [blank()] : expressions, next, target, tables))

  const pick = (key: string, kind: 'start' | 'hop'): boolean => {
    if (kind === 'hop') {
      go([...base, key])
      return false
    }
    const start = countable(tables)[Number(key)]?.way
    const way = start === undefined ? undefined : shortestWays(start, target, tables)[0]
    const path = way === undefined ? null : pathOfWay(way, target, tables)
    if (way !== undefined && path !== null) onCount({ path, interactionType: way.interactionType })
    return false
  }
  const typed = (text: string): boolean => {
    const [first = '', ...rest] = text.split('.')
    if (first.trim().toLowerCase() !== own.toLowerCase()) return false
    const walk = readWalk(tables, target, `${rest.join('.')}.`)
    if (walk === null) return false
    go(walk.lookups)
    return true
  }
  return (
    <HopInput
      chips={[own, ...words]}
      starts={() => countable(tables).map((thing, index) => ({ key: String(index), label: thing.label, note: thing.note, icon: thing.way.table === 'interaction' ? 'click' as const : 'data' as const }))}
      hops={() => lookups().map((column) => ({ key: column.name, label: column.label, aliases: names.filter((name) => name.meaning === column).map((name) => name.label), icon: 'link', note: tables.find((table) => table.name === column.lookupTable)?.label }))}
      unfinished={false}
      onPick={pick}
      onBack={() => { if (base.length > 0) go(base.slice(0, -1)) }}
      onGiveUp={() => undefined}
      onTyped={typed}
      used={base.length}
      error={null}
      readOnly={readOnly}
      inline={false}
    />
  )
}
