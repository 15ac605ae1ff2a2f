import { useMemo, useState } from 'react'
import { findRecipes } from '#shared/domain/rules/recipes'
import { Tool } from '#renderer/canvas/toolbox.tsx'
import { Popover } from '#renderer/ui/popover.tsx'
import { SearchField } from '#renderer/ui/text-field.tsx'
import type { CanvasCommands } from './canvas-acts.ts'
import { useModel } from './model-store.ts'

/** What can be dragged to the canvas: a condition, an action, and conditions that are ready-made. */
export function CanvasToolbox({ commands }: { readonly commands: CanvasCommands }) {
  // the canvas has the focus after a drop; the button gets it back in any other case
  const [dropped, setDropped] = useState(false)
  return (
    <section className="toolbox" aria-label="Toolbox">
      <h2>Toolbox</h2>
      <Tool tool={{ id: 'condition', label: 'Condition', icon: 'condition', hotkey: 'C' }} onUse={() => commands.addCondition()} />
      <Tool tool={{ id: 'action', label: 'Action', icon: 'action', tone: 'plus', hotkey: 'A' }} onUse={() => commands.addAction()} />
      <Popover
        label="Recipes"
        width={320}
        position="right-start"
        returnFocus={!dropped}
        onChange={(opened) => { if (opened) setDropped(false) }}
        target={({ opened, toggle }) => <button type="button" className="tool recipes-open" aria-expanded={opened} aria-haspopup="dialog" onClick={toggle}><span className="grow">Recipes</span><span className="faint">›</span></button>}
      >
        {(close) => <Recipes commands={commands} onUsed={close} onDragged={(onto) => { setDropped(onto); close() }} />}
      </Popover>
    </section>
  )
}

interface RecipesProps {
  readonly commands: CanvasCommands
  readonly onUsed: () => void
  readonly onDragged: (dropped: boolean) => void
}

function Recipes({ commands, onUsed, onDragged }: RecipesProps) {
  const target = useModel((state) => state.draft.tree.target)
  const [text, setText] = useState('')
  const found = useMemo(() => findRecipes(target, text), [target, text])
  return (
    <>
      <SearchField label="Search recipes" value={text} onChange={setText} width={294} />
      <p className="t1 faint recipes-note">{found.length === 0 ? 'No recipe has these words. A condition of your own can ask for anything: press C on the canvas.' : 'Drag one to the canvas or a condition, or press it.'}</p>
      <ul className="recipes">
        {found.map((recipe) => <li key={recipe.key}><Tool tool={{ id: recipe.key, label: recipe.label, icon: 'condition', detail: recipe.description }} onUse={() => { onUsed(); commands.addCondition(recipe.key) }} onDragged={onDragged} /><p className="t1 faint">{recipe.description}</p></li>)}
      </ul>
    </>
  )
}
