import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { api } from '#renderer/rpc/client.ts'
import { IconButton } from '#renderer/ui/button.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import type { Model } from './model-header.tsx'
import { ENTITY_WORDS, modelTags } from './model-words.ts'

/** Goes to another model of the same kind; nothing where there is none. */
export function ModelSelector({ model }: { readonly model: Pick<Model, 'id' | 'entity'> }) {
  const [, navigate] = useLocation()
  const models = (useQuery(api.predictive.list.queryOptions()).data ?? []).filter(({ entity }) => entity === model.entity)
  if (models.length < 2) return null
  const label = `Choose one of ${models.length} models for ${ENTITY_WORDS[model.entity].many}`
  return <Menu label={label} position="bottom-start" target={<IconButton small icon="down" label={label} hasPopup="menu" />} entries={models.map((found) => ({ label: `${found.name}, ${modelTags(found).map(({ word }) => word.toLowerCase()).join(', ')}`, checked: found.id === model.id, onClick: () => navigate(`/models/${found.id}`) }))} />
}
