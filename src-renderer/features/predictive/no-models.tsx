import { useQueries } from '@tanstack/react-query'
import { SCORED_ENTITIES } from '#shared/domain/catalog/types'
import { api } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { ENTITY_WORDS } from './model-words.ts'

const COLUMNS: readonly PlainColumn[] = [
  { id: 'outcome', label: 'Outcome' },
  { id: 'positive', label: 'Qualified or won', width: 150, align: 'right' },
  { id: 'negative', label: 'Disqualified or lost', width: 150, align: 'right' },
  { id: 'open', label: 'Open', width: 90, align: 'right' },
  { id: 'check', label: 'Data check', width: 220 },
]

/** Why there is none, and whether the data is enough for one. */
export function NoModels() {
  const found = useQueries({ queries: SCORED_ENTITIES.map((entity) => api.predictive.readiness.queryOptions({ input: { entity, processId: null } })) })
  const any = found.some((query) => query.data?.windows.some((window) => window.enough))
  return (
    <>
      <EmptyState
        why="No model has been trained yet."
        fill={any ? 'A model learns from the closed records and gives every open one a score with reasons.' : 'A model needs closed records, with how they ended; import a file that has them.'}
        action={any ? <Button variant="primary" href="#/models/new">Get started</Button> : <Button variant="primary" href="#/data/import">Import a file</Button>}
      />
      <div style={{ maxWidth: 860 }}>
        <PlainTable label="Data check" columns={COLUMNS} roomy>
          <tbody>
            {SCORED_ENTITIES.map((entity, index) => {
              const data = found[index]?.data
              const longest = data?.windows.at(-1)
              const enough = data?.windows.find((window) => window.enough)
              return (
                <tr key={entity}>
                  <td className="medium">{ENTITY_WORDS[entity].outcome}</td>
                  <td className="num">{longest ? count(longest.positive) : ''}</td>
                  <td className="num">{longest ? count(longest.negative) : ''}</td>
                  <td className="num">{data ? count(data.open) : ''}</td>
                  <td>{data && (enough ? <span className="up row"><Icon name="check" />Enough in {enough.months} months</span> : <span className="warn">Needs {data.minimum} of each</span>)}</td>
                </tr>
              )
            })}
          </tbody>
        </PlainTable>
        <p className="t1 faint" style={{ padding: '8px 20px' }}>Created and closed in the last 24 months.</p>
      </div>
    </>
  )
}
