import { skipToken, useMutation, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Readiness } from '#shared/contract/index'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useCancelJob, useJob } from '#renderer/rpc/use-job.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { StepHeading } from '#renderer/ui/step-heading.tsx'
import { ENTITY_WORDS } from './model-words.ts'
import { PublishState } from './publish-state.tsx'
import { PublishTrained } from './publish-trained.tsx'
import { TrainingResult } from './training-result.tsx'
import { useTraining } from './use-training.ts'
import { trainingPhase } from './version-phase.ts'
import { WizardFooter } from './wizard-footer.tsx'
import { setWizard, START, useWizard } from './wizard-store.ts'

/** Training in the background, then its result; everything comes from the core, so that leaving loses nothing. */
export function TrainStep({ name, readiness }: { readonly name: string; readonly readiness: Readiness | undefined }) {
  const { modelId, publishJob, entity } = useWizard()
  const model = useQuery(api.predictive.get.queryOptions({ input: modelId === null ? skipToken : { modelId } }))
  const latest = model.data?.latest
  const job = useJob(latest?.jobId)
  const cancel = useCancelJob()
  const training = useTraining(name, readiness)
  const publish = useMutation(api.predictive.publish.mutationOptions({ onSuccess: (answer) => setWizard({ publishJob: answer.jobId }) }))
  if (model.error) return <Frame><Notice tone="bad" title="The model could not be read." actions={<><Button small onClick={() => void model.refetch()}>Try again</Button><Button small onClick={() => setWizard(START)}>Start another</Button></>}>{sentenceOf(model.error)}</Notice></Frame>
  if (model.data === undefined || entity === null) return <div className="wizard-body"><SkeletonRows /></div>
  const version = model.data.versions.find((found) => found.id === latest?.id)
  const phase = trainingPhase(version?.state, job?.state)
  const again = <Button variant="primary" busy={training.busy} onClick={training.start}>Train again</Button>
  const trouble = training.error && <Notice tone="bad" title="Training did not start.">{training.error}</Notice>
  switch (phase) {
    case 'none':
      return <Frame footer={again}>{trouble}<StepHeading>Not trained yet</StepHeading><p className="intro">The model and its choices are saved.</p></Frame>
    case 'running':
      return (
        <Frame footer={<Button href={ENTITY_WORDS[entity].models}>Leave it running</Button>}>
          <StepHeading>Learning from closed {ENTITY_WORDS[entity].many}</StepHeading>
          <p className="intro">It goes on when you leave this page or close the window. Open {ENTITY_WORDS[entity].many} get their scores when you publish it.</p>
          <ProgressBar title={`Training ${model.data.name}, version ${latest?.version ?? 1}`} progress={job?.progress ?? null} cancelling={cancel.isPending} onCancel={job?.canCancel ? () => cancel.mutate({ jobId: job.id }) : undefined} />
        </Frame>
      )
    case 'cancelled':
      return <Frame footer={again}>{trouble}<StepHeading>Training was cancelled</StepHeading><p className="intro">Nothing of it was kept. The choices are as you left them.</p></Frame>
    case 'failed':
      return <Frame footer={again}>{trouble}<Notice tone="bad" title="Training stopped.">{job?.error ?? 'The log has the details.'} The choices are as you left them.</Notice></Frame>
    case 'trained':
      break
  }
  const report = version?.report ?? null
  if (report === null || version === undefined) return <div className="wizard-body"><SkeletonRows /></div>
  const published = version.state === 'published'
  return (
    <Frame wide footer={
      <>
        <Button href={`#/models/${model.data.id}`} onClick={() => setWizard(START)}>View details</Button>
        {!published && <PublishTrained report={report} many={ENTITY_WORDS[entity].many} busy={publish.isPending} onPublish={() => publish.mutate({ modelId: model.data.id, versionId: version.id })} />}
        {published && <Button variant="primary" href={ENTITY_WORDS[entity].path} onClick={() => setWizard(START)}>{`Show the ${ENTITY_WORDS[entity].many}`}</Button>}
      </>
    }>
      {publish.error && <Notice tone="bad" title="The model was not published.">{sentenceOf(publish.error)}</Notice>}
      {published && <PublishState jobId={publishJob} many={ENTITY_WORDS[entity].many} scored={version.scored} />}
      <TrainingResult report={report} many={ENTITY_WORDS[entity].many} model={model.data} />
    </Frame>
  )
}

function Frame({ children, footer, wide = false }: { readonly children: ReactNode; readonly footer?: ReactNode; readonly wide?: boolean }) {
  return (
    <>
      <div className="wizard-body"><div className="wizard-form" style={wide ? { maxWidth: 1100 } : undefined}>{children}</div></div>
      <WizardFooter>{footer}</WizardFooter>
    </>
  )
}
