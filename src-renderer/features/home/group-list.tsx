import type { ScoredRow } from '#shared/contract/index'
import { useClock } from '#renderer/ui/format/clock.tsx'
import { isoDay } from '#renderer/ui/format/dates.ts'
import { count, plural } from '#renderer/ui/format/numbers.ts'
import { GradeChip } from '#renderer/ui/grade-chip.tsx'
import { Icon } from '#renderer/ui/icon.tsx'
import { ScoreCell } from '#renderer/ui/score-cell.tsx'
import css from './home.module.css'
import { type Group, MOST, useFirstReasons } from './use-groups.ts'

const DAY = 86_400_000
const PATHS = { lead: '/leads', opportunity: '/opportunities' } as const

/** One group of records, each with the reason that counts most. */
export function GroupList({ group, onMore }: { readonly group: Group; readonly onMore: () => void }) {
  const reasons = useFirstReasons(group.entity, group.rows.map((row) => row.id), group.id === 'declining' ? -1 : 1)
  const rest = Math.min(group.total, MOST) - group.rows.length
  return (
    <section className={css.group} aria-labelledby={`group-${group.id}`}>
      <header><Icon name={group.icon} /><h2 id={`group-${group.id}`}>{group.title}</h2><span className={css.number}>{count(group.total)}</span><p>{group.says}</p>{rest > 0 && <button type="button" className={`link ${css.more}`} onClick={onMore}>Show {group.total > MOST ? `the first ${MOST}` : `all ${count(group.total)}`}</button>}</header>
      <ul>
        {group.rows.map((row) => (
          <li key={row.id}>
            <a className={css.row} href={`#${PATHS[group.entity]}/${row.id}`} data-home-row>
              <ScoreCell score={row.score} grade={row.grade} />
              <GradeChip grade={row.grade} />
              <span className="clip medium" title={row.name}>{row.name}</span>
              <span className="clip muted" title={row.company ?? ''}>{row.company}</span>
              <span className="clip muted" title={reasons.get(row.id)}>{reasons.get(row.id)}</span>
              <Side row={row} group={group} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Side({ row, group }: { readonly row: ScoredRow; readonly group: Group }) {
  const clock = useClock()
  if (group.id === 'cold' && row.lastTouch !== null) return <span className={css.side}>{plural(Math.floor((clock.now - row.lastTouch) / DAY), 'day')}</span>
  if (group.id === 'closing' || group.id === 'overdue') return <span className={css.side}>{row.estimatedRevenue !== null && `${count(row.estimatedRevenue)}, `}{row.estimatedClose !== null && isoDay(row.estimatedClose, clock)}</span>
  const before = row.spark[row.spark.length - 2]
  if ((group.id === 'improving' || group.id === 'declining') && before !== undefined && row.score !== null) return <span className={css.side}>{Math.round(before)} to {Math.round(row.score)}</span>
  return <span className={css.side}>{row.status}</span>
}
