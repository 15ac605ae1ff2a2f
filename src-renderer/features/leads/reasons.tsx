import { type CSSProperties, useRef } from 'react'
import { points as signed } from '#renderer/ui/format/numbers.ts'
import { Evidence } from './evidence.tsx'
import css from './panel.module.css'
import { showEvidence, usePanel } from './panel-state.ts'
import type { ShownReason } from './reasons-model.ts'

interface ReasonsProps {
  readonly items: readonly ShownReason[]
  /** The filter that finds records alike, if one can be said. */
  readonly onShow: (item: ShownReason) => (() => void) | undefined
}

type Zero = CSSProperties & { readonly '--zero': string }

const HOVER_OUT = 160

/** Diverging bars on one axis with signed points; a reason opens its evidence on hover, on focus and by E. */
export function Reasons({ items, onShow }: ReasonsProps) {
  const asked = usePanel((store) => store.evidence)
  // E again goes on to the next reason, and from the last to the first
  const open = asked === null || items.length === 0 ? null : asked % items.length
  const leaving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const up = Math.max(0, ...items.map((item) => item.points))
  const down = Math.max(0, ...items.map((item) => -item.points))
  const span = Math.max(up + down, 1)
  const zero: Zero = { '--zero': `${(down / span) * 100}%` }
  const enter = (index: number): void => {
    clearTimeout(leaving.current)
    showEvidence(index)
  }
  const leave = (): void => {
    clearTimeout(leaving.current)
    leaving.current = setTimeout(() => showEvidence(null), HOVER_OUT)
  }
  return (
    <ol className={css.reasons}>
      {items.map((item, index) => (
        <li key={item.reason.name} onMouseEnter={() => enter(index)} onMouseLeave={leave}>
          <Evidence item={item} opened={open === index} onClose={() => showEvidence(null)} onShow={onShow(item)}>
            <button
              type="button"
              className={css.reason}
              aria-expanded={open === index}
              aria-haspopup="dialog"
              onFocus={() => enter(index)}
              onClick={() => enter(index)}
              onKeyDown={(event) => { if (event.key === 'Escape' && open !== null) { event.stopPropagation(); showEvidence(null) } }}
            >
              <span className="clip" title={item.reason.label}>{item.reason.label}</span>
              <span className={css.axis} style={zero}><i className={item.points >= 0 ? css.raises : css.lowers} style={{ width: `${(Math.abs(item.points) / span) * 100}%` }} /></span>
              <b className={item.points > 0 ? 'up' : item.points < 0 ? 'dn' : 'faint'}>{signed(item.points)}</b>
            </button>
          </Evidence>
        </li>
      ))}
    </ol>
  )
}
