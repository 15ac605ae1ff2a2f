import type { RuleSimulation } from '#shared/contract/index'
import { numberingOf } from '#shared/domain/rules/edit'
import { count, plural } from '#renderer/ui/format/numbers.ts'
import { Section } from '#renderer/ui/section.tsx'
import { ConditionEditor } from '#renderer/conditions/tree/condition-editor.tsx'
import { ProblemNotes } from '#renderer/conditions/tree/problem-notes.tsx'
import { type Editing, TARGET_NOUNS } from './editing.ts'
import { PanelTitle } from './panel-title.tsx'

/** Which leads the model scores. */
export function AudienceProperties({ model, known, problems, readOnly, onChange, simulation }: Editing & { readonly simulation: RuleSimulation | null }) {
  const { audience, target } = model
  return (
    <>
      <Section first>
        <PanelTitle title="Audience" note="which leads are scored" />
        <p className="muted audience-help">{audience.children.length === 0 ? 'Every lead that has its target is scored. Add a condition to score fewer.' : `Conditions start at the lead${target === 'lead' ? '' : `, although the rules are about its ${TARGET_NOUNS[target]}`}.`}</p>
        <div data-part={audience.id}><ConditionEditor value={audience} onChange={(next, mark) => onChange({ ...model, audience: next }, mark)} known={known} problems={problems} readOnly={readOnly} table="lead" gatesOnly nextId={numberingOf(model)} /></div>
        <ProblemNotes problems={problems} at="audience" />
      </Section>
      {simulation !== null && <Section title="Who is scored" note="as of now"><p className="muted">{count(simulation.scored)} of {plural(simulation.leads, 'lead')}.</p></Section>}
    </>
  )
}
