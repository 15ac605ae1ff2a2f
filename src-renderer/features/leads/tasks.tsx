import { useMutation, useQuery } from '@tanstack/react-query'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { isoDay } from '#renderer/ui/format/dates.ts'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Section } from '#renderer/ui/section.tsx'
import css from './rule-scores.module.css'

/** What is to be done for the lead since it became sales-ready; ticking a task off can be taken back. */
export function Tasks({ leadId }: { readonly leadId: number }) {
  const clock = useClock()
  const tasks = useQuery(api.ruleScores.tasks.queryOptions({ input: { leadId } })).data ?? []
  const set = useMutation(api.ruleScores.setTaskDone.mutationOptions())
  const may = useMay('sell')
  const open = tasks.filter(({ done }) => !done)
  if (tasks.length === 0) return null
  return (
    <Section title="Tasks" note={open.length === 0 ? 'all done' : `${count(open.length)} open`}>
      <ul className={css.models}>
        {tasks.map((task) => (
          <li key={task.id} className={css.line}>
            <span className="grow clip"><Checkbox label={task.subject} checked={task.done} disabled={!may} onChange={(done) => set.mutate({ taskId: task.id, done })} /></span>
            <span className="t1 faint">{task.done ? 'done' : `due ${isoDay(task.dueOn, clock)}`}{task.ownerName !== null && `, ${task.ownerName}`}</span>
          </li>
        ))}
      </ul>
      {set.error && <p className="field-error" role="alert">{sentenceOf(set.error)}</p>}
    </Section>
  )
}
