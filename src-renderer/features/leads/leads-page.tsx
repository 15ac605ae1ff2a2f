import { useParams } from 'wouter'
import { LEADS } from './entity.ts'
import { RecordsPage } from './records-page.tsx'

export default function LeadsPage() {
  return <RecordsPage key="lead" text={LEADS} open={useParams<{ readonly id?: string }>().id} />
}
