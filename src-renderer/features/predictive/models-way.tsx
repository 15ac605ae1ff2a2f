import { useQuery } from '@tanstack/react-query'
import { Redirect } from 'wouter'
import { api } from '#renderer/rpc/client.ts'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'

/** The address of all models, from before leads and opportunities had pages of their own: leads, unless only opportunities have a model. */
export default function ModelsWay() {
  const models = useQuery(api.predictive.list.queryOptions())
  if (models.isPending) return <SkeletonRows rows={5} />
  const only = models.data !== undefined && models.data.length > 0 && models.data.every(({ entity }) => entity === 'opportunity')
  return <Redirect to={only ? '/models/opportunities' : '/models/leads'} replace />
}
