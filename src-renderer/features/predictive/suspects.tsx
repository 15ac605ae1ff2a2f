import type { ModelReport } from '#shared/contract/index'
import { plural } from '#renderer/ui/format/numbers.ts'
import { Tag } from '#renderer/ui/tag.tsx'

/** Columns that may know the outcome, with the evidence. */
export function Suspects({ suspects }: { readonly suspects: ModelReport['suspects'] }) {
  if (suspects.length === 0) return <><h2>No column seems to know the outcome</h2><p className="sub">Every column was looked at on its own</p></>
  return (
    <>
      <h2 className="strong">{plural(suspects.length, 'column')} may know the outcome</h2>
      <p className="sub t1 faint">Say under Attributes when each is filled in; the model follows at the next training</p>
      <ul className="leak-list">
        {suspects.map((suspect) => (
          <li key={suspect.name}>
            <div className="row"><b className="medium clip grow">{suspect.label}</b><Tag tone={suspect.used ? 'care' : undefined}>{suspect.used ? 'used' : 'left out'}</Tag></div>
            <p>{suspect.evidence}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
