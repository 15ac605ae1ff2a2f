import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Time } from '#renderer/ui/format/time.tsx'
import { Section } from '#renderer/ui/section.tsx'
import css from './home.module.css'

const SHOWN = 5

/** Leads that became sales-ready and that this user was told of. */
export function Notices() {
  const queries = useQueryClient()
  const notices = useQuery(api.ruleScores.notices.queryOptions()).data ?? []
  const seen = useMutation(api.ruleScores.markNoticesSeen.mutationOptions({ onSuccess: () => queries.invalidateQueries({ queryKey: api.ruleScores.notices.key() }) }))
  const fresh = notices.filter((notice) => !notice.seen)
  if (fresh.length === 0) return null
  return (
    <Section title="Sales-ready" note={`${count(fresh.length)} new`}>
      <ul className={css.lines}>
        {fresh.slice(0, SHOWN).map((notice) => <li key={notice.id}><a className="medium clip" href={`#/leads/${notice.leadId}`}>{notice.sentence}</a><p><Time at={notice.at} as="ago" /></p></li>)}
      </ul>
      <Button small busy={seen.isPending} onClick={() => seen.mutate({})}>Mark as read</Button>
    </Section>
  )
}
