import { create } from 'zustand'
import { openWire, type Wire } from './connect.ts'

type ConnectionState = 'connecting' | 'open' | 'lost'

interface ConnectionStore {
  readonly state: ConnectionState
  /** Counts the wires opened; a change means that something may have been missed. */
  readonly opened: number
  /** Failed attempts since the wire was lost. */
  readonly attempts: number
}

export const useConnection = create<ConnectionStore>(() => ({ state: 'connecting', opened: 0, attempts: 0 }))

const FIRST_PAUSE = 250
const LONGEST_PAUSE = 5000

/** Milliseconds before the next attempt: doubling, at most five seconds. */
export function pauseBefore(attempt: number): number {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt)
}

/** Keeps a wire open for the life of the page. Calls made while there is none wait for the next. */
class Keeper {
  private current: Promise<Wire> | null = null

  wire(): Promise<Wire> {
    this.current ??= this.open()
    return this.current
  }

  private async open(): Promise<Wire> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const wire = await openWire()
        useConnection.setState((store) => ({ state: 'open', attempts: 0, opened: store.opened + 1 }))
        void wire.closed.then(() => this.reopen())
        return wire
      } catch {
        useConnection.setState({ state: attempt === 0 ? 'connecting' : 'lost', attempts: attempt + 1 })
        await new Promise((resolve) => setTimeout(resolve, pauseBefore(attempt)))
      }
    }
  }

  private reopen(): void {
    useConnection.setState({ state: 'lost' })
    this.current = this.open()
  }
}

export const connection = new Keeper()
