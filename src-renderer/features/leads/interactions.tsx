import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { count } from '#renderer/ui/format/numbers.ts'
import { Time } from '#renderer/ui/format/time.tsx'
import { Icon } from '#renderer/ui/icon.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { Section } from '#renderer/ui/section.tsx'
import css from './panel.module.css'
import { interactionWords } from './interaction-words.ts'

const FIRST = 6
const MORE = 500

/** What the person did, newest first. */
export function Interactions({ table, id }: { readonly table: string; readonly id: number }) {
  const [limit, setLimit] = useState(FIRST)
  const { data, error } = useQuery(api.dataset.interactions.queryOptions({ input: { table, id, limit }, placeholderData: keepPreviousData }))
  if (error) return <Section title="Interactions"><Notice tone="bad">{sentenceOf(error)}</Notice></Section>
  if (data === undefined) return null
  const note = data.total === 0 ? undefined : data.items.length < data.total ? `latest ${data.items.length} of ${count(data.total)}` : count(data.total)
  return (
    <Section title="Interactions" note={note}>
      {data.total === 0 && <p className="muted">No e-mail, visit, form or call is on record. Interactions come with an import.</p>}
      <ol className={css.timeline}>
        {data.items.map((item) => {
          const { icon, words } = interactionWords(item)
          return <li key={item.id}><Icon name={icon} /><span className="grow clip" title={words}>{words}</span><Time at={item.occurredAt} as="moment" /></li>
        })}
      </ol>
      {data.items.length < data.total && limit === FIRST && <button type="button" className="link" onClick={() => setLimit(MORE)}>Show {data.total > MORE ? `${MORE} of ${count(data.total)}` : `all ${count(data.total)}`}</button>}
    </Section>
  )
}
