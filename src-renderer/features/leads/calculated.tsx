import type { Cell } from '#shared/contract/index'
import { shownFormula } from '#shared/domain/catalog/formula/words'
import type { CatalogColumn } from '#shared/domain/catalog/types'
import { useTables } from '#renderer/rpc/use-catalog.ts'
import { Sums } from '#renderer/ui/facts.tsx'
import { cellText } from '#renderer/ui/format/cell.ts'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { Section } from '#renderer/ui/section.tsx'

interface CalculatedProps {
  /** Name of the record's table, and all its columns. */
  readonly table: string
  readonly columns: readonly CatalogColumn[]
  readonly values: Readonly<Record<string, Cell>>
  /** Values were typed in that are not in the record yet. */
  readonly unsaved: boolean
}

/** The record's calculated columns, which nobody types into; each tells its formula. */
export function Calculated({ table, columns, values, unsaved }: CalculatedProps) {
  const clock = useClock()
  const tables = useTables()
  const own = tables.find(({ name }) => name === table)
  const made = columns.filter((column) => column.formula !== undefined)
  if (made.length === 0 || own === undefined) return null
  return (
    <Section title="Calculated" note={unsaved ? 'as saved last' : undefined}>
      <Sums
        facts={made.map((column) => ({
          what: column.label,
          value: <span title={shownFormula(column.formula ?? '', { table: own, tables })}>{cellText(values[column.name], column, clock) || <span className="faint">empty</span>}</span>,
        }))}
      />
    </Section>
  )
}
