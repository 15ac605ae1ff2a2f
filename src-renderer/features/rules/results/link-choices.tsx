import { useMutation, useQuery } from '@tanstack/react-query'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Icon } from '#renderer/ui/icon.tsx'

interface LinkChoicesProps {
  readonly leadId: number
  readonly onLinked: () => void
  readonly onCancel: () => void
}

/** Contacts and accounts that the lead may belong to, each with why; choosing one links and rescores. */
export function LinkChoices({ leadId, onLinked, onCancel }: LinkChoicesProps) {
  const found = useQuery(api.ruleScores.suggestLinks.queryOptions({ input: { leadId } }))
  const link = useMutation(api.ruleScores.link.mutationOptions({ onSuccess: onLinked }))
  const wrong = found.error ?? link.error
  return (
    <div className="rules-list" role="group" aria-label="Link to contact or account">
      {found.data?.length === 0 && <span>No contact or account looks alike by e-mail, domain or name. Open the lead and set its parent contact or account.</span>}
      {found.data?.map((choice) => (
        <span key={`${choice.table}:${choice.id}`} className="row">
          <Icon name={choice.table === 'contact' ? 'contact' : 'account'} />
          <span className="medium">{choice.name}</span>
          <span className="t1 faint clip">{choice.detail === '' ? choice.why : `${choice.detail}, ${choice.why}`}</span>
          <Button small busy={link.isPending && link.variables?.id === choice.id} onClick={() => link.mutate({ leadId, table: choice.table, id: choice.id })}>Link</Button>
        </span>
      ))}
      {wrong !== null && <span className="dn t1" role="alert">{sentenceOf(wrong)}</span>}
      <span><Button small variant="ghost" onClick={onCancel}>Cancel</Button></span>
    </div>
  )
}
