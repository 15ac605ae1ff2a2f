import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { Attribute, Readiness } from '#shared/contract/index'
import { sentenceOf } from '#renderer/rpc/client.ts'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count, plural } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { StepHeading } from '#renderer/ui/step-heading.tsx'
import { SearchField } from '#renderer/ui/text-field.tsx'
import { Toolbar } from '#renderer/ui/toolbar.tsx'
import { type AttributeFilter, choose, filterAttributes, isChosen, orderAttributes } from './attribute-choice.ts'
import { AttributeTable } from './attribute-table.tsx'
import { InsightsPane } from './insights-pane.tsx'
import { asksAbout, LeakQuestions } from './leak-questions.tsx'
import { OverlapDialog } from './overlap-dialog.tsx'
import { useTraining } from './use-training.ts'
import { WizardFooter } from './wizard-footer.tsx'
import { setWizard, useWizard } from './wizard-store.ts'

interface AttributesStepProps {
  readonly name: string
  readonly readiness: Readiness
  readonly attributes: Pick<UseQueryResult<Attribute[]>, 'data' | 'error' | 'refetch' | 'isPlaceholderData'>
}

/** What the model may look at; what may know the outcome is off until someone says otherwise. */
export function AttributesStep({ name, readiness, attributes }: AttributesStepProps) {
  const state = useWizard()
  const [search, setSearch] = useState('')
  const [asking, setAsking] = useState(false)
  const [opened, setOpened] = useState<string | null>(null)
  const [filter, setFilter] = useState<AttributeFilter>('all')
  const training = useTraining(name, readiness)
  const admin = useMay('admin')
  const all = attributes.data
  const used = all?.filter((attribute) => isChosen(attribute, state)) ?? []
  const suspects = all?.filter((attribute) => attribute.suspect) ?? []
  const suspectsUsed = suspects.filter((attribute) => isChosen(attribute, state))
  const shown = all === undefined ? [] : filterAttributes(orderAttributes(all), state, filter, search)
  const failed = training.error
  const looked = all?.find((attribute) => attribute.name === opened)
  const asks = all === undefined ? null : asksAbout(all)
  const reason = !admin ? 'Needs an administrator' : all !== undefined && used.length === 0 ? 'Choose at least one attribute' : undefined
  return (
    <>
      <div className="wizard-body">
        <div className="wizard-head">
          <StepHeading>What may it look at?</StepHeading>
          <p>{all === undefined ? 'Looking at every column of the closed and the open records.' : `${count(used.length)} of ${plural(all.length, 'attribute')} are used. ${suspects.length === 0 ? 'None of them seems to know the outcome.' : `${plural(suspects.length, 'attribute')} may know the outcome; they are left out unless you use them.`} Click a name, or press Enter on its box, for what its values have to do with the outcome.`}</p>
        </div>
        <Toolbar label="Attributes" end={<SearchField label="Find an attribute" value={search} onChange={setSearch} />}>
          <Segment label="Show" value={filter} onChange={setFilter} choices={[{ value: 'all', label: 'All' }, { value: 'used', label: 'Used' }, { value: 'left_out', label: 'Left out' }, { value: 'suspects', label: 'Suspects' }]} />
          {admin && asks !== null && asks.open.length + asks.answered.length > 0 && <Button small expanded={asking} onClick={() => { setAsking(!asking); setOpened(null) }}>{asks.open.length > 0 ? `Answer ${plural(asks.open.length, 'question')}` : 'Answers'}</Button>}
          {suspectsUsed.length > 0 && <Button small onClick={() => setWizard(choose(state, suspects, false))}>{`Leave out ${plural(suspectsUsed.length, 'suspect')}`}</Button>}
          {state.include.length + state.exclude.length > 0 && <Button small variant="ghost" onClick={() => setWizard({ include: [], exclude: [] })}>Choose for me again</Button>}
        </Toolbar>
        {failed && <div className="tab-pad"><Notice tone="bad" title="Training did not start." actions={<Button small onClick={() => setWizard({ step: 'data' })}>Change the training data</Button>}>{failed}</Notice></div>}
        {attributes.error && <div className="tab-pad"><Notice tone="bad" title="The attributes could not be read." actions={<Button small onClick={() => void attributes.refetch()}>Try again</Button>}>{sentenceOf(attributes.error)}</Notice></div>}
        {all === undefined ? !attributes.error && <SkeletonRows rows={12} /> : <AttributeTable attributes={shown} choice={state} opened={opened} onOpen={({ name: wanted }) => { setOpened(wanted === opened ? null : wanted); setAsking(false) }} onChoose={(rows, on) => setWizard(choose(state, rows, on))} empty={search === '' ? 'No attribute is in this list.' : `No attribute in this list is called “${search}”.`} />}
      </div>
      {looked && <InsightsPane entity={readiness.entity} key={looked.name} attribute={looked} used={isChosen(looked, state)} onUse={(on) => setWizard(choose(state, [looked], on))} onClose={() => setOpened(null)} />}
      {admin && asking && all !== undefined && <LeakQuestions attributes={all} />}
      <OverlapDialog entity={readiness.entity} overlap={training.overlap} onBack={training.goBack} onCreate={training.confirm} />
      <WizardFooter why={all !== undefined && used.length > 0 && `${plural(used.length, 'attribute')}, ${state.windowMonths} months`}>
        <Button variant="primary" busy={training.busy} reason={reason} onClick={training.start}>Start training</Button>
      </WizardFooter>
    </>
  )
}
