import type { ReactNode } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { STEPS, setWizard, useWizard } from './wizard-store.ts'

/** Back at the left; what stands in the way and what comes next at the right. */
export function WizardFooter({ children, why }: { readonly children: ReactNode; readonly why?: ReactNode }) {
  const step = useWizard((state) => state.step)
  const before = STEPS[STEPS.indexOf(step) - 1]
  return (
    <footer className="wizard-foot">
      {before && <Button icon="left" onClick={() => setWizard({ step: before })}>Back</Button>}
      <span className="grow" />
      {why && <span className="why" id="wizard-why">{why}</span>}
      {children}
    </footer>
  )
}
