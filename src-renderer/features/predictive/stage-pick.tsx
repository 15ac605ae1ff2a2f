import type { Attribute } from '#shared/contract/index'
import { Button } from '#renderer/ui/button.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { Popover } from '#renderer/ui/popover.tsx'
import { stageWords, switchStage } from './stage-choice.ts'
import type { WizardState } from './wizard-store.ts'

export interface StageColumn {
  /** Names of the process's stages in their order. */
  readonly names: readonly string[]
  readonly chosen: WizardState['stageAttributes']
  readonly onChange: (chosen: WizardState['stageAttributes']) => void
}

/** The stages whose submodels may use an attribute. */
export function StagePick({ attribute, column: { names, chosen, onChange } }: { readonly attribute: Pick<Attribute, 'name' | 'label'>; readonly column: StageColumn }) {
  const own = chosen[attribute.name]
  const words = stageWords(own, names)
  return (
    <Popover
      label={`Stages of ${attribute.label}`}
      width={220}
      position="bottom-end"
      target={({ opened, toggle }) => <Button small variant="ghost" iconRight="down" expanded={opened} label={`Stages of ${attribute.label}: ${words}`} onClick={toggle}>{words}</Button>}
    >
      {() => (
        <div className="stage-pick">
          {names.map((name) => <Checkbox key={name} label={name} checked={own?.includes(name) ?? true} onChange={(on) => onChange(switchStage(chosen, attribute.name, name, on, names))} />)}
        </div>
      )}
    </Popover>
  )
}
