import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { useWorkspace } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { longDay } from '#renderer/ui/format/dates.ts'
import { count } from '#renderer/ui/format/numbers.ts'
import { fromWall, toWall } from '#renderer/ui/format/zone.ts'
import { type Hint, HintStrip } from '#renderer/ui/hint-strip.tsx'
import { useKeys, usePageKeys } from '#renderer/ui/keys.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { PageHeader } from '#renderer/ui/page-header.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { GroupList } from './group-list.tsx'
import css from './home.module.css'
import { Notices } from './notices.tsx'
import { GradeCounts, Jobs, Models } from './side.tsx'
import { type Scope, useGroups } from './use-groups.ts'

const HINTS: readonly Hint[] = [
  { keys: ['J', 'K'], does: 'move' },
  { keys: ['Enter'], does: 'open' },
  { keys: ['?'], does: 'all keys' },
]
const WEEK = 7 * 86_400_000

function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-home-row]')]
  const at = rows.findIndex((row) => row === document.activeElement)
  rows[at === -1 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus()
}

/** What to work on today, and why. */
export default function HomePage() {
  const clock = useClock()
  const info = useWorkspace()
  const [chosen, setChosen] = useState<Scope | null>(null)
  const mine = (info?.counts.myOpenLeads ?? 0) + (info?.counts.myOpenOpportunities ?? 0)
  const scope = chosen ?? (mine > 0 ? 'mine' : 'everyone')
  const today = toWall(clock.now, clock.timeZone).slice(0, 10)
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const days = { today, inAWeek: toWall(clock.now + WEEK, clock.timeZone).slice(0, 10), aWeekAgo: fromWall(toWall(clock.now - WEEK, clock.timeZone).slice(0, 10), clock.timeZone) ?? clock.now - WEEK }
  const { groups, pending, error } = useGroups(scope, days, opened)
  const unscored = useQuery(api.scores.viewCounts.queryOptions({ input: { entity: 'lead' } })).data?.not_scored ?? 0
  useKeys(useMemo(() => ({ j: () => step(1), k: () => step(-1), ArrowDown: (event) => { event.preventDefault(); step(1) }, ArrowUp: (event) => { event.preventDefault(); step(-1) } }), []))
  usePageKeys('Home', HINTS)
  const open = scope === 'mine' ? mine : (info?.counts.openLeads ?? 0) + (info?.counts.openOpportunities ?? 0)
  const first = groups[0]?.rows[0]
  const best = groups.find((group) => group.id === 'next')?.total ?? 0
  const sentence = `${count(best)} of ${scope === 'mine' ? 'your ' : ''}${count(open)} open records ${best === 1 ? 'is a lead' : 'are leads'} of grade A or B`
  return (
    <>
      <PageHeader
        ruled
        title="Today"
        sentence={`${longDay(clock.now, clock)} · ${sentence}`}
        actions={
          <>
            <Segment label="Whose records" value={scope} onChange={setChosen} choices={[{ value: 'mine', label: 'Mine' }, { value: 'everyone', label: 'Everyone' }]} />
            {first && <Button variant="primary" icon="play" href={`#${groups[0]?.entity === 'opportunity' ? '/opportunities' : '/leads'}/${first.id}`}>Work the list</Button>}
          </>
        }
      />
      <div className="split">
        <div className={css.list}>
          {error !== null && <div className="sec first"><Notice tone="bad" title="The records could not be read.">{sentenceOf(error)}</Notice></div>}
          {pending && groups.length === 0 ? <SkeletonRows /> : groups.map((group) => <GroupList key={group.id} group={group} onMore={() => setOpened(new Set([...opened, group.id]))} />)}
          {!pending && error === null && groups.length === 0 && <Nothing models={info?.counts.models ?? 0} />}
        </div>
        <aside className={css.panel} aria-label="At a glance"><GradeCounts scope={scope} unscored={unscored} /><Notices /><Models /><Jobs /></aside>
      </div>
      <HintStrip hints={HINTS} />
    </>
  )
}

function Nothing({ models }: { readonly models: number }) {
  if (models === 0) return <EmptyState why="Nothing is scored yet." fill="A model learns from your closed leads and then says which open ones to work on, and why." action={<Button variant="primary" href="#/models/new">Train a model</Button>} />
  return <EmptyState why="Nothing stands out today." fill="No open record has grade A or B, has moved, or closes within 7 days." action={<Button href="#/leads">See all leads</Button>} />
}
