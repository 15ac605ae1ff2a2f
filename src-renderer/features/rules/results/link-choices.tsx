import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Icon } from '#renderer/ui/icon.tsx'

interface LinkChoicesProps {
  readonly leadId: number
  readonly onLinked: () => void
  readonly onCancel: () => void
}

/** The best come first; the rest are shown when asked for. */
const FIRST = 5

/** Contacts and accounts that the lead may belong to, each with why; choosing one links and rescores. */
export function LinkChoices({ leadId, onLinked, onCancel }: LinkChoicesProps) {
  const found = useQuery(api.ruleScores.suggestLinks.queryOptions({ input: { leadId } }))
  const link = useMutation(api.ruleScores.link.mutationOptions({ onSuccess: onLinked }))
  const [all, setAll] = useState(false)
  const choices = found.data ?? []
  const shown = all ? choices : choices.slice(0, FIRST)
  const wrong = found.error ?? link.error
  return (
    <div className="rules-list" role="group" aria-label="Link to contact or account">
      {found.data?.length === 0 && <span>No contact or account looks alike by e-mail, domain or name. Open the lead and set its parent contact or account.</span>}
      {shown.map((choice) => (
        <span key={`${choice.table}:${choice.id}`} className="row" title={[choice.name, choice.why, choice.detail].filter((part) => part !== '').join(', ')}>
          <Icon name={choice.table === 'contact' ? 'contact' : 'account'} />
          <span className="medium">{choice.name}</span>
          <span className="t1 faint clip">{choice.detail === '' ? choice.why : `${choice.why}, ${choice.detail}`}</span>
          <Button small busy={link.isPending && link.variables?.id === choice.id} onClick={() => link.mutate({ leadId, table: choice.table, id: choice.id })}>Link</Button>
        </span>
      ))}
      {wrong !== null && <span className="dn t1" role="alert">{sentenceOf(wrong)}</span>}
      <span className="row">
        {choices.length > shown.length && <Button small variant="ghost" onClick={() => setAll(true)}>Show {choices.length - shown.length} more</Button>}
        <Button small variant="ghost" onClick={onCancel}>Cancel</Button>
      </span>
    </div>
  )
}
