import { useState } from 'react'
import type { RuleBacktest } from '#shared/contract/index'
import type { RuleDetail } from '#shared/contract/rules'
import { signed } from '#shared/domain/rules/history/verdicts'
import { nodeTitle } from '#shared/domain/rules/words'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { count, fixed } from '#renderer/ui/format/numbers.ts'
import { type PlainColumn, PlainTable } from '#renderer/ui/plain-table.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import type { Autosave } from '../autosave.ts'
import { useModel } from '../model-store.ts'
import { changeable, liftWords, proposed, rangeTitle, rateOf, suggestedWords, suggestionSentence, VERDICT_TAGS, worthWords } from './history-words.ts'
import { TakeOver } from './take-over.tsx'

interface HistoryGroupsProps {
  readonly detail: RuleDetail
  readonly report: RuleBacktest
  readonly autosave: Autosave
}

const COLUMNS: readonly PlainColumn[] = [
  { id: 'take', label: <span className="visually-hidden">Take over</span>, width: 48 },
  { id: 'group', label: 'Group' },
  { id: 'verdict', label: 'Verdict', width: 128 },
  { id: 'fired', label: 'Fired', width: 72, align: 'right', title: 'Judged leads for which it fired' },
  { id: 'rate', label: 'Rate', width: 60, align: 'right', title: 'Of those for which it fired, how many qualified' },
  { id: 'others', label: 'Others', width: 64, align: 'right', title: 'Of those for which it did not, how many qualified' },
  { id: 'lift', label: 'Lift', width: 68, align: 'right', title: 'Rate where it fired, divided by the rate of all judged leads' },
  { id: 'given', label: 'Points', width: 64, align: 'right' },
  { id: 'worth', label: 'Worth', width: 64, align: 'right', title: 'Points that a firing is worth on your data, all groups considered together' },
  { id: 'suggested', label: 'Suggested', width: 92, align: 'right' },
]

/** Each group beside what history says of it; suggested points are ticked and taken over into the draft. */
export function HistoryGroups({ detail, report, autosave }: HistoryGroupsProps) {
  const tree = useModel((state) => state.draft.tree)
  const tables = useModel((state) => state.known.tables)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => proposed(report.groups))
  const there = new Map(tree.groups.map((group) => [group.id, group]))
  // What the draft has already is nothing to take over any more.
  const open = changeable(report.groups).filter(({ groupId, suggested }) => {
    const action = there.get(groupId)?.action ?? null
    return action !== null && action.points !== suggested
  })
  const canTake = new Set(open.map(({ groupId }) => groupId))
  const points = new Map(open.flatMap(({ groupId, suggested }) => (ticked.has(groupId) && suggested !== null ? [[groupId, suggested] as const] : [])))
  const tick = (groupId: string, on: boolean): void => {
    const next = new Set(ticked)
    if (on) next.add(groupId)
    else next.delete(groupId)
    setTicked(next)
  }
  const titleOf = (groupId: string, label: string): string => {
    const group = there.get(groupId)
    return label !== '' || group === undefined ? label || 'A group that is gone' : nodeTitle(tables, tree.target, group.condition.children[0] ?? group.condition)
  }
  return (
    <>
      <div className="history-take">
        <p>{suggestionSentence(report)}</p>
        {open.length > 0 && <TakeOver detail={detail} autosave={autosave} points={points} />}
      </div>
      <PlainTable label="Groups judged by history" columns={COLUMNS} className="history-groups">
        <tbody>
          {report.groups.map((group) => {
            const { groupId, label, verdict, sentence, warning, fired, firedPositives, others, othersPositives, lift, worth, given } = group
            const tag = VERDICT_TAGS[verdict]
            const title = titleOf(groupId, label)
            return (
              <tr key={groupId}>
                <td>{canTake.has(groupId) && <Checkbox label={`Take over ${suggestedWords(group)} for ${title}`} hideLabel checked={ticked.has(groupId)} onChange={(on) => tick(groupId, on)} />}</td>
                <td className="words"><span className="medium">{title}</span><p>{sentence}</p>{warning !== '' && <p className="warn">{warning}</p>}</td>
                <td><Tag tone={tag.tone}>{tag.word}</Tag></td>
                <td className="num">{count(fired)}</td>
                <td className="num">{rateOf(firedPositives, fired)}</td>
                <td className="num">{rateOf(othersPositives, others)}</td>
                <td className="num" title={rangeTitle(lift, (value) => fixed(value))}>{liftWords(lift)}</td>
                <td className="num">{signed(given)}</td>
                <td className="num medium" title={rangeTitle(worth, signed)}>{worthWords(worth)}</td>
                <td className="num">{suggestedWords(group)}</td>
              </tr>
            )
          })}
        </tbody>
      </PlainTable>
    </>
  )
}
