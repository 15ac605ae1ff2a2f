import { type CSSProperties, useRef } from 'react'
import { points as signed } from '#renderer/ui/format/numbers.ts'
import { Evidence } from './evidence.tsx'
import css from './panel.module.css'
import { hideEvidence, showEvidence, usePanel } from './panel-state.ts'
import type { ShownReason } from './reasons-model.ts'

interface ReasonsProps {
  readonly recordId: number
  readonly items: readonly ShownReason[]
  /** The filter that finds records alike, if one can be said. */
  readonly onShow: (item: ShownReason) => (() => void) | undefined
}

type Zero = CSSProperties & { readonly '--zero': string }

/** Long enough to cross from the reason to its evidence. */
const HOVER_OUT = 160

/** Diverging bars on one axis with signed points; a reason opens its evidence on hover, on focus and by E. */
export function Reasons({ recordId, items, onShow }: ReasonsProps) {
  const asked = usePanel((store) => (store.evidence?.recordId === recordId ? store.evidence.index : null))
  // E again goes on to the next reason, and from the last to the first
  const open = asked === null || items.length === 0 ? null : asked % items.length
  const leaving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const up = Math.max(0, ...items.map((item) => item.points))
  const down = Math.max(0, ...items.map((item) => -item.points))
  const span = Math.max(up + down, 1)
  const zero: Zero = { '--zero': `${(down / span) * 100}%` }
  const enter = (index: number): void => {
    clearTimeout(leaving.current)
    if (open !== index) showEvidence(recordId, index)
  }
  const leave = (): void => {
    clearTimeout(leaving.current)
    leaving.current = setTimeout(hideEvidence, HOVER_OUT)
  }
  return (
    <ol className={css.reasons}>
      {items.map((item, index) => (
        <li key={item.reason.name}>
          <Evidence item={item} opened={open === index} onEnter={() => enter(index)} onLeave={leave} onShow={onShow(item)}>
            <button type="button" className={css.reason} aria-expanded={open === index} aria-haspopup="dialog" onMouseMove={() => enter(index)} onMouseLeave={leave} onFocus={() => enter(index)} onClick={() => enter(index)}>
              <span className={css.label}>{item.reason.label}</span>
              <span className={css.axis} style={zero}><i className={item.points >= 0 ? css.raises : css.lowers} style={{ width: `${(Math.abs(item.points) / span) * 100}%` }} /></span>
              <b className={item.points > 0 ? 'up' : item.points < 0 ? 'dn' : 'faint'}>{signed(item.points)}</b>
            </button>
          </Evidence>
        </li>
      ))}
    </ol>
  )
}
