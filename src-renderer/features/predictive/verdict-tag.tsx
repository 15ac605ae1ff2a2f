import type { ModelReport } from '#shared/contract/index'
import { Tag } from '#renderer/ui/tag.tsx'
import { VERDICT_TONES, VERDICT_WORDS } from './model-words.ts'

export function VerdictTag({ verdict }: { readonly verdict: ModelReport['verdict'] }) {
  return <Tag tone={VERDICT_TONES[verdict]}>{VERDICT_WORDS[verdict]}</Tag>
}
