import { z } from 'zod'
import type { Clock } from '#main/ports/host'
import type { CallContext } from '#main/workers/context'

const storedSchema = z.object({ timeZone: z.string(), userId: z.number().int(), frozenNow: z.number().int().nullable(), name: z.string() })
export type StoredSettings = z.infer<typeof storedSchema>

/** The settings that every call needs, kept in memory; the store is read again after each change. */
export class LiveSettings {
  readonly #clock: Clock
  #stored: StoredSettings

  constructor(clock: Clock, timeZone: string) {
    this.#clock = clock
    this.#stored = { timeZone, userId: 1, frozenNow: null, name: '' }
  }

  get stored(): StoredSettings {
    return this.#stored
  }

  update(stored: unknown): void {
    this.#stored = storedSchema.parse(stored)
  }

  /** The workspace's clock: frozen by a setting, else the host's. */
  now(): number {
    return this.#stored.frozenNow ?? this.#clock.now()
  }

  context(): CallContext {
    return { now: this.now(), userId: this.#stored.userId, timeZone: this.#stored.timeZone }
  }
}
