import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '#renderer/rpc/client.ts'
import { count, plural } from '#renderer/ui/format/numbers.ts'
import { AttributeChooser } from './attribute-chooser.tsx'
import { canUse, isChosen } from './attribute-choice.ts'
import { attributeInfluences } from './attribute-influence.ts'
import { DraftBar } from './draft-bar.tsx'
import { draftProblem } from './draft-problem.ts'
import { useModelDraft } from './model-draft.ts'
import type { Model } from './model-header.tsx'
import { ENTITY_WORDS } from './model-words.ts'
import { useStageNames } from './use-stage-names.ts'
import { populationChoice } from './wizard-store.ts'

/** The attributes of a model with their influence; changes are learned from in a new version. */
export function AttributesTab({ model }: { readonly model: Model }) {
  const draft = useModelDraft(model)
  const { choice, change } = draft
  const { entity } = model
  const records = { windowMonths: choice.windowMonths, ...populationChoice(choice) }
  const attributes = useQuery(api.predictive.attributes.queryOptions({ input: { entity, ...records }, placeholderData: keepPreviousData }))
  const stages = useStageNames(choice.perStage ? choice.processId : null)
  const newest = model.versions.filter(({ report }) => report !== null).toSorted((one, other) => other.number - one.number)[0]
  const influence = useMemo(() => (newest?.report ? attributeInfluences(newest.report) : null), [newest])
  const refused = useMemo(() => new Map((newest?.report?.columns.refused ?? []).map(({ name, reason: why }) => [name, why])), [newest])
  const used = attributes.data?.filter((attribute) => isChosen(attribute, choice)).length
  return (
    <div className="attributes-tab">
      <AttributeChooser
        entity={entity}
        attributes={attributes}
        settings={choice}
        onChange={change}
        basis={{ ...records, modelId: model.id }}
        influence={influence}
        refused={refused}
        stages={stages}
        head={
          <DraftBar model={model} draft={draft} problem={used === 0 ? 'Choose at least one attribute' : draftProblem(choice, undefined, ENTITY_WORDS[entity].many)}>
            {attributes.data === undefined || used === undefined ? 'Looking at every column of the closed and the open records.' : `${count(used)} of ${plural(attributes.data.filter(canUse).length, 'usable attribute')} are chosen.${newest ? ` Influence is what each had in version ${newest.number}.` : ''} Click a name, or press Enter on its box, for its insights.`}
          </DraftBar>
        }
        notices={null}
      />
    </div>
  )
}
