import { useCallback, useEffect, useRef } from 'react'
import type { Editing } from './editor/editing.ts'
import { GradesPanel } from './editor/grades-panel.tsx'
import { PropertiesPanel } from './editor/properties-panel.tsx'
import { SettingsPanel } from './editor/settings-panel.tsx'
import { SidePanel } from '#renderer/ui/side-panel.tsx'
import { Tabs } from '#renderer/ui/tabs.tsx'
import { withLoose } from './canvas-draft.ts'
import { type PanelTab, useModel, useModelStore } from './model-store.ts'

const TABS: readonly { readonly value: PanelTab; readonly label: string }[] = [{ value: 'properties', label: 'Properties' }, { value: 'grades', label: 'Grades' }, { value: 'settings', label: 'Settings' }]

/** Beside the canvas: the selected tile, the grades, and what holds for the whole model. Esc gives the focus back. */
export function ModelPanel({ editing, onLeave }: { readonly editing: Editing; readonly onLeave: () => void }) {
  const { acts } = useModelStore()
  const panel = useModel((state) => state.panel)
  const selected = useModel((state) => state.selected.at(-1) ?? null)
  const simulation = useModel((state) => state.simulation)
  const focusOn = useModel((state) => state.focusOn)
  const layout = useModel((state) => state.draft.layout)
  const draft = useModel((state) => state.draft)
  const body = useRef<HTMLDivElement>(null)
  const loose = layout.looseActions.find((action) => action.id === selected) ?? null
  useEffect(() => {
    // a step of undo ends where a field is left
    const element = body.current
    const leave = (): void => acts.settle()
    element?.addEventListener('focusout', leave)
    return () => element?.removeEventListener('focusout', leave)
  }, [acts])
  useEffect(() => {
    // the panel itself finds the part that a problem is about; for a tile the first field is meant, not the link to its parent
    if (focusOn === null || body.current?.querySelector(`[data-part="${CSS.escape(focusOn.part)}"]`)) return
    const field = body.current?.querySelector('input:not([disabled]), textarea')
    if (field instanceof HTMLElement) field.focus()
  }, [focusOn])
  const press = useCallback((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    onLeave()
  }, [onLeave])
  return (
    <SidePanel label="Properties" size="properties" onKey={press} head={<Tabs label="Panel" controls="model-panel" items={TABS} value={panel} onChange={(next) => acts.show({ panel: next })} />}>
      <div ref={body} id="model-panel" role="tabpanel" aria-label={TABS.find((tab) => tab.value === panel)?.label}>
        {panel === 'properties' && (
          <PropertiesPanel
            {...editing}
            selected={selected}
            onSelect={(id) => acts.select(id === null ? [] : [id])}
            simulation={simulation}
            looseAction={loose}
            onLooseAction={(next, mark) => acts.change({ ...draft, layout: withLoose(layout, layout.looseActions.map((action) => (action.id === next.id ? next : action))) }, mark ?? `loose:${next.id}`)}
            focusOn={focusOn}
          />
        )}
        {panel === 'grades' && <GradesPanel {...editing} simulation={simulation} />}
        {panel === 'settings' && <SettingsPanel {...editing} />}
      </div>
    </SidePanel>
  )
}
