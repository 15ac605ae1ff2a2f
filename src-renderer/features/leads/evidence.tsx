import { Popover } from '@mantine/core'
import type { ReactElement } from 'react'
import { percent, points as signed } from '#renderer/ui/format/numbers.ts'
import css from './panel.module.css'
import type { ShownReason } from './reasons-model.ts'

interface EvidenceProps {
  readonly item: ShownReason
  readonly opened: boolean
  /** The pointer is over it, or has left it. */
  readonly onEnter: () => void
  readonly onLeave: () => void
  /** Leads to the records that the evidence is about, where a filter can name them. */
  readonly onShow?: (() => void) | undefined
  readonly children: ReactElement
}

/** Stands left of the panel, its arrow on the reason; the row and the reason stay visible. */
export function Evidence({ item, opened, onEnter, onLeave, onShow, children }: EvidenceProps) {
  return (
    <Popover opened={opened} position="left" offset={{ mainAxis: 16 }} width={292} withArrow arrowSize={10} withinPortal={false} floatingStrategy="fixed" transitionProps={{ duration: 0 }} withRoles={false} closeOnClickOutside={false} closeOnEscape={false} hideDetached={false} zIndex={30}>
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={`Evidence: ${item.reason.label}`} className={css.evidence} p={16} onMouseEnter={onEnter} onMouseLeave={onLeave}>
        <EvidenceBody item={item} onShow={onShow} />
      </Popover.Dropdown>
    </Popover>
  )
}

function EvidenceBody({ item, onShow }: Pick<EvidenceProps, 'item' | 'onShow'>) {
  const { evidence, label } = item.reason
  const better = evidence.rate !== null && evidence.rate >= evidence.averageRate
  return (
    <>
      <div className={css.evidenceTitle}><span>{label}</span><span className={item.points >= 0 ? 'up' : 'dn'}>{signed(item.points)}</span></div>
      <p className="muted">{evidence.sentence}</p>
      {evidence.rate !== null && (
        <dl className={css.bars}>
          <dt title={evidence.valueLabel}>{evidence.valueLabel}</dt>
          <dd className={css.bar}><i style={{ width: `${evidence.rate * 100}%`, background: better ? 'var(--positive)' : 'var(--negative)' }} /></dd>
          <dd className="num medium">{percent(evidence.rate)}</dd>
          <dt className="muted">Average</dt>
          <dd className={css.bar}><i style={{ width: `${evidence.averageRate * 100}%`, background: 'var(--text-3)' }} /></dd>
          <dd className="num muted">{percent(evidence.averageRate)}</dd>
        </dl>
      )}
      <p className="t1 faint">
        {evidence.contradicts && 'Here it counts the other way, taken together with the other columns. '}
        {evidence.scope}
        {onShow && <> <button type="button" className="link" onClick={onShow}>Show them</button></>}
      </p>
    </>
  )
}
