import { useQuery } from '@tanstack/react-query'
import type { Raise } from '#shared/contract/index'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import { api } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { points as signed } from '#renderer/ui/format/numbers.ts'
import { Icon } from '#renderer/ui/icon.tsx'
import type { IconName } from '#renderer/ui/icon-paths.ts'
import { Section } from '#renderer/ui/section.tsx'
import css from './panel.module.css'
import { focusColumn } from './record-form.tsx'

interface RaisesProps {
  readonly entity: ScoredEntity
  readonly recordId: number
  /** The score as shown, in whole points. */
  readonly score: number
}

const ACTS: Readonly<Record<string, { readonly icon: IconName; readonly first: string; readonly next: string }>> = {
  MeetingHeld: { icon: 'calendar', first: 'Hold a first meeting', next: 'Hold another meeting' },
  CallHeld: { icon: 'phone', first: 'Hold a first call', next: 'Hold another call' },
  EmailSent: { icon: 'mail', first: 'Send a first e-mail', next: 'Send another e-mail' },
}

/** What a seller could do about the score, one change a line, each with the score that the same model would give. */
export function Raises({ entity, recordId, score }: RaisesProps) {
  const mayEdit = useMay('sell')
  const { data } = useQuery(api.scores.raises.queryOptions({ input: { entity, recordId } }))
  if (data === undefined || data.score === null) return null
  const some = data.changes.length > 0
  return (
    <Section title="What would raise it" note={some ? 'score would be' : undefined}>
      <ul className={css.timeline}>
        {data.changes.map((change) => (
          <li key={change.name}>
            <Icon name={change.kind === 'fill_in' ? 'form' : (ACTS[change.name]?.icon ?? 'flag')} />
            <span className="grow clip">{change.kind === 'fill_in' && mayEdit ? <button type="button" className={css.fill} onClick={() => focusColumn(change.name)}>{words(change)}</button> : words(change)}</span>
            <span className="num up medium">{gain(change, score)}</span>
            <span className={css.would}>{span(Math.round(change.low), Math.round(change.high), String)}</span>
          </li>
        ))}
      </ul>
      <p className={css.notes}>{some ? 'Each alone, scored by the same model: what went with success before, not what causes it.' : 'No call, meeting or e-mail and no blank column would raise it by a whole point.'}</p>
    </Section>
  )
}

function words({ kind, name, label, before }: Raise): string {
  if (kind === 'fill_in') return `Fill in ${label}`
  const act = ACTS[name]
  return act === undefined ? label : before === 0 ? act.first : act.next
}

const gain = ({ low, high }: Raise, score: number): string => span(Math.round(low) - score, Math.round(high) - score, signed)

function span(low: number, high: number, show: (value: number) => string): string {
  return low === high ? show(low) : `${show(low)} to ${show(high)}`
}
