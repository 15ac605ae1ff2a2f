import type { RuleSimulation } from '#shared/contract/index'
import { Notice } from '#renderer/ui/notice.tsx'
import { SidePanel } from '#renderer/ui/side-panel.tsx'
import { Tabs } from '#renderer/ui/tabs.tsx'
import type { Editing } from '../editor/editing.ts'
import { GradesPanel } from '../editor/grades-panel.tsx'
import { SettingsPanel } from '../editor/settings-panel.tsx'
import type { PanelTab } from '../model-store.ts'
import { TextHelp } from './text-help.tsx'

interface TextSideProps extends Editing {
  readonly tab: PanelTab
  readonly onTab: (tab: PanelTab) => void
  readonly simulation: RuleSimulation | null
  /** Whether the text can be read; a model whose text cannot be is not changed beside it. */
  readonly readable: boolean
  readonly onInsert: (example: string) => void
}

const TABS: readonly { readonly value: PanelTab; readonly label: string }[] = [{ value: 'properties', label: 'Help' }, { value: 'grades', label: 'Grades' }, { value: 'settings', label: 'Settings' }]

/** Beside the text: how it is written, with examples to begin with, the grades, and what holds for the whole model. */
export function TextSide({ tab, onTab, simulation, readable, onInsert, ...editing }: TextSideProps) {
  const fields = { ...editing, readOnly: editing.readOnly || !readable }
  return (
    <SidePanel label="Help, grades and settings" size="properties" head={<Tabs<PanelTab> label="Panel" controls="text-panel" items={TABS} value={tab} onChange={onTab} />}>
      <div id="text-panel" role="tabpanel" aria-label={TABS.find((item) => item.value === tab)?.label} className="rule-properties">
        {tab !== 'properties' && !readable && <div className="text-unread"><Notice tone="care" title="The text cannot be read yet.">Mend it first; what is changed here is written into it.</Notice></div>}
        {tab === 'properties' && <TextHelp target={editing.model.target} known={editing.known} readOnly={editing.readOnly} onInsert={onInsert} />}
        {tab === 'grades' && <GradesPanel {...fields} simulation={simulation} />}
        {tab === 'settings' && <SettingsPanel {...fields} />}
      </div>
    </SidePanel>
  )
}
