import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count, exactPoints } from '#renderer/ui/format/numbers.ts'
import { GradeName } from '#renderer/ui/grade-name.tsx'
import { Icon } from '#renderer/ui/icon.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import css from './rule-scores.module.css'

/** Score and grade of every live scoring model for the lead, side by side; each opens to what fired. */
export function RuleScores({ leadId }: { readonly leadId: number }) {
  const found = useQuery(api.ruleScores.ofLead.queryOptions({ input: { leadId } }))
  const [open, setOpen] = useState<number | null>(null)
  const data = found.data
  if (data === undefined || data.models.length === 0) return null
  return (
    <Section title="Scoring models" note={data.salesReady ? <Tag tone="good" title={data.readyBy.length > 0 ? `By ${data.readyBy.join(', ')}` : undefined}>Sales-ready</Tag> : undefined}>
      <ul className={css.models}>
        {data.models.map((model) => (
          <li key={model.modelId}>
            {model.score === null ? (
              <div className={css.line}>
                <span className="clip grow muted" title={model.modelName}>{model.modelName}</span>
                <span className="t1 faint">not scored</span>
              </div>
            ) : (
              <button type="button" className={css.line} aria-expanded={open === model.modelId} onClick={() => setOpen(open === model.modelId ? null : model.modelId)}>
                <Icon name={open === model.modelId ? 'down' : 'right'} size={12} />
                <span className="clip grow" title={model.modelName}>{model.modelName}</span>
                {model.salesReady && <Icon name="flag" size={14} />}
                <span className="num medium">{count(model.score)}</span>
                {model.grade !== null && <span className={css.grade}><GradeName grade={model.grade} among={model.grades} /></span>}
              </button>
            )}
            {model.score === null && <Unscored leadId={leadId} sentence={model.unscoredSentence} linkable={model.unscored === 'no_parent_contact' || model.unscored === 'no_parent_account'} />}
            {open === model.modelId && <Fired modelId={model.modelId} leadId={leadId} />}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Fired({ modelId, leadId }: { readonly modelId: number; readonly leadId: number }) {
  const explained = useQuery(api.ruleScores.explain.queryOptions({ input: { modelId, leadId } }))
  if (explained.error) return <p className="field-error" role="alert">{sentenceOf(explained.error)}</p>
  const fired = explained.data?.groups.filter((group) => group.count > 0) ?? []
  return (
    <ul className={css.fired}>
      {explained.data !== undefined && fired.length === 0 && <li className="faint">No group fired.</li>}
      {fired.map((group) => <li key={group.groupId}><span className="clip grow" title={group.label}>{group.label === '' ? 'Unnamed group' : group.label}{group.count > 1 && `, ${count(group.count)} times`}</span><span className="num">{exactPoints(group.points)}</span></li>)}
      <li><a className="link" href={`#/rules/${modelId}`}>Open the model</a></li>
    </ul>
  )
}

function Unscored({ leadId, sentence, linkable }: { readonly leadId: number; readonly sentence: string; readonly linkable: boolean }) {
  const [asking, setAsking] = useState(false)
  const may = useMay('sell')
  return (
    <div className={css.why}>
      <p className="t1 muted">{sentence}</p>
      {linkable && may && !asking && <Button small icon="link" onClick={() => setAsking(true)}>Link to contact or account</Button>}
      {asking && <Choices leadId={leadId} onDone={() => setAsking(false)} />}
    </div>
  )
}

function Choices({ leadId, onDone }: { readonly leadId: number; readonly onDone: () => void }) {
  const found = useQuery(api.ruleScores.suggestLinks.queryOptions({ input: { leadId } }))
  const link = useMutation(api.ruleScores.link.mutationOptions({ onSuccess: onDone }))
  const wrong = found.error ?? link.error
  return (
    <>
      {found.data?.length === 0 && <p className="t1">No contact or account looks alike; choose one in the form below, under Parent contact or Parent account.</p>}
      <ul className={css.fired}>
        {found.data?.map((choice) => (
          <li key={`${choice.table}:${choice.id}`}>
            <span className="clip grow" title={`${choice.name}: ${choice.why}`}>{choice.name} <span className="faint">{choice.why}</span></span>
            <Button small busy={link.isPending && link.variables?.id === choice.id} onClick={() => link.mutate({ leadId, table: choice.table, id: choice.id })}>Link</Button>
          </li>
        ))}
      </ul>
      {wrong !== null && <p className="field-error" role="alert">{sentenceOf(wrong)}</p>}
      <Button small variant="ghost" onClick={onDone}>Cancel</Button>
    </>
  )
}
