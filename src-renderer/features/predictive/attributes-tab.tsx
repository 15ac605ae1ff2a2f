import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, client, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count, plural } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { AttributeChooser, type AttributeSettings } from './attribute-chooser.tsx'
import { isChosen } from './attribute-choice.ts'
import { attributeInfluences } from './attribute-influence.ts'
import type { Model } from './model-header.tsx'
import { useStageNames } from './use-stage-names.ts'

/** The attributes of a model with their influence; changes are saved and learned from in a new version. */
export function AttributesTab({ model }: { readonly model: Model }) {
  // other settings in the store begin the editing anew
  return <Editor key={`${model.id} ${JSON.stringify(model.config)}`} model={model} />
}

function Editor({ model }: { readonly model: Model }) {
  const { config, entity } = model
  const { windowMonths, processId, filter, outcome } = config
  const before = useMemo((): AttributeSettings => ({ include: config.include, exclude: config.exclude, ignoreEmpty: config.ignoreEmpty, stageAttributes: config.stageAttributes }), [config])
  const [settings, setSettings] = useState(before)
  const queries = useQueryClient()
  const admin = useMay('admin')
  const attributes = useQuery(api.predictive.attributes.queryOptions({ input: { entity, windowMonths, processId, filter, outcome }, placeholderData: keepPreviousData }))
  const stages = useStageNames(config.perStage ? processId : null)
  const newest = model.versions.filter(({ report }) => report !== null).toSorted((one, other) => other.number - one.number)[0]
  const influence = useMemo(() => (newest?.report ? attributeInfluences(newest.report) : null), [newest])
  const refused = useMemo(() => new Map((newest?.report?.columns.refused ?? []).map(({ name, reason: why }) => [name, why])), [newest])
  const save = useMutation({
    mutationFn: async () => {
      const stageAttributes = Object.fromEntries(Object.entries(settings.stageAttributes).map(([name, names]) => [name, [...names]]))
      await client.predictive.saveConfig({ modelId: model.id, config: { ...config, ...settings, include: [...settings.include], exclude: [...settings.exclude], stageAttributes } })
      await client.predictive.train({ modelId: model.id })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.predictive.get.key() }),
  })
  const used = attributes.data?.filter((attribute) => isChosen(attribute, settings)).length ?? 0
  const isChanged = JSON.stringify(settings) !== JSON.stringify(before)
  const training = model.latest?.state === 'training'
  const reason = !admin ? 'Needs an administrator' : training ? 'A version is being trained' : !isChanged ? 'Nothing was changed' : used === 0 ? 'Choose at least one attribute' : undefined
  return (
    <div className="attributes-tab">
      <AttributeChooser
        entity={entity}
        attributes={attributes}
        settings={settings}
        onChange={(change) => setSettings({ ...settings, ...change })}
        basis={{ windowMonths, processId, filter, outcome, modelId: model.id }}
        influence={influence}
        refused={refused}
        stages={stages}
        head={
          <div className="row attributes-head">
            <p className="grow">{attributes.data === undefined ? 'Looking at every column of the closed and the open records.' : `${count(used)} of ${plural(attributes.data.length, 'attribute')} are chosen.${newest ? ` Influence is what each had in version ${newest.number}.` : ''} Click a name, or press Enter on its box, for its insights.`}</p>
            {isChanged && <Button onClick={() => setSettings(before)}>Undo changes</Button>}
            <Button variant="primary" busy={save.isPending} reason={reason} onClick={() => save.mutate()}>Save and train</Button>
          </div>
        }
        notices={save.error && <div className="tab-pad"><Notice tone="bad" title="No version was trained.">{sentenceOf(save.error)}</Notice></div>}
      />
    </div>
  )
}
