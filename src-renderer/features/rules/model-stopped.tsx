import { useMutation } from '@tanstack/react-query'
import type { RuleDetail } from '#shared/contract/rules'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { STATE_TAGS } from './pages/rule-words.ts'

/** A model without a draft and without a live version. */
export function ModelStopped({ detail }: { readonly detail: RuleDetail }) {
  const edit = useMutation(api.rules.edit.mutationOptions())
  const may = useMay('market')
  const { summary, versions } = detail
  const tag = STATE_TAGS[summary.state]
  return (
    <>
      <PageHeader crumb={{ label: 'Scoring models', href: '#/rules' }} title={summary.name} tag={<Tag tone={tag.tone}>{tag.word}</Tag>} sentence="Nothing is scored by this model now" ruled />
      <EmptyState
        why={`This model is ${tag.word.toLowerCase()}.`}
        fill={edit.error ? sentenceOf(edit.error) : `A new draft begins from version ${versions[0]?.number ?? 1}; nothing is scored before it goes live.`}
        action={<Button variant="primary" busy={edit.isPending} reason={may ? undefined : 'Needs a marketer or an administrator'} onClick={() => edit.mutate({ modelId: summary.id })}>Edit</Button>}
      />
    </>
  )
}
