import { useMutation } from '@tanstack/react-query'
import type { Explanation } from '#shared/contract/index'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { isUnderWay, useJob } from '#renderer/rpc/use-job.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Section } from '#renderer/ui/section.tsx'
import css from './panel.module.css'
import type { EntityText } from './entity.ts'
import { UNSCORED_WORDS } from './unscored.ts'

/** Why there is no score, and what would bring one. */
export function Unscored({ text, explanation }: { readonly text: EntityText; readonly explanation: Explanation }) {
  const reason = explanation.unscored
  const sentence = explanation.unscoredSentence || (reason === null ? `This ${text.one} has no score.` : `${UNSCORED_WORDS[reason]}.`)
  return (
    <Section>
      <div className={css.top}><span className={`${css.numeral} faint`} aria-hidden>–</span><span className="strong">Not scored</span></div>
      <p className="muted">{sentence}</p>
      <div style={{ marginTop: 8 }}>
        {reason === 'no_model' && <Button small href="#/models/new">Train a model</Button>}
        {(reason === 'filtered_out' || reason === 'too_old') && explanation.scoredBy && <Button small href={`#/models/${explanation.scoredBy.modelId}`}>See the model</Button>}
        {reason === 'not_yet' && <ScoreNow text={text} />}
      </div>
    </Section>
  )
}

function ScoreNow({ text }: { readonly text: EntityText }) {
  const rescore = useMutation(api.scores.rescore.mutationOptions())
  const job = useJob(rescore.data?.jobId)
  const busy = rescore.isPending || (job !== undefined && isUnderWay(job))
  return (
    <>
      <Button small busy={busy} onClick={() => rescore.mutate({ entity: text.entity, all: false })}>{busy ? 'Scoring' : 'Score what is waiting'}</Button>
      {rescore.error && <p className="field-error" role="alert">{sentenceOf(rescore.error)}</p>}
    </>
  )
}
