import type { RuleSimulation } from '#shared/contract/index'
import { describeAction } from '#shared/domain/rules/words'
import type { RuleAction, RuleGroup, RuleProblem } from '#shared/domain/rules/tree'
import { count, decimal, plural } from '#renderer/ui/format/numbers.ts'
import { Section } from '#renderer/ui/section.tsx'
import { isUncounted } from '../model-pruned.ts'
import { ActionEditor } from './action-editor.tsx'
import { PanelTitle } from './panel-title.tsx'

interface ActionPropertiesProps {
  readonly value: RuleAction
  readonly onChange: (next: RuleAction, mark?: string) => void
  readonly problems: readonly RuleProblem[]
  readonly readOnly: boolean
  /** null while no condition is connected to it. */
  readonly group: RuleGroup | null
  readonly simulation: RuleSimulation | null
}

/** An action tile: its points and limits, and what it gives now. */
export function ActionProperties({ value, onChange, problems, readOnly, group, simulation }: ActionPropertiesProps) {
  const given = group === null || isUncounted(group, problems) ? undefined : simulation?.groups[group.id]
  return (
    <>
      <Section first>
        <PanelTitle title="Action" note={group === null ? 'not connected' : `of ${group.condition.label === '' ? 'a condition without a name' : group.condition.label}`} />
        <ActionEditor value={value} onChange={onChange} problems={problems} readOnly={readOnly} />
      </Section>
      <Section title="What it gives" note={given === undefined ? undefined : 'as of now'}>
        {group === null && <p className="muted">Connect it to a condition: only then does it give points.</p>}
        {group !== null && given === undefined && <p className="muted">Not counted yet. It is as soon as the condition has no errors.</p>}
        {given !== undefined && (
          <p className="muted">
            {describeAction(value)} fires for {plural(given.leads, 'lead')} of {count(simulation?.scored ?? 0)} and gives {decimal(given.points, 1)} points in all{given.leads === 0 ? '.' : `, ${decimal(given.points / given.leads, 1)} a lead on average.`}
          </p>
        )}
      </Section>
    </>
  )
}
