import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { UNSCORED_WORDS } from '#shared/domain/rules/unscored-words'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { count, exactPoints } from '#renderer/ui/format/numbers.ts'
import { GradeName } from '#renderer/ui/grade-name.tsx'
import { Icon } from '#renderer/ui/icon.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import css from './rule-scores.module.css'

/** Score and grade of every live scoring model for the lead, side by side, or in a few words why there is none; each opens to what fired, or to what would help. */
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
            <button type="button" className={css.line} aria-expanded={open === model.modelId} onClick={() => setOpen(open === model.modelId ? null : model.modelId)}>
              <Icon name={open === model.modelId ? 'down' : 'right'} size={12} />
              <span className={cx('clip', css.name, model.score === null && 'muted')} title={model.modelName}>{model.modelName}</span>
              {model.score === null ? <span className={cx('t1', 'faint', 'clip', css.reason)}>{model.unscored === null ? 'Not scored yet' : UNSCORED_WORDS[model.unscored]}</span> : (
                <>
                  {model.kept && <span className="t1 faint">stopped</span>}
                  {model.salesReady && <Icon name="flag" size={14} />}
                  <span className="num medium">{count(model.score)}</span>
                  {model.grade !== null && <span className={css.grade}><GradeName grade={model.grade} among={model.grades} /></span>}
                </>
              )}
            </button>
            {open === model.modelId && (model.score === null ? <Unscored leadId={leadId} sentence={model.unscoredSentence} linkable={model.unscored === 'no_parent_contact' || model.unscored === 'no_parent_account'} /> : model.kept ? <Kept modelId={model.modelId} /> : <Fired modelId={model.modelId} leadId={leadId} />)}
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

function Kept({ modelId }: { readonly modelId: number }) {
  return <p className={cx('t1', 'muted', css.why)}>The model was stopped, and its scores are kept as they were then. <a className="link" href={`#/rules/${modelId}`}>Open the model</a></p>
}

function Unscored({ leadId, sentence, linkable }: { readonly leadId: number; readonly sentence: string; readonly linkable: boolean }) {
  const [asking, setAsking] = useState(false)
  const may = useMay('sell')
  return (
    <div className={css.why}>
      <p className="t1 muted">{sentence === '' ? 'It waits for its turn to be scored.' : sentence}</p>
      {linkable && may && !asking && <Button small icon="link" onClick={() => setAsking(true)}>Link to contact or account</Button>}
      {asking && <Choices leadId={leadId} onDone={() => setAsking(false)} />}
    </div>
  )
}

/** Why it may be the one, and what tells it from others of the same name. */
const wordsOf = ({ why, detail }: { readonly why: string; readonly detail: string }): string => (detail === '' ? why : `${why}, ${detail}`)

/** The best come first; the rest are shown when asked for. */
const FIRST = 5

function Choices({ leadId, onDone }: { readonly leadId: number; readonly onDone: () => void }) {
  const found = useQuery(api.ruleScores.suggestLinks.queryOptions({ input: { leadId } }))
  const link = useMutation(api.ruleScores.link.mutationOptions({ onSuccess: onDone }))
  const [all, setAll] = useState(false)
  const choices = found.data ?? []
  const shown = all ? choices : choices.slice(0, FIRST)
  const wrong = found.error ?? link.error
  return (
    <>
      {found.data?.length === 0 && <p className="t1">No contact or account looks alike; choose one in the form below, under Parent contact or Parent account.</p>}
      <ul className={css.choices}>
        {shown.map((choice) => (
          <li key={`${choice.table}:${choice.id}`}>
            <span className="clip grow" title={`${choice.name}: ${wordsOf(choice)}`}>{choice.name} <span className="faint">{wordsOf(choice)}</span></span>
            <Button small busy={link.isPending && link.variables?.id === choice.id} onClick={() => link.mutate({ leadId, table: choice.table, id: choice.id })}>Link</Button>
          </li>
        ))}
      </ul>
      {wrong !== null && <p className="field-error" role="alert">{sentenceOf(wrong)}</p>}
      <span className="row">
        {choices.length > shown.length && <Button small variant="ghost" onClick={() => setAll(true)}>Show {count(choices.length - shown.length)} more</Button>}
        <Button small variant="ghost" onClick={onDone}>Cancel</Button>
      </span>
    </>
  )
}
