import type { Readiness } from '#shared/contract/index'
import { useMay } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { count, plural } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { StepHeading } from '#renderer/ui/step-heading.tsx'
import { isChosen } from './attribute-choice.ts'
import { AttributeChooser, type AttributesQuery } from './attribute-chooser.tsx'
import { OverlapDialog } from './overlap-dialog.tsx'
import { stageChoice } from './stage-choice.ts'
import { useStageNames } from './use-stage-names.ts'
import { useTraining } from './use-training.ts'
import { WizardFooter } from './wizard-footer.tsx'
import { populationChoice, setWizard, useWizard } from './wizard-store.ts'

interface AttributesStepProps {
  readonly name: string
  readonly readiness: Readiness
  readonly attributes: AttributesQuery
}

const NOTHING_REFUSED: ReadonlyMap<string, string> = new Map()

/** What the model may look at; what may know the outcome is off until someone says otherwise. */
export function AttributesStep({ name, readiness, attributes }: AttributesStepProps) {
  const state = useWizard()
  const training = useTraining(name, readiness)
  const admin = useMay('admin')
  const stages = useStageNames(stageChoice(state, readiness).perStage ? state.processId : null)
  const all = attributes.data
  const used = all?.filter((attribute) => isChosen(attribute, state)) ?? []
  const suspects = all?.filter((attribute) => attribute.suspect) ?? []
  const failed = training.error
  const reason = !admin ? 'Needs an administrator' : all !== undefined && used.length === 0 ? 'Choose at least one attribute' : undefined
  return (
    <>
      <AttributeChooser
        entity={readiness.entity}
        attributes={attributes}
        settings={state}
        onChange={setWizard}
        basis={{ windowMonths: state.windowMonths, ...populationChoice(state), modelId: state.modelId }}
        influence={null}
        refused={NOTHING_REFUSED}
        stages={stages}
        head={
          <>
            <StepHeading>What may it look at?</StepHeading>
            <p>{all === undefined ? 'Looking at every column of the closed and the open records.' : `${count(used.length)} of ${plural(all.length, 'attribute')} are used. ${suspects.length === 0 ? 'None of them seems to know the outcome.' : `${plural(suspects.length, 'attribute')} may know the outcome; they are left out unless you use them.`} Click a name, or press Enter on its box, for what its values have to do with the outcome.`}</p>
          </>
        }
        notices={failed && <div className="tab-pad"><Notice tone="bad" title="Training did not start." actions={<Button small onClick={() => setWizard({ step: 'data' })}>Change the training data</Button>}>{failed}</Notice></div>}
      />
      <OverlapDialog entity={readiness.entity} overlap={training.overlap} onBack={training.goBack} onCreate={training.confirm} />
      <WizardFooter why={all !== undefined && used.length > 0 && `${plural(used.length, 'attribute')}, ${state.windowMonths} months`}>
        <Button variant="primary" busy={training.busy} reason={reason} onClick={training.start}>Start training</Button>
      </WizardFooter>
    </>
  )
}
