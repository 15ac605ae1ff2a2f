import './history.css'
import { Modal } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { ruleSuggestionSchema } from '#shared/contract/rule-history'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useCancelJob, useJob } from '#renderer/rpc/use-job.ts'
import { Button } from '#renderer/ui/button.tsx'
import { fixed, plural } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { lostSentence } from './history-words.ts'
import { LeftOut } from './suggested-from.tsx'

interface SuggestRulesProps {
  readonly opened: boolean
  readonly onClose: () => void
}

/** A dialog that turns a trained predictive model into the draft of a rule model; it stays while the list behind it changes. */
export function SuggestRules({ opened, onClose }: SuggestRulesProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Suggest rules" centered size={560} closeButtonProps={{ 'aria-label': 'Close' }} transitionProps={{ duration: 0 }}>
      {opened && <Suggest onClose={onClose} />}
    </Modal>
  )
}

function Suggest({ onClose }: { readonly onClose: () => void }) {
  const sources = useQuery(api.ruleHistory.sources.queryOptions())
  const [chosen, setChosen] = useState<number | null>(null)
  const start = useMutation(api.ruleHistory.suggest.mutationOptions())
  const cancel = useCancelJob()
  const job = useJob(start.data?.jobId)
  const [, navigate] = useLocation()
  const known = sources.data ?? []
  const [first] = known
  const modelId = chosen ?? first?.modelId ?? null
  if (sources.error) return <Notice tone="bad" title="The predictive models could not be read.">{sentenceOf(sources.error)}</Notice>
  if (sources.data !== undefined && first === undefined) return <Notice title="There is no predictive model of leads yet." actions={<Button small href="#/models">Predictive models</Button>}>Rules are suggested from one that has been trained on your closed leads.</Notice>
  const result = ruleSuggestionSchema.safeParse(job?.result ?? null).data
  if (job?.state === 'done' && result !== undefined) {
    return (
      <div className="suggest-result">
        <p><b className="medium">{result.name}</b> is a draft with {plural(result.groups, 'group')}. {lostSentence(result)}</p>
        <LeftOut suggestion={result} />
        <div className="confirm-actions"><Button onClick={onClose}>Close</Button><Button variant="primary" onClick={() => navigate(`/rules/${result.modelId}`)}>Open the draft</Button></div>
      </div>
    )
  }
  const running = start.data !== undefined && job?.state !== 'failed' && job?.state !== 'cancelled'
  const failed = start.error ? sentenceOf(start.error) : job?.state === 'failed' ? job.error : null
  return (
    <div className="suggest-result">
      <p>What a predictive model has learned from your closed leads becomes a draft that people can read and edit: at most fifteen groups with points that fit your data. You are told how much of its quality is lost.</p>
      <SelectField label="Predictive model" value={modelId === null ? null : String(modelId)} onChange={(value) => setChosen(value === null ? null : Number(value))} choices={known.map((source) => ({ value: String(source.modelId), label: `${source.name}, version ${source.version}${source.published ? ', published' : ''}, AUC ${fixed(source.auc)}` }))} />
      {running && <ProgressBar title="Trying rules on closed leads" progress={job?.progress ?? null} cancelling={cancel.isPending} onCancel={() => cancel.mutate({ jobId: start.data.jobId })} />}
      {failed !== null && <Notice tone="care" title="No rules were suggested.">{failed}</Notice>}
      <div className="confirm-actions"><Button onClick={onClose}>Close</Button><Button variant="primary" busy={start.isPending || running} disabled={modelId === null} onClick={() => modelId !== null && start.mutate({ modelId })}>Suggest rules</Button></div>
    </div>
  )
}
