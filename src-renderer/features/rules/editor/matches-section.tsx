import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import type { RuleSimulation } from '#shared/contract/index'
import type { ConditionNode, RuleModel } from '#shared/domain/rules/tree'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { plural } from '#renderer/ui/format/numbers.ts'
import { Section } from '#renderer/ui/section.tsx'
import { useSettled } from '#renderer/ui/use-settled.ts'
import { matchSentence } from './match-words.ts'

interface MatchesSectionProps {
  readonly model: RuleModel
  readonly node: ConditionNode
  readonly simulation: RuleSimulation | null
  /** Its group has an error, so that nothing can be counted. */
  readonly blocked: boolean
}

const FEW = 3
const MORE = 50
const PAUSE = 400

/** How many leads the condition matches now, and who they are. */
export function MatchesSection({ model, node, simulation, blocked }: MatchesSectionProps) {
  const [many, setMany] = useState(false)
  const tree = useSettled(useDeferredValue(model), PAUSE)
  const counted = simulation?.nodes[node.id]
  const found = useQuery(api.rules.matches.queryOptions({ input: blocked ? skipToken : { tree, nodeId: node.id, limit: many ? MORE : FEW }, placeholderData: keepPreviousData }))
  if (blocked) return <Section title="What it matches"><p className="muted">Not counted: mend what is wrong with the group first.</p></Section>
  const rows = found.data?.rows ?? []
  const leads = counted?.leads ?? found.data?.leads
  const left = (leads ?? 0) - rows.length
  return (
    <Section title="What it matches" note={leads === undefined ? undefined : 'as of now'}>
      {leads === undefined && found.error === null && <p className="muted late">Counting…</p>}
      {found.error !== null && leads === undefined && <p className="muted">{sentenceOf(found.error)}</p>}
      {leads !== undefined && <p className="muted">{matchSentence(node, leads, simulation?.scored ?? null, counted?.occurrences ?? 0, counted?.most ?? 0)}</p>}
      {rows.length > 0 && (
        <p className="t1 match-names">
          {rows.map((row, index) => <span key={row.id}>{index > 0 && ', '}<a className="link" href={`#/leads/${row.id}`}>{row.name}</a></span>)}
          {left > 0 && !many && <> <button type="button" className="link" onClick={() => setMany(true)}>and {plural(left, 'more', 'more')}</button></>}
          {left > 0 && many && <span className="faint"> and {plural(left, 'more', 'more')}</span>}
          {many && <> <button type="button" className="link" onClick={() => setMany(false)}>Show fewer</button></>}
        </p>
      )}
    </Section>
  )
}
