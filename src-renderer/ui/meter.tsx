import './marks.css'
import { cx } from './cx.ts'
import type { Tone } from './tag.tsx'

/** A thin bar for a share in [0, 1]; the number stands beside it, so the bar itself is decoration. */
export function Meter({ share, tone, width }: { readonly share: number; readonly tone?: Tone | undefined; readonly width?: number }) {
  return <span className={cx('meter', tone)} style={width === undefined ? undefined : { width }} aria-hidden><i style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }} /></span>
}
