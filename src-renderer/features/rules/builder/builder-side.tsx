import type { ReactNode } from 'react'
import type { RuleSimulation } from '#shared/contract/index'
import { Button } from '#renderer/ui/button.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { SidePanel } from '#renderer/ui/side-panel.tsx'
import { Tabs } from '#renderer/ui/tabs.tsx'
import { AudienceProperties } from '../editor/audience-properties.tsx'
import type { Editing } from '../editor/editing.ts'
import { GradesPanel } from '../editor/grades-panel.tsx'
import { SettingsPanel } from '../editor/settings-panel.tsx'

export type BuilderTab = 'properties' | 'grades' | 'settings'

interface BuilderSideProps extends Editing {
  readonly tab: BuilderTab
  readonly onTab: (tab: BuilderTab) => void
  readonly simulation: RuleSimulation | null
  /** Whether the audience is what is edited. */
  readonly audience: boolean
  readonly onLeaveAudience: () => void
  readonly picker: ReactNode
}

const REST = [{ value: 'grades', label: 'Grades' }, { value: 'settings', label: 'Settings' }] as const

/** Beside the cards: what can be added, the grades, and what holds for the whole model. */
export function BuilderSide({ tab, onTab, simulation, audience, onLeaveAudience, picker, ...editing }: BuilderSideProps) {
  // a model that can only be read has nothing to add
  const tabs = [{ value: 'properties', label: editing.readOnly ? 'About' : 'Add' }, ...REST] as const
  return (
    <SidePanel label="Add, grades and settings" size="properties" head={<Tabs<BuilderTab> label="Panel" controls="builder-panel" items={tabs} value={tab} onChange={onTab} />}>
      <div id="builder-panel" role="tabpanel" aria-label={tabs.find((item) => item.value === tab)?.label} className="rule-properties">
        {tab === 'properties' && !audience && !editing.readOnly && picker}
        {tab === 'properties' && !audience && editing.readOnly && <Section first title="Only to read"><p className="muted">A version that is live is not changed. Edit makes a draft of it, in which conditions and points can be added.</p></Section>}
        {tab === 'properties' && audience && (
          <>
            <AudienceProperties {...editing} simulation={simulation} />
            <Section><Button small onClick={onLeaveAudience}>Done</Button></Section>
          </>
        )}
        {tab === 'grades' && <GradesPanel {...editing} simulation={simulation} />}
        {tab === 'settings' && <SettingsPanel {...editing} />}
      </div>
    </SidePanel>
  )
}
