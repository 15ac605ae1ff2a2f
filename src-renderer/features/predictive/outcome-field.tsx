import { useQuery } from '@tanstack/react-query'
import type { OutcomeChoice, OutcomeColumn } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { count } from '#renderer/ui/format/numbers.ts'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { ENTITY_WORDS } from './model-words.ts'
import { OUTCOMES } from './outcome-words.ts'
import type { Choosing } from './wizard-store.ts'

const STATE = 'state'

/** Which option set says how a record ended: its state, or another column with one value for success and one for failure. */
export function OutcomeField({ entity, choice, onChange }: Choosing & { readonly entity: ScoredEntity }) {
  const { outcome } = choice
  const found = useQuery(api.predictive.outcomes.queryOptions({ input: { entity } }))
  const columns = found.data ?? []
  const { wins, losses } = OUTCOMES[entity]
  const chosen = columns.find(({ column }) => column === outcome?.column)
  const set = (next: OutcomeChoice | null): void => onChange({ outcome: next, include: [], exclude: [] })
  return (
    <>
      <SelectField
        label="How it ended"
        value={outcome?.column ?? STATE}
        choices={[{ value: STATE, label: `State: ${wins} or ${losses}` }, ...columns.map(({ column, label }) => ({ value: column, label }))]}
        error={found.error ? `Other columns could not be read. ${sentenceOf(found.error)}` : null}
        onChange={(name) => set(firstTwo(columns.find(({ column }) => column === name)))}
        help={outcome === null ? undefined : `Any other value is still open. Where a ${ENTITY_WORDS[entity].one} has no closing time, the last change of this column is taken.`}
      />
      {outcome !== null && chosen !== undefined && (
        <>
          <SelectField label="Success" value={outcome.positive} choices={valueChoices(chosen)} onChange={(positive) => { if (positive !== null) set({ ...outcome, positive, ...(positive === outcome.negative ? { negative: outcome.positive } : {}) }) }} />
          <SelectField label="Failure" value={outcome.negative} choices={valueChoices(chosen)} onChange={(negative) => { if (negative !== null) set({ ...outcome, negative, ...(negative === outcome.positive ? { positive: outcome.negative } : {}) }) }} />
        </>
      )}
    </>
  )
}

const valueChoices = ({ values }: OutcomeColumn) => values.map(({ value, label, count: records }) => ({ value, label: `${label} (${count(records)})` }))

/** A column starts with its two most frequent values. */
function firstTwo(column: OutcomeColumn | undefined): OutcomeChoice | null {
  const [first, second] = column?.values ?? []
  return column === undefined || first === undefined || second === undefined ? null : { column: column.column, positive: first.value, negative: second.value }
}
