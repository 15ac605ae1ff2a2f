import { createContext, useContext } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'
import type { RuleSimulation } from '#shared/contract/rules'
import type { RuleContext } from '#shared/domain/rules/context'
import type { RuleModel, RuleProblem } from '#shared/domain/rules/tree'
import { validateRules } from '#shared/domain/rules/validate'
import { placeAll } from '#renderer/canvas/auto-layout.ts'
import { makeRoom } from '#renderer/canvas/make-room.ts'
import { share } from '#renderer/canvas/share.ts'
import { tileSize } from '#renderer/canvas/tile-size.ts'
import type { Drawing } from '#renderer/canvas/tile-view.ts'
import type { SaveState } from './autosave.ts'
import type { Draft } from './canvas-draft.ts'
import { viewsOf } from './canvas-views.ts'
import { History } from './history.ts'

export type ModelView = 'canvas' | 'builder' | 'text'
export type PanelTab = 'properties' | 'grades' | 'settings'

export interface ModelState {
  readonly draft: Draft
  readonly known: RuleContext
  readonly readOnly: boolean
  readonly problems: readonly RuleProblem[]
  readonly drawing: Drawing
  readonly simulation: RuleSimulation | null
  /** Ids of tiles and lines; the last is the one that keys and the panel are about. `audience` is the audience. */
  readonly selected: readonly string[]
  readonly view: ModelView
  readonly panel: PanelTab
  readonly focusOn: { readonly part: string; readonly at: number } | null
  /** What is read out; `at` makes the same words new. */
  readonly said: { readonly words: string; readonly at: number }
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly save: SaveState
  readonly revision: number
  readonly savedAt: number
}

export interface ModelActs {
  /** A step of its own, or part of the step of the same mark. */
  readonly change: (draft: Draft, mark?: string) => void
  readonly changeTree: (tree: RuleModel, mark?: string) => void
  /** A change with the tiles to select after it. */
  readonly edit: (edit: { readonly draft: Draft; readonly select: readonly string[] } | null, words: string) => void
  /** Takes over what the core has, without a step. */
  readonly adopt: (draft: Draft, revision: number, savedAt: number) => void
  readonly undo: () => void
  readonly redo: () => void
  readonly settle: () => void
  readonly select: (ids: readonly string[]) => void
  /** Shows the part in the panel and moves the focus there. */
  readonly open: (id: string, part?: string) => void
  readonly show: (change: Partial<Pick<ModelState, 'view' | 'panel' | 'save' | 'revision' | 'savedAt'>>) => void
  readonly simulated: (simulation: RuleSimulation | null) => void
  readonly say: (words: string) => void
}

/** What is selected on the canvas; the audience can be selected too, but no tile stands for it. */
export const onCanvas = (selected: readonly string[]): readonly string[] => selected.filter((id) => id !== 'audience')

export type ModelStore = StoreApi<ModelState> & { readonly acts: ModelActs }

interface Opened {
  readonly draft: Draft
  readonly known: RuleContext
  readonly readOnly: boolean
  readonly revision: number
  readonly savedAt: number
  /** Called after each change of the draft that is not the core's own. */
  readonly onChange: (draft: Draft) => void
}

const NOTHING: Drawing = { tiles: [], edges: [], points: {} }

function draw(draft: Draft, known: RuleContext, problems: readonly RuleProblem[], simulation: RuleSimulation | null, last: Drawing): Drawing {
  const { tiles, edges } = viewsOf(draft, known.tables, problems, simulation)
  return share<Drawing>(last, { tiles, edges, points: placeAll(tiles, edges, draft.layout.positions) })
}

/** Where people have placed the tiles themselves, tiles that a change made taller push down those under them, and new ones find a free place. */
function withRoom(draft: Draft, known: RuleContext, problems: readonly RuleProblem[], last: Drawing): Draft {
  if (Object.keys(draft.layout.positions).length === 0) return draft
  const before = new Map(last.tiles.map((tile) => [tile.id, tileSize(tile).height]))
  const { tiles, edges } = viewsOf(draft, known.tables, problems, null)
  const fresh = tiles.filter((tile) => !before.has(tile.id)).map((tile) => tile.id)
  const grown = tiles.filter((tile) => tileSize(tile).height > (before.get(tile.id) ?? Infinity)).map((tile) => tile.id)
  if (fresh.length + grown.length === 0) return draft
  return { ...draft, layout: { ...draft.layout, positions: { ...makeRoom(tiles, placeAll(tiles, edges, draft.layout.positions), fresh, grown) } } }
}

/** Validates a tree, and remembers the answer for the last one: a change asks for it more than once. */
function checker(known: RuleContext): (tree: RuleModel) => readonly RuleProblem[] {
  let last: { readonly tree: RuleModel; readonly problems: readonly RuleProblem[] } | null = null
  return (tree) => {
    if (last?.tree !== tree) last = { tree, problems: share(last?.problems ?? [], validateRules(tree, known)) }
    return last.problems
  }
}

/** The state of one opened model: draft, selection, undo and redo, problems and counts. */
export function createModelStore({ draft, known, readOnly, revision, savedAt, onChange }: Opened): ModelStore {
  const check = checker(known)
  const problems = check(draft.tree)
  const store = createStore<ModelState>(() => ({
    draft, known, readOnly, problems, drawing: draw(draft, known, problems, null, NOTHING), simulation: null, selected: [], view: 'canvas', panel: 'properties', focusOn: null,
    said: { words: '', at: 0 }, canUndo: false, canRedo: false, save: { kind: 'saved' }, revision, savedAt,
  }))
  const history = new History<Draft>({
    get: () => store.getState().draft,
    set: (next) => store.setState((state) => {
      const found = check(next.tree)
      return { draft: next, problems: found, drawing: draw(next, known, found, state.simulation, state.drawing) }
    }),
  })
  const after = (): void => {
    store.setState({ canUndo: history.canUndo, canRedo: history.canRedo })
    onChange(store.getState().draft)
  }
  const say = (words: string): void => store.setState((state) => ({ said: { words, at: state.said.at + 1 } }))
  const change = (next: Draft, mark?: string): void => {
    const state = store.getState()
    if (state.readOnly || next === state.draft) return
    history.change(withRoom(next, known, check(next.tree), state.drawing), mark ?? null)
    after()
  }
  const step = (done: boolean, words: string): void => {
    say(done ? words : `Nothing to ${words === 'Undone' ? 'undo' : 'redo'}`)
    if (done) after()
  }
  return Object.assign(store, {
    acts: {
      change,
      changeTree: (tree, mark) => change({ ...store.getState().draft, tree }, mark),
      edit: (edit, words) => {
        if (edit === null || store.getState().readOnly) return
        change(edit.draft)
        store.setState({ selected: edit.select, panel: 'properties' })
        say(words)
      },
      adopt: (next, nextRevision, nextSavedAt) => {
        history.pass(next)
        history.clear()
        store.setState({ revision: nextRevision, savedAt: nextSavedAt, canUndo: false, canRedo: false, save: { kind: 'saved' } })
      },
      undo: () => step(history.undo(), 'Undone'),
      redo: () => step(history.redo(), 'Redone'),
      settle: () => history.settle(),
      select: (selected) => store.setState((state) => ({ selected: share(state.selected, selected), panel: selected.length > 0 ? 'properties' : state.panel })),
      open: (id, part = id) => store.setState((state) => ({ selected: [id], panel: 'properties', focusOn: { part, at: (state.focusOn?.at ?? 0) + 1 } })),
      show: (next) => store.setState(next),
      simulated: (simulation) => store.setState((state) => ({ simulation, drawing: draw(state.draft, known, state.problems, simulation, state.drawing) })),
      say,
    } satisfies ModelActs,
  })
}

export const ModelContext = createContext<ModelStore | null>(null)

export function useModelStore(): ModelStore {
  const store = useContext(ModelContext)
  if (store === null) throw new Error('This stands outside an opened model')
  return store
}

export function useModel<T>(pick: (state: ModelState) => T): T {
  return useStore(useModelStore(), pick)
}
