import { useQuery } from '@tanstack/react-query'
import { api } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count, plural } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import type { Model } from './model-header.tsx'
import { ENTITY_WORDS } from './model-words.ts'

/** Says of a published model which records that it matches get their score from models above it. */
export function SharedRecords({ model }: { readonly model: Pick<Model, 'id' | 'entity' | 'published'> }) {
  const order = useQuery(api.predictive.precedence.queryOptions({ input: { entity: model.entity }, enabled: model.published !== null })).data ?? []
  const place = order.findIndex(({ modelId }) => modelId === model.id)
  const own = order[place]
  if (model.published === null || own === undefined || own.leftToOthers === 0) return null
  const { one, many, models } = ENTITY_WORDS[model.entity]
  const above = order.slice(0, place).map(({ name }) => name)
  return (
    <div className="draft-notice">
      <Notice title={`${plural(own.leftToOthers, one, many)} that it matches ${own.leftToOthers === 1 ? 'has its' : 'have their'} score from another model.`} actions={<Button small href={models}>Change the order</Button>}>
        {above.join(', ')} {above.length === 1 ? 'stands' : 'stand'} above it in the order of the models. It scores {count(own.scores)} {many} itself.
      </Notice>
    </div>
  )
}
