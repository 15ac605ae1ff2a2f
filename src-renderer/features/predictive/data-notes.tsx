import { skipToken, useQuery } from '@tanstack/react-query'
import type { Readiness } from '#shared/contract/index'
import { filterSize } from '#shared/domain/rules/record-filter'
import { api } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Section } from '#renderer/ui/section.tsx'
import { SidePanel } from '#renderer/ui/side-panel.tsx'
import { ENTITY_WORDS } from './model-words.ts'
import { endingWords } from './outcome-words.ts'
import type { Choosing } from './wizard-store.ts'

/** What the counts leave out, why so many are needed, and another way. */
export function DataNotes({ readiness, enough, choice, onChange }: Choosing & { readonly readiness: Readiness; readonly enough: boolean }) {
  const { processId, filter, outcome, windowMonths } = choice
  const filtered = filterSize(filter) > 0
  const words = ENTITY_WORDS[readiness.entity]
  const without = useQuery(api.predictive.readiness.queryOptions({ input: (processId === null && !filtered) || enough ? skipToken : { entity: readiness.entity, outcome, processId: filtered ? processId : null } }))
  const other = without.data?.windows.find((window) => window.months === windowMonths)
  return (
    <SidePanel label="Notes on the training data" size="notes">
      <Section title="Left out of these counts" first className="first-note">
        {readiness.leftOut.length === 0 && <p className="muted">No closed {words.one} is left out.</p>}
        {readiness.leftOut.map((left) => <p key={left.reason} className="muted data-note"><span className="medium">{count(left.count)}</span> {left.reason}</p>)}
      </Section>
      {!readiness.timesUsable && (
        <Section title="Times cannot be used">
          <p className="muted">Many creation or closing times are missing, or they are all alike. The model learns from the records as they are now, leaves out everything about time, and its report says that it was not validated in time.</p>
        </Section>
      )}
      <Section title={`Why ${readiness.minimum} of each`}>
        <p className="muted">With fewer, the order it finds would mostly be luck. More is better: with four times as many, the interval around the AUC halves.</p>
      </Section>
      {!enough && (
        <Section title="Another way">
          {filtered && other ? (
            <>
              <p className="muted">Without the filter, {windowMonths} months has {count(other.positive)} {endingWords(readiness.positiveLabel, outcome)} and {count(other.negative)} {endingWords(readiness.negativeLabel, outcome)} {words.many}. What it asks for can then be one of the attributes.</p>
              <p style={{ marginTop: 8 }}><Button small onClick={() => onChange({ filter: [], filterDraft: null })}>Remove the filter</Button></p>
            </>
          ) : processId !== null && other ? (
            <>
              <p className="muted">Without the process, {windowMonths} months has {count(other.positive)} {endingWords(readiness.positiveLabel, outcome)} and {count(other.negative)} {endingWords(readiness.negativeLabel, outcome)} {words.many}.</p>
              <p style={{ marginTop: 8 }}><Button small onClick={() => onChange({ processId: null, stageAttributes: {} })}>Leave the process out</Button></p>
            </>
          ) : (
            <>
              <p className="muted">Import older closed {words.many}, with how they ended and when they were created and closed.</p>
              <p style={{ marginTop: 8 }}><Button small href="#/data/import">Import a file</Button></p>
            </>
          )}
        </Section>
      )}
    </SidePanel>
  )
}
