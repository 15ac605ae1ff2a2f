import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Precedence } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { IconButton } from '#renderer/ui/button.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { ENTITY_WORDS } from './model-words.ts'

/** Which published model scores a record that several match, highest first; nothing where at most one is published. */
export function ModelPriority({ entity }: { readonly entity: ScoredEntity }) {
  const queries = useQueryClient()
  const admin = useMay('admin')
  const options = api.predictive.precedence.queryOptions({ input: { entity } })
  const order = useQuery(options).data ?? []
  const save = useMutation(api.predictive.prioritize.mutationOptions({ onSuccess: (next) => queries.setQueryData(options.queryKey, next) }))
  const { many } = ENTITY_WORDS[entity]
  if (order.length < 2) return null
  const move = (index: number, by: number): void => save.mutate({ entity, modelIds: moved(order, index, by).map(({ modelId }) => modelId) })
  return (
    <section className="model-priority" aria-label={`Order of the models for ${many}`}>
      <h2 className="strong">Which model scores first</h2>
      <p className="muted">Where several match, a record gets its score from the highest in this list.</p>
      {save.error && <Notice tone="bad" title="The order was not kept.">{sentenceOf(save.error)}</Notice>}
      <ol>
        {order.map((model, index) => (
          <li key={model.modelId} className="row">
            <span className="num faint">{index + 1}</span>
            <a className="medium" href={`#/models/${model.modelId}`}>{model.name}</a>
            <span className="muted grow">scores {count(model.scores)} {many}{model.leftToOthers > 0 && `; leaves ${count(model.leftToOthers)} that it matches to a model above`}</span>
            {admin && <IconButton small icon="up" label={`Move ${model.name} up`} disabled={index === 0 || save.isPending} onClick={() => move(index, -1)} />}
            {admin && <IconButton small icon="down" label={`Move ${model.name} down`} disabled={index === order.length - 1 || save.isPending} onClick={() => move(index, 1)} />}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The list with one model moved by one place. */
function moved(order: Precedence, index: number, by: number): Precedence {
  const next = [...order]
  const [model] = next.splice(index, 1)
  if (model !== undefined) next.splice(index + by, 0, model)
  return next
}
