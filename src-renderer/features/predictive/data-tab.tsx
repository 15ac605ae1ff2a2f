import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Icon } from '#renderer/ui/icon.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { useSettled } from '#renderer/ui/use-settled.ts'
import { DataFields } from './data-fields.tsx'
import { DataNotes } from './data-notes.tsx'
import { DraftBar } from './draft-bar.tsx'
import { draftProblem } from './draft-problem.ts'
import { useModelDraft } from './model-draft.ts'
import type { Model } from './model-header.tsx'
import { ENTITY_WORDS } from './model-words.ts'
import { nearestEnough, offer, whyNot } from './window-choice.ts'
import { populationChoice } from './wizard-store.ts'

/** Which records a model learns from and scores, as the wizard asks for it; changes are learned from in a new version. */
export function DataTab({ model }: { readonly model: Model }) {
  const draft = useModelDraft(model)
  const { choice, change } = draft
  const { entity } = model
  const { many } = ENTITY_WORDS[entity]
  // a filter is counted once people pause
  const filter = useSettled(useMemo(() => choice.filter, [choice.filter]), 250)
  const readiness = useQuery(api.predictive.readiness.queryOptions({ input: { entity, ...populationChoice({ ...choice, filter }) }, placeholderData: keepPreviousData }))
  const window = readiness.data?.windows.find(({ months }) => months === choice.windowMonths)
  const why = readiness.data === undefined ? null : whyNot(window, readiness.data, many, choice.outcome)
  const other = why === null || readiness.data === undefined ? null : nearestEnough(readiness.data.windows, choice.windowMonths)
  return (
    <div className="attributes-tab">
      <div className="wizard-body">
        <div className="wizard-head">
          <DraftBar model={model} draft={draft} problem={draftProblem(choice, readiness.data, many)}>
            {model.learnedBy === null ? 'No version has learned with these settings yet; the next training does.' : `Version ${model.learnedBy} learned with these settings.`} A change is learned from in a new version.
          </DraftBar>
        </div>
        {readiness.error && <div className="tab-pad"><Notice tone="bad" title="The closed records could not be counted." actions={<Button small onClick={() => void readiness.refetch()}>Try again</Button>}>{sentenceOf(readiness.error)}</Notice></div>}
        {readiness.data === undefined ? !readiness.error && <SkeletonRows rows={8} /> : (
          <div className="wizard-form">
            {why !== null && <p className="note-line warn"><Icon name="warn" size={14} /><span>{why}{other && ` ${offer(other)}`}</span>{other && <Button small onClick={() => change({ windowMonths: other.months })}>{`Use ${other.months} months`}</Button>}</p>}
            <DataFields readiness={readiness.data} choice={choice} onChange={change} />
          </div>
        )}
      </div>
      {readiness.data && <DataNotes readiness={readiness.data} enough={why === null} choice={choice} onChange={change} />}
    </div>
  )
}
