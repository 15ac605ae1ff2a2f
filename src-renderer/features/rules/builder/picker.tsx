import { useMemo, useState } from 'react'
import type { RuleContext } from '#shared/domain/rules/context'
import type { ConditionNode, RuleModel } from '#shared/domain/rules/tree'
import { Pick } from '#renderer/ui/pick.tsx'
import { Segment } from '#renderer/ui/segment.tsx'
import { SearchField } from '#renderer/ui/text-field.tsx'
import { PickList } from './pick-list.tsx'
import { attributeThings, interactionThings, recipeThings } from './pickable.ts'

interface PickerProps {
  readonly model: RuleModel
  readonly known: RuleContext
  /** Id of the group that is selected. */
  readonly current: string | null
  readonly onAdd: (make: (nextId: () => string) => ConditionNode, into: string | null) => void
}

const NEW_CARD = ' new'
const KINDS = [{ value: 'interactions', label: 'Interactions' }, { value: 'attributes', label: 'Attributes' }, { value: 'recipes', label: 'Recipes' }] as const
const NOUNS = { interactions: 'interactions', attributes: 'attributes', recipes: 'recipes' } as const

/** Attributes and interactions to add to a card, with a search. */
export function Picker({ model, known, current, onAdd }: PickerProps) {
  const [kind, setKind] = useState<(typeof KINDS)[number]['value']>('interactions')
  const [text, setText] = useState('')
  // the card that is selected, until another is chosen for as long as the selection stays
  const [chosen, setChosen] = useState<{ readonly of: string | null; readonly into: string } | null>(null)
  const into = chosen !== null && chosen.of === current && (chosen.into === NEW_CARD || model.groups.some((group) => group.id === chosen.into)) ? chosen.into : (current ?? NEW_CARD)
  const { tables } = known
  const { target } = model
  const things = useMemo(() => (kind === 'recipes' ? recipeThings(target, text) : kind === 'attributes' ? attributeThings(tables, target, text) : interactionThings(tables, target, text)), [kind, tables, target, text])
  const cards = model.groups.map((group, index) => ({ value: group.id, label: group.condition.label === '' ? `Card ${index + 1}` : group.condition.label }))
  return (
    <>
      <div className="picker-head">
        <Segment label="What to pick from" value={kind} choices={KINDS} onChange={setKind} />
        <SearchField label={`Search ${NOUNS[kind]}`} value={text} onChange={setText} width={288} />
        <div className="picker-into"><span className="faint">Add to</span><Pick label="Add to" value={into} choices={[{ value: NEW_CARD, label: 'A new card', icon: 'plus' }, ...cards]} onPick={(value) => setChosen({ of: current, into: value })} width={240} /></div>
      </div>
      <PickList key={kind} things={things} label={kind === 'attributes' ? 'Attributes' : kind === 'recipes' ? 'Recipes' : 'Interactions'} onPick={(thing) => onAdd(thing.make, into === NEW_CARD ? null : into)} />
    </>
  )
}
