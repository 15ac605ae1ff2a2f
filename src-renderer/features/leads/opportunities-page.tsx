import { useParams } from 'wouter'
import { OPPORTUNITIES } from './entity.ts'
import { RecordsPage } from './records-page.tsx'

export default function OpportunitiesPage() {
  return <RecordsPage key="opportunity" text={OPPORTUNITIES} open={useParams<{ readonly id?: string }>().id} />
}
