import { useQuery } from '@tanstack/react-query'
import type { SalesReadyAction } from '#shared/contract/rule-scores'
import { api } from '#renderer/rpc/client.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { ActionFields } from './action-fields.tsx'

const KINDS: readonly { readonly kind: SalesReadyAction['kind']; readonly label: string }[] = [
  { kind: 'set_field', label: 'Set a field' },
  { kind: 'move_stage', label: 'Move to a stage' },
  { kind: 'assign', label: 'Assign to someone' },
  { kind: 'create_task', label: 'Create a task' },
  { kind: 'notify', label: 'Notify someone' },
]

interface ActionListProps {
  readonly actions: readonly SalesReadyAction[]
  readonly may: boolean
  readonly onChange: (actions: SalesReadyAction[]) => void
}

/** What is done, in order, once a lead becomes sales-ready. */
export function ActionList({ actions, may, onChange }: ActionListProps) {
  const users = useQuery(api.dataset.lookup.queryOptions({ input: { table: 'user', text: '', limit: 100 } })).data ?? []
  const replace = (index: number, action: SalesReadyAction): void => onChange(actions.map((each, at) => (at === index ? action : each)))
  const move = (index: number, step: number): void => {
    const next = [...actions]
    const [taken] = next.splice(index, 1)
    if (taken !== undefined) next.splice(index + step, 0, taken)
    onChange(next)
  }
  const add = (kind: SalesReadyAction['kind']): void => onChange([...actions, fresh(kind, users[0]?.id ?? 1)])
  return (
    <section className="rules-list" aria-labelledby="actions">
      <h2 id="actions">Then, in this order</h2>
      {actions.length === 0 && <p className="muted">Nothing else happens. Add what should follow, such as a task for the owner.</p>}
      {actions.map((action, index) => (
        <div key={`${index}-${action.kind}`} className="rules-line" role="group" aria-label={`Action ${index + 1}`}>
          <ActionFields action={action} users={users} disabled={!may} onChange={(next) => replace(index, next)} />
          {may && (
            <span className="row">
              <IconButton small icon="up" label={`Move action ${index + 1} up`} disabled={index === 0} onClick={() => move(index, -1)} />
              <IconButton small icon="down" label={`Move action ${index + 1} down`} disabled={index === actions.length - 1} onClick={() => move(index, 1)} />
              <IconButton small icon="x" label={`Remove action ${index + 1}`} onClick={() => onChange(actions.filter((_, at) => at !== index))} />
            </span>
          )}
        </div>
      ))}
      {may && <span><Menu label="Add an action" position="bottom-start" target={<Button small icon="plus" hasPopup="menu">Add an action</Button>} entries={KINDS.map(({ kind, label }) => ({ label, onClick: () => add(kind) }))} /></span>}
    </section>
  )
}

function fresh(kind: SalesReadyAction['kind'], userId: number): SalesReadyAction {
  switch (kind) {
    case 'set_field':
      return { kind, column: 'status', value: 'Contacted' }
    case 'move_stage':
      return { kind, stage: 'Sales acceptance' }
    case 'assign':
      return { kind, userId }
    case 'create_task':
      return { kind, subject: 'Call this lead', dueDays: 1 }
    case 'notify':
      return { kind, userId: null }
  }
}
