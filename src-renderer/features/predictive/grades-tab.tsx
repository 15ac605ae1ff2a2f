import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addGrade, bandsProblem, MOST_GRADES } from '#shared/domain/predictive/grade-bands'
import type { GradeCut } from '#shared/domain/predictive/grades'
import type { GradeBasis } from '#shared/contract/index'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useJob } from '#renderer/rpc/use-job.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count, percent } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { GradeCards } from './grade-cards.tsx'
import { GradeChart } from './grade-chart.tsx'
import type { Model, Version } from './model-header.tsx'
import { ENTITY_WORDS } from './model-words.ts'
import { useOutcomeWords } from './use-outcome-words.ts'

/** Where each grade begins, what that makes of it, and how to change it. */
export function GradesTab({ model, version }: { readonly model: Model; readonly version: Version }) {
  const basis = useQuery(api.predictive.grades.queryOptions({ input: { modelId: model.id, versionId: version.id } }))
  if (basis.error) return <div className="grades-tab"><Notice tone="bad" title="The grades could not be read." actions={<Button small onClick={() => void basis.refetch()}>Try again</Button>}>{sentenceOf(basis.error)}</Notice></div>
  if (basis.data === undefined) return <SkeletonRows rows={6} />
  // Other bands in the store begin the editing anew; counts that merely follow new scores do not.
  return <Bands key={`${version.id} ${JSON.stringify(basis.data.cuts)}`} model={model} basis={basis.data} />
}

function Bands({ model, basis }: { readonly model: Model; readonly basis: GradeBasis }) {
  const [cuts, setCuts] = useState<readonly GradeCut[]>(basis.cuts)
  const admin = useMay('admin')
  const save = useMutation(api.predictive.saveGrades.mutationOptions())
  const { many } = ENTITY_WORDS[model.entity]
  const words = useOutcomeWords(model.entity, model.config.outcome)
  const why = basis.locked !== '' ? basis.locked : admin ? '' : 'Only an administrator can change the grades.'
  const changed = JSON.stringify(cuts) !== JSON.stringify(basis.cuts)
  const isDefault = JSON.stringify(cuts) === JSON.stringify(basis.defaults.cuts)
  const problem = changed ? bandsProblem(cuts, basis.steps, many) : null
  const bars = basis.open > 0 ? 'open' : 'closed'
  const average = basis.closed === 0 ? 0 : basis.positives / basis.closed
  return (
    <div className="grades-tab">
      <div className="row grades-head">
        <div className="grow">
          <h2 className="strong">{cuts.length === 0 ? 'This version has no grades' : `On average ${percent(average)} are ${words.wins}`}</h2>
          <p className="muted">{cuts.length === 0 ? basis.sentence || 'Without a usable signal a grade would say nothing.' : `${count(basis[bars])} ${bars} ${many} by score. Drag a bound, or focus it and use the arrow keys, with Shift by 5.`}</p>
        </div>
        {why === '' && (
          <>
            <Button onClick={() => setCuts(addGrade(cuts))} disabled={cuts.length === 0 || cuts.length >= MOST_GRADES} title={cuts.length >= MOST_GRADES ? `${MOST_GRADES} grades is the most` : undefined}>Add a grade</Button>
            <Button onClick={() => setCuts(basis.defaults.cuts)} disabled={isDefault || basis.defaults.cuts.length === 0} title={isDefault ? 'These are the default ones' : basis.defaults.sentence}>Set to default</Button>
            {changed && <Button onClick={() => setCuts(basis.cuts)}>Undo changes</Button>}
            <Button variant="primary" busy={save.isPending} disabled={!changed || problem !== null} title={problem ?? (changed ? undefined : 'Nothing was changed')} onClick={() => save.mutate({ modelId: model.id, cuts: isDefault ? null : cuts.map((cut) => ({ ...cut })) })}>Save</Button>
          </>
        )}
      </div>
      {problem !== null && <p className="grade-problem warn" role="alert">{problem}</p>}
      {save.error && <Notice tone="bad" title="The grades were not changed.">{sentenceOf(save.error)}</Notice>}
      {why !== '' && cuts.length > 0 && <p className="note-line">{why}</p>}
      {cuts.length > 0 && (
        <>
          <GradeChart cuts={cuts} steps={basis.steps} bars={bars} locked={why !== ''} onCuts={setCuts} label={`${count(basis[bars])} ${bars} ${many} by score from 0 to 100`} />
          <GradeCards basis={basis} cuts={cuts} locked={why !== ''} words={words} onCuts={setCuts} />
          <p className="t1 faint">{changed ? '' : `${basis.sentence} `}Rates are those of {count(basis.closed)} closed {many}, each scored by models that had not seen it. Scores are compared unrounded, so that ties stay together.</p>
        </>
      )}
      {save.data && !changed && <Regrading jobId={save.data.jobId} many={many} />}
    </div>
  )
}

/** Tells how far the open records are with their new grades. */
function Regrading({ jobId, many }: { readonly jobId: number; readonly many: string }) {
  const job = useJob(jobId)
  if (job === undefined) return null
  const done = job.state === 'done'
  return <p className="note-line" role="status">{done ? `Saved. The ${many} have their new grades.` : job.state === 'failed' ? (job.error ?? 'The grading stopped; the Jobs page has the details.') : `Saved. Grading the ${many} again.`}</p>
}
