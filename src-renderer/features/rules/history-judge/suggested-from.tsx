import type { RuleSuggestion } from '#shared/contract/index'
import { fixed, plural } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { lostSentence } from './history-words.ts'

/** Parts of the predictive model that are named; the rest counts for little. */
const MOST_NAMED = 6

/** Where a suggested model comes from, and what it lost on the way. */
export function SuggestedFrom({ suggestion }: { readonly suggestion: RuleSuggestion }) {
  return <div className="history-notes"><Notice icon="predictive" title={`Suggested from ${suggestion.predictiveName}, version ${suggestion.predictiveVersion}.`}>{lostSentence(suggestion)}<LeftOut suggestion={suggestion} /></Notice></div>
}

/** What the rules do not say, most important first. */
export function LeftOut({ suggestion: { leftOut } }: { readonly suggestion: RuleSuggestion }) {
  if (leftOut.length === 0) return null
  const named = leftOut.slice(0, MOST_NAMED)
  const rest = leftOut.length - named.length
  return (
    <>
      <p>Left out, with how much each counts in the predictive model (mean effect in log-odds):</p>
      <ul className="history-left">
        {named.map(({ label, influence, reason }) => <li key={label}><span><b className="medium">{label}</b>. {reason}</span><span className="num">{fixed(influence)}</span></li>)}
      </ul>
      {rest > 0 && <p>{`And ${plural(rest, 'part')} that count for less.`}</p>}
    </>
  )
}
