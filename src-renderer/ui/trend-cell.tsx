import './marks.css'
import type { Trend } from '#shared/domain/scores/types'
import { cx } from './cx.ts'
import type { IconName } from './icon-paths.ts'
import { Icon } from './icon.tsx'
import { Sparkline } from './sparkline.tsx'
import { Tag } from './tag.tsx'

export const TREND_WORDS: Readonly<Record<Trend, string>> = { improving: 'Improving', steady: 'Steady', declining: 'Declining', not_enough_info: 'Not enough info' }
const TREND_ICONS: Readonly<Record<Trend, IconName>> = { improving: 'arrow-up', steady: 'arrow-flat', declining: 'arrow-down', not_enough_info: 'minus' }
const TREND_TONES = { improving: 'good', steady: undefined, declining: 'bad', not_enough_info: undefined } as const

/** Arrow and sparkline; the word is the tooltip and the label. */
export function TrendCell({ trend, spark }: { readonly trend: Trend | null; readonly spark: readonly number[] }) {
  if (trend === null) return null
  return (
    <span className={cx('trend', trend)} title={TREND_WORDS[trend]}>
      <Icon name={TREND_ICONS[trend]} size={14} label={TREND_WORDS[trend]} />
      {spark.length > 1 ? <Sparkline values={spark} /> : <span className="t1 faint">New</span>}
    </span>
  )
}

/** The trend in words, as a tag. */
export function TrendTag({ trend }: { readonly trend: Trend }) {
  return <Tag tone={TREND_TONES[trend]} icon={TREND_ICONS[trend]}>{TREND_WORDS[trend]}</Tag>
}
