import { useQueries } from '@tanstack/react-query'
import type { Readiness } from '#shared/contract/index'
import { SCORED_ENTITIES, type ScoredEntity } from '#shared/domain/catalog/types'
import { api, sentenceOf } from '#renderer/rpc/client.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { Radio } from '#renderer/ui/radio.tsx'
import { StepHeading } from '#renderer/ui/step-heading.tsx'
import { Tag } from '#renderer/ui/tag.tsx'
import { ENTITY_WORDS } from './model-words.ts'
import { WizardFooter } from './wizard-footer.tsx'
import { chooseEntity, setWizard, useWizard } from './wizard-store.ts'

const LONGEST = 24

/** What the model should predict, with how much there is to learn it from. */
export function OutcomeStep() {
  const entity = useWizard((state) => state.entity)
  const found = useQueries({ queries: SCORED_ENTITIES.map((entity) => api.predictive.readiness.queryOptions({ input: { entity, processId: null } })) })
  const failed = found.find((query) => query.error)
  return (
    <>
      <div className="wizard-body">
        <div className="wizard-form">
          <StepHeading>What should it predict?</StepHeading>
          <p className="intro">It learns how closed records ended, and gives open ones a score for how they will.</p>
          {failed?.error && <Notice tone="bad" title="The closed records could not be counted." actions={<Button small onClick={() => { for (const query of found) void query.refetch() }}>Try again</Button>}>{sentenceOf(failed.error)}</Notice>}
          <div className="outcomes" role="radiogroup" aria-label="Outcome">
            {SCORED_ENTITIES.map((choice, index) => <Outcome key={choice} choice={choice} chosen={entity === choice} readiness={found[index]?.data} />)}
          </div>
        </div>
      </div>
      <WizardFooter>
        <Button variant="primary" onClick={() => setWizard({ step: 'data' })} reason={entity === null ? 'Choose leads or opportunities' : undefined}>Next</Button>
      </WizardFooter>
    </>
  )
}

function Outcome({ choice, chosen, readiness }: { readonly choice: ScoredEntity; readonly chosen: boolean; readonly readiness: Readiness | undefined }) {
  const words = ENTITY_WORDS[choice]
  const longest = readiness?.windows.find((window) => window.months === LONGEST) ?? readiness?.windows.at(-1)
  const enough = readiness?.windows.some((window) => window.enough)
  return (
    <div className={chosen ? 'chosen' : undefined}>
      <Radio name="outcome" checked={chosen} onChange={() => chooseEntity(choice)} label={<span className="medium">{words.outcome}</span>} />
      <p>{words.question}.</p>
      {readiness && longest && (
        <p className="faint">
          {longest.positive + longest.negative === 0 ? `No closed ${words.many} were created and closed in the last ${longest.months} months.` : `${count(longest.positive)} ${readiness.positiveLabel.toLowerCase()} and ${count(longest.negative)} ${readiness.negativeLabel.toLowerCase()} in ${longest.months} months, ${count(readiness.open)} open.`}{' '}
          <Tag tone={enough ? 'good' : 'care'}>{enough ? 'Enough' : `needs ${readiness.minimum} of each`}</Tag>
        </p>
      )}
    </div>
  )
}
