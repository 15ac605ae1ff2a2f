import './grades.css'
import { numberingOf } from '#shared/domain/rules/edit'
import { CONSENT_LEVELS, type RuleSettings } from '#shared/domain/rules/tree'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { Toggle } from '#renderer/ui/toggle.tsx'
import { ConditionEditor } from '#renderer/conditions/tree/condition-editor.tsx'
import { sentenceAt } from '#renderer/conditions/tree/part-editing.ts'
import { ProblemNotes } from '#renderer/conditions/tree/problem-notes.tsx'
import type { Editing } from './editing.ts'
import { PanelTitle } from './panel-title.tsx'

const TARGETS = {
  contact: { label: 'Contact', help: 'Scores leads that have a parent contact, by what the contact is and does.' },
  account: { label: 'Account', help: 'Scores leads that have a parent account and no contact, by what all its contacts do.' },
  lead: { label: 'Lead', help: 'Scores every lead, by what the lead is and does.' },
} as const

const ANY = 'any'

/** What holds for the whole model. */
export function SettingsPanel({ model, known, problems, readOnly, onChange }: Editing) {
  const { settings, audience } = model
  const set = (change: Partial<RuleSettings>, mark?: string): void => onChange({ ...model, settings: { ...settings, ...change } }, mark)
  const target = TARGETS[model.target]
  const units = settings.businessUnit === null || known.businessUnits.includes(settings.businessUnit) ? known.businessUnits : [settings.businessUnit, ...known.businessUnits]
  return (
    <div className="rule-settings">
      <Section first>
        <PanelTitle title="Settings" />
        <div className="setting-stack">
          <TextField label="Name" value={model.name} onChange={(name) => onChange({ ...model, name }, 'settings:name')} readOnly={readOnly} error={sentenceAt(problems, 'name')} />
          <TextField label="Description" rows={2} value={model.description} onChange={(description) => onChange({ ...model, description }, 'settings:description')} readOnly={readOnly} />
          <div>
            <div className="field-label"><span>Target</span><b>set when the model was made</b></div>
            <p>{target.label}</p>
            <p className="field-help">{target.help}</p>
          </div>
          <ProblemNotes problems={problems} at="settings" />
        </div>
      </Section>
      <Section title="Audience" note={audience.children.length === 0 ? 'every lead' : undefined}>
        <ConditionEditor value={audience} onChange={(next, mark) => onChange({ ...model, audience: next }, mark)} known={known} problems={problems} readOnly={readOnly} table="lead" gatesOnly nextId={numberingOf(model)} />
        <ProblemNotes problems={problems} at="audience" />
      </Section>
      <Section title="Who is scored and when">
        <div className="setting-stack">
          <NumberField label="Sales-ready from" hint="points" value={settings.salesReadyScore} onChange={(salesReadyScore) => set({ salesReadyScore }, 'settings:ready')} decimals={0} placeholder="never" disabled={readOnly} help="From this score on a lead is sales-ready." />
          <SelectField label="Least consent" value={settings.minimumConsent === null ? ANY : String(settings.minimumConsent)} onChange={(value) => set({ minimumConsent: value === null || value === ANY ? null : Number(value) })} choices={[{ value: ANY, label: 'Any, none needed' }, ...CONSENT_LEVELS.map((label, index) => ({ value: String(index + 1), label: `${index + 1} ${label}` }))]} disabled={readOnly} help="Each level includes those before it." />
          <SelectField label="Business unit" value={settings.businessUnit ?? ANY} onChange={(value) => set({ businessUnit: value === null || value === ANY ? null : value })} choices={[{ value: ANY, label: 'All' }, ...units.map((unit) => ({ value: unit, label: unit }))]} disabled={readOnly} help="Its sub-units are included." />
          {model.target === 'lead' && <Toggle label="Count what the parent contact does" checked={settings.countParentContact} onChange={(countParentContact) => set({ countParentContact })} disabled={readOnly} />}
        </div>
      </Section>
    </div>
  )
}
