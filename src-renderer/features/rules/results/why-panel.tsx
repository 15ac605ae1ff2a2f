import '../pages/rules-pages.css'
import { useQuery } from '@tanstack/react-query'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { count, decimal, exactPoints } from '#renderer/ui/format/numbers.ts'
import { Time } from '#renderer/ui/format/time.tsx'
import { Notice } from '#renderer/ui/notice.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { SidePanel } from '#renderer/ui/side-panel.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { GradeName } from '#renderer/ui/grade-name.tsx'

interface WhyPanelProps {
  readonly modelId: number
  readonly leadId: number
  /** Names of the grades, from the lowest to the highest. */
  readonly grades: readonly string[]
  readonly onClose: () => void
  readonly onOpenLead: () => void
}

/** Every group's part in one score, with the rows that made it fire; the parts add up to the score. */
export function WhyPanel({ modelId, leadId, grades, onClose, onOpenLead }: WhyPanelProps) {
  const explained = useQuery(api.ruleScores.explain.queryOptions({ input: { modelId, leadId } }))
  const data = explained.data
  return (
    <SidePanel
      label="Why this score"
      overlays
      onKey={(event) => { if (event.key === 'Escape') onClose() }}
      head={
        <div className="rules-facts row">
          <span className="grow">{data && data.score !== null ? <>Score <b>{count(data.score)}</b> <GradeName grade={data.grade} among={grades} /></> : 'Why this score'}</span>
          <Button small onClick={onOpenLead}>Open the lead</Button>
          <IconButton icon="x" label="Close" onClick={onClose} />
        </div>
      }
    >
      {explained.error && <Section first><Notice tone="bad" title="This score could not be explained.">{sentenceOf(explained.error)}</Notice></Section>}
      {data === undefined && !explained.error && <SkeletonRows rows={6} />}
      {data && data.score === null && <Section first><Notice title="Not scored">{data.unscoredSentence}</Notice></Section>}
      {data && data.score !== null && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a stop of the Tab key, from which the arrows scroll: nothing inside has one
        <div className="rules-why" role="region" aria-label="What each group gave" tabIndex={0}>
          {data.groups.map((group, index) => (
            <Section key={group.groupId} first={index === 0} title={group.label === '' ? `Group ${index + 1}` : group.label} note={<span className="num">{group.count === 0 ? 'did not fire' : `${exactPoints(group.points)}${group.count > 1 ? `, ${count(group.count)} times` : ''}`}</span>}>
              {group.fired.length > 0 && (
                <ul className="rules-fired t1">
                  {group.fired.map((fired) => (
                    <li key={`${fired.table}:${fired.id}`}>
                      <span className="clip" title={fired.label}>{fired.label}</span>
                      <span className="row faint" style={{ gap: 8 }}>{fired.at !== null && <Time at={fired.at} />}{fired.points !== 0 && <span className="num">{exactPoints(fired.points)}</span>}</span>
                    </li>
                  ))}
                </ul>
              )}
            </Section>
          ))}
          <Section>
            <p className="t1 muted">
              The groups add up to {decimal(data.sum ?? 0, 2)}, rounded once to {count(data.score)}.
              {data.scoredAt !== null && <> Scored <Time at={data.scoredAt} as="ago" />.</>}
              {data.nextChangeAt !== null && <> Time alone may change it from <Time at={data.nextChangeAt} as="moment" /> on.</>}
            </p>
          </Section>
          {data.history.length > 1 && (
            <Section title="Earlier scores" note={count(data.history.length)}>
              <ul className="rules-fired t1">
                {data.history.toReversed().map((entry) => <li key={`${entry.at}-${entry.version}`}><span><Time at={entry.at} as="moment" />, version {entry.version}</span><span className="num">{count(entry.score)} {entry.grade ?? ''}</span></li>)}
              </ul>
            </Section>
          )}
        </div>
      )}
    </SidePanel>
  )
}
