import type { Draft } from './canvas-draft.ts'

export type SaveState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'saving' }
  /** Someone else saved in between; nothing is overwritten before a person says which of both to keep. */
  | { readonly kind: 'conflict'; readonly sentence: string }
  | { readonly kind: 'failed'; readonly sentence: string }

export interface Saved {
  readonly revision: number
  readonly savedAt: number
}

export interface Saving {
  readonly save: (draft: Draft, basedOn: number) => Promise<Saved>
  /** Whether the core refused because of another save. */
  readonly isConflict: (error: unknown) => boolean
  readonly sentenceOf: (error: unknown) => string
  readonly onState: (state: SaveState, saved: Saved | null) => void
  /** Milliseconds of rest before a save. */
  readonly rest: number
}

/** Saves a draft a moment after each change, one save at a time, each based on the last; the newest draft wins. */
export class Autosave {
  private readonly saving: Saving
  private revision: number
  private waiting: Draft | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private running: Promise<void> | null = null

  constructor(saving: Saving, revision: number) {
    this.saving = saving
    this.revision = revision
  }

  change(draft: Draft): void {
    this.waiting = draft
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.flush(), this.saving.rest)
    if (this.running === null) this.saving.onState({ kind: 'waiting' }, null)
  }

  /** Saves what is waiting now; settles when nothing waits any more. */
  async flush(): Promise<void> {
    clearTimeout(this.timer)
    while (this.running !== null) await this.running
    if (this.waiting === null) return
    this.running = this.run(this.waiting)
    await this.running
  }

  /** Goes on from another revision, to overwrite it with the draft or after its tree was taken over. */
  rebase(revision: number): void {
    this.revision = revision
  }

  /** Forgets what is waiting. */
  drop(): void {
    clearTimeout(this.timer)
    this.waiting = null
  }

  private async run(draft: Draft): Promise<void> {
    this.waiting = null
    this.saving.onState({ kind: 'saving' }, null)
    try {
      const saved = await this.saving.save(draft, this.revision)
      this.revision = saved.revision
      this.running = null
      this.saving.onState({ kind: this.isWaiting() ? 'waiting' : 'saved' }, saved)
    } catch (error) {
      this.running = null
      this.waiting ??= draft
      clearTimeout(this.timer)
      this.saving.onState({ kind: this.saving.isConflict(error) ? 'conflict' : 'failed', sentence: this.saving.sentenceOf(error) }, null)
    }
  }

  /** Asked anew after an await, when a change may have come in. */
  private isWaiting(): boolean {
    return this.waiting !== null
  }
}
