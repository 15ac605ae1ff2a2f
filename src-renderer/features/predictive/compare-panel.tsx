import { useQuery } from '@tanstack/react-query'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { compareLines, namesOf, sameRecordsWords } from './compare-lines.ts'
import { InfluenceChanges } from './influence-changes.tsx'
import styles from './versions.module.css'

interface ComparePanelProps {
  readonly modelId: number
  readonly versionId: number
  readonly onClose: () => void
}

/** A version and the published one, side by side. */
export function ComparePanel({ modelId, versionId, onClose }: ComparePanelProps) {
  const clock = useClock()
  const found = useQuery(api.predictive.compare.queryOptions({ input: { modelId, versionId } }))
  const close = <Button small onClick={onClose}>Close</Button>
  if (found.error) return <div className="tab-pad"><Notice tone="bad" title="The versions cannot be compared." actions={close}>{sentenceOf(found.error)}</Notice></div>
  if (found.data === undefined) return <SkeletonRows rows={6} />
  const { active, other, added, removed, influence, sentence, sameRecords } = found.data
  const columns = (what: string, change: string): readonly PlainColumn[] => [
    { id: 'name', label: what },
    { id: 'active', label: `Version ${active.number}, published`, width: 178, align: 'right' },
    { id: 'other', label: `Version ${other.number}`, width: 178, align: 'right' },
    { id: 'change', label: change, width: 96, align: 'right' },
  ]
  return (
    <section className={styles['compare']} aria-label={`Version ${other.number} beside version ${active.number}`}>
      <header className={styles['head']}><h2 className="strong">Version {other.number} beside version {active.number}</h2>{close}</header>
      <p>{sentence}</p>
      {sameRecords && <p className="muted">{sameRecordsWords(sameRecords)} {sameRecords.sentence}</p>}
      <div className={styles['columns']}>
        <PlainTable label="Numbers" columns={columns('Number', 'Change')} inset>
          <tbody>
            {compareLines(found.data, clock).map((line) => <tr key={line.name}><td>{line.name}</td><td className="num">{line.active}</td><td className="num">{line.other}</td><td className="num muted">{line.change}</td></tr>)}
          </tbody>
        </PlainTable>
        <div>
          <p title={added.map(({ label }) => label).join(', ')}><span className="medium">Added:</span> {namesOf(added)}.</p>
          <p title={removed.map(({ label }) => label).join(', ')}><span className="medium">Removed:</span> {namesOf(removed)}.</p>
          <InfluenceChanges influence={influence} columns={columns('Attribute', 'Points')} />
        </div>
      </div>
    </section>
  )
}
