import { lazy, type RefObject, Suspense, useMemo, useRef, useState } from 'react'
import type { RuleDetail } from '#shared/contract/rules'
import type { CanvasHandle } from '#renderer/canvas/use-handle.ts'
import { useKeys } from '#renderer/ui/keys.ts'
import { SkeletonRows } from '#renderer/ui/skeleton.tsx'
import { Tabs } from '#renderer/ui/tabs.tsx'
import type { Autosave } from './autosave.ts'
import { canvasCommands } from './canvas-acts.ts'
import { CanvasView } from './canvas-view.tsx'
import type { Editing } from './editor/editing.ts'
import { EffectStrip } from './effect-strip.tsx'
import { ModelBar } from './model-bar.tsx'
import { ModelProgress } from './model-go-live.tsx'
import { ModelFault, ModelHeader } from './model-header.tsx'
import { useModelKeys } from './model-keys.ts'
import { ModelPanel } from './model-panel.tsx'
import { useSimulation } from './model-simulation.ts'
import { useModel, useModelStore } from './model-store.ts'
import { HistoryTab } from './history-judge/history-tab.tsx'
import { InsightsTab } from './results/insights-tab.tsx'
import { ScoresTab } from './results/scores-tab.tsx'
import { UnscoredTab } from './results/unscored-tab.tsx'
import { useFullScreen } from './use-full-screen.ts'

const BuilderView = lazy(async () => ({ default: (await import('./builder/builder-view.tsx')).BuilderView }))
const TextView = lazy(async () => ({ default: (await import('./text/text-view.tsx')).TextView }))

type Part = 'design' | 'scores' | 'unscored' | 'insights' | 'history'
const PARTS: readonly { readonly value: Part; readonly label: string }[] = [{ value: 'design', label: 'Design' }, { value: 'scores', label: 'Scores' }, { value: 'unscored', label: 'Not scored' }, { value: 'insights', label: 'Insights' }, { value: 'history', label: 'History' }]
/** Before a version is live there are no results, but closed leads can judge a draft. */
const DRAFT_PARTS = PARTS.filter(({ value }) => value === 'design' || value === 'history')

/** Header, the three views of one model with the panel beside and the effect below; results once a version is live, and what history says. */
export function ModelFrame({ detail, autosave }: { readonly detail: RuleDetail; readonly autosave: Autosave }) {
  const [part, setPart] = useState<Part>('design')
  const canvas = useRef<CanvasHandle>(null)
  const said = useModel((state) => state.said)
  const { id } = detail.summary
  const live = detail.live?.tree
  const grades = useMemo(() => live?.grades.map((grade) => grade.name) ?? [], [live])
  return (
    <>
      <ModelHeader detail={detail} autosave={autosave} canvas={() => canvas.current} designing={part === 'design'} />
      <ModelProgress detail={detail} />
      <ModelFault detail={detail} />
      <Tabs label="Model" controls="model-part" value={part} onChange={setPart} items={detail.live === null ? DRAFT_PARTS : PARTS} />
      <div className="model-part" id="model-part" role="tabpanel" aria-label={PARTS.find((each) => each.value === part)?.label}>
        {part === 'design' && <Design detail={detail} autosave={autosave} canvas={canvas} />}
        {part === 'scores' && <ScoresTab modelId={id} grades={grades} />}
        {part === 'unscored' && <UnscoredTab modelId={id} />}
        {part === 'insights' && <InsightsTab modelId={id} />}
        {part === 'history' && <HistoryTab detail={detail} autosave={autosave} />}
      </div>
      <p className="visually-hidden" role="status" aria-live="polite" key={said.at % 2}>{said.words}</p>
    </>
  )
}

function Design({ detail, autosave, canvas }: { readonly detail: RuleDetail; readonly autosave: Autosave; readonly canvas: RefObject<CanvasHandle | null> }) {
  const store = useModelStore()
  const view = useModel((state) => state.view)
  const tree = useModel((state) => state.draft.tree)
  const known = useModel((state) => state.known)
  const problems = useModel((state) => state.problems)
  const readOnly = useModel((state) => state.readOnly)
  const selected = useModel((state) => state.selected.at(-1) ?? null)
  const { id } = detail.summary
  const simulated = useSimulation(id)
  const commands = useMemo(() => canvasCommands(store, () => canvas.current), [store, canvas])
  const editing = useMemo<Editing>(() => ({ model: tree, known, problems, readOnly, onChange: store.acts.changeTree }), [tree, known, problems, readOnly, store])
  const focusOn = useModel((state) => state.focusOn)
  const panel = useModel((state) => state.panel)
  const [textBar, setTextBar] = useState<HTMLElement | null>(null)
  const fullScreen = useFullScreen(store.acts.say)
  useModelKeys(canvas)
  useKeys(useMemo(() => ({ F: fullScreen.toggle }), [fullScreen.toggle]))
  const onSelect = (next: string | null): void => store.acts.select(next === null ? [] : [next])
  return (
    <div className="model-design">
      <ModelBar detail={detail} autosave={autosave} commands={commands} canvas={canvas} fullScreen={fullScreen} textBar={setTextBar} />
      <div className="split">
        <div className="main">
          <Suspense fallback={<SkeletonRows rows={6} />}>
            {view === 'canvas' && <CanvasView canvas={canvas} commands={commands} stale={simulated.stale} />}
            {view === 'builder' && <BuilderView {...editing} selected={selected} onSelect={onSelect} simulation={simulated.data} panel={panel} onPanel={(next) => store.acts.show({ panel: next })} focusOn={focusOn} />}
            {view === 'text' && <TextView {...editing} modelKey={`${id}:${detail.draft?.number ?? 'live'}`} fileName={tree.name} bar={textBar} focusOn={focusOn} simulation={simulated.data} panel={panel} onPanel={(next) => store.acts.show({ panel: next })} />}
          </Suspense>
        </div>
        {view === 'canvas' && <ModelPanel editing={editing} onLeave={() => canvas.current?.focus()} />}
      </div>
      <EffectStrip modelId={id} simulated={simulated} />
    </div>
  )
}
