import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { RuleSummary } from '#shared/contract/rules'
import { api, client, sentenceOf } from '#renderer/rpc/client.ts'
import { isUnderWay, useJob } from '#renderer/rpc/use-job.ts'
import { IconButton } from '#renderer/ui/button.tsx'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { count, percent } from '#renderer/ui/format/numbers.ts'
import { Time } from '#renderer/ui/format/time.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { saveText } from './save-text.ts'
import { copyName, STATE_TAGS, TARGET_WORDS } from './rule-words.ts'

interface ModelRowProps {
  readonly model: RuleSummary
  /** Names that are taken. */
  readonly names: readonly string[]
  readonly may: boolean
}

export function ModelRow({ model, names, may }: ModelRowProps) {
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const [asking, setAsking] = useState(false)
  const again = { onSuccess: () => queries.invalidateQueries({ queryKey: api.rules.key() }) }
  const duplicate = useMutation(api.rules.duplicate.mutationOptions(again))
  const remove = useMutation(api.rules.remove.mutationOptions({ onSuccess: async () => { setAsking(false); await again.onSuccess() } }))
  const download = useMutation({ mutationFn: () => client.rules.text({ modelId: model.id }), onSuccess: ({ name, text }) => saveText(`${name}.rules`, text) })
  const job = useJob(model.jobId)
  const state = STATE_TAGS[model.state]
  const share = job !== undefined && isUnderWay(job) ? (job.progress?.fraction ?? null) : null
  const failed = duplicate.error ?? download.error
  return (
    <tr className="acts" onClick={() => navigate(`/rules/${model.id}`)}>
      <td title={model.name}>
        <a className="name-link" href={`#/rules/${model.id}`}>{model.name}</a>
        {(model.error ?? (failed ? sentenceOf(failed) : null)) !== null && <span className="dn t1 clip" role="alert"> {model.error ?? sentenceOf(failed)}</span>}
      </td>
      <td className="muted">{TARGET_WORDS[model.target].label}</td>
      <td>
        <span className="row" style={{ gap: 4 }}>
          <Tag tone={state.tone}>{state.word}{share !== null && ` ${percent(share, 0)}`}</Tag>
          {model.liveVersion !== null && <span className="t1 faint">v{model.liveVersion}</span>}
          {model.liveVersion !== null && model.draftVersion !== null && <Tag>Draft v{model.draftVersion}</Tag>}
        </span>
      </td>
      <td className="num">{count(model.groups)}</td>
      <td className="num">{model.liveVersion === null ? <span className="faint">–</span> : count(model.scored)}</td>
      <td className="num">{model.liveVersion === null ? <span className="faint">–</span> : count(model.salesReady)}</td>
      <td className="muted"><Time at={model.updatedAt} as="moment" /></td>
      <td className="num" onClick={(event) => event.stopPropagation()}>
        <Menu
          label={`Actions for ${model.name}`}
          target={<IconButton icon="more" small label={`Actions for ${model.name}`} hasPopup="menu" />}
          entries={[
            { label: 'Open', icon: 'rules', onClick: () => navigate(`/rules/${model.id}`) },
            { label: 'Duplicate', icon: 'copy', disabled: !may, onClick: () => duplicate.mutate({ modelId: model.id, name: copyName(model.name, names) }) },
            { label: 'Export as text', icon: 'download', onClick: () => download.mutate() },
            'line',
            { label: 'Delete', icon: 'trash', danger: true, disabled: !may, onClick: () => setAsking(true) },
          ]}
        />
        <ConfirmDialog
          opened={asking}
          title={`Delete ${model.name}?`}
          facts={[{ what: 'Leads that lose this score', value: count(model.scored) }, { what: 'Groups', value: count(model.groups) }]}
          action="Delete the model"
          destructive
          busy={remove.isPending}
          error={remove.error ? sentenceOf(remove.error) : null}
          onConfirm={() => remove.mutate({ modelId: model.id })}
          onCancel={() => { remove.reset(); setAsking(false) }}
        >
          <p>All versions and their scores go. This cannot be undone; export it as text first to keep a copy.</p>
        </ConfirmDialog>
      </td>
    </tr>
  )
}
