import { type Change, diff, patch } from './history-diff.ts'

/** Whatever keeps the value: a zustand store, or a toy in a test. */
export interface Holder<T> {
  readonly get: () => T
  readonly set: (next: T) => void
}

const MOST_STEPS = 300

/**
 * Undo and redo over any immutable value. A step is the reversible difference between two marks, not a copy of the value: what changed
 * without being recorded (a selection, the name as the core answered it) outlives an undo.
 */
export class History<T> {
  private readonly holder: Holder<T>
  private undone: (readonly Change[])[] = []
  private done: (readonly Change[])[] = []
  /** The step that is still growing: where it began, and the mark that lets it grow. */
  private open: { readonly from: T; readonly mark: string } | null = null

  constructor(holder: Holder<T>) {
    this.holder = holder
  }

  /** Records a change. Changes with the same mark, one after another, become one step; without a mark each is its own. */
  change(next: T, mark: string | null = null): void {
    const from = this.holder.get()
    if (Object.is(next, from)) return
    if (mark === null || this.open?.mark !== mark) this.settle()
    this.undone = []
    if (mark === null) this.push(diff(from, next))
    else this.open ??= { from, mark }
    this.holder.set(next)
  }

  /** Changes the value without a step. */
  pass(next: T): void {
    this.settle()
    this.holder.set(next)
  }

  /** Ends the step that is growing, for example when a field loses focus. */
  settle(): void {
    if (this.open === null) return
    const { from } = this.open
    this.open = null
    this.push(diff(from, this.holder.get()))
  }

  undo(): boolean {
    this.settle()
    const step = this.done.pop()
    if (step === undefined) return false
    this.undone.push(step)
    this.holder.set(patch(this.holder.get(), step, 'back'))
    return true
  }

  redo(): boolean {
    this.settle()
    const step = this.undone.pop()
    if (step === undefined) return false
    this.done.push(step)
    this.holder.set(patch(this.holder.get(), step, 'forward'))
    return true
  }

  clear(): void {
    this.open = null
    this.done = []
    this.undone = []
  }

  get canUndo(): boolean {
    return this.done.length > 0 || this.open !== null
  }

  get canRedo(): boolean {
    return this.undone.length > 0
  }

  private push(step: readonly Change[]): void {
    if (step.length === 0) return
    this.done.push(step)
    if (this.done.length > MOST_STEPS) this.done.shift()
  }
}
