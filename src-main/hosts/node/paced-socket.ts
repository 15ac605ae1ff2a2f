import type { WebSocket } from 'ws'

/** Bytes that may wait for a slow reader before its streams and requests are held back. */
const waitingBytes = 1_000_000
/** A reader that takes nothing for so long is cut off; its page connects again by itself. */
const patienceMilliseconds = 60_000
const lookMilliseconds = 20

/** The part of a socket that the RPC handler uses; `send` resolves once the reader has kept up. */
export interface PacedSocket {
  readonly addEventListener: WebSocket['addEventListener']
  send(data: Parameters<WebSocket['send']>[0]): Promise<void>
}

/**
 * Holds back whoever writes to a slow reader: streams wait and then pass on only their latest state, and no
 * further requests are taken, so that about `waitingBytes` and the answers under way are all that stays in memory.
 */
export function paceSocket(socket: WebSocket): PacedSocket {
  let draining: Promise<void> | undefined

  const drain = async (): Promise<void> => {
    socket.pause()
    let waiting = socket.bufferedAmount
    let deadline = performance.now() + patienceMilliseconds
    while (socket.readyState === socket.OPEN && socket.bufferedAmount > waitingBytes / 2) {
      await new Promise((resolve) => setTimeout(resolve, lookMilliseconds))
      if (socket.bufferedAmount < waiting) deadline = performance.now() + patienceMilliseconds
      waiting = socket.bufferedAmount
      if (performance.now() > deadline) socket.terminate()
    }
    draining = undefined
    socket.resume()
  }

  const untilDrained = async (): Promise<void> => {
    if (draining === undefined) return
    await draining
    await untilDrained()
  }

  const send = async (data: Parameters<WebSocket['send']>[0]): Promise<void> => {
    await untilDrained()
    if (socket.readyState !== socket.OPEN) return
    socket.send(data)
    if (socket.bufferedAmount <= waitingBytes) return
    draining ??= drain()
    await draining
  }

  const held: (() => void)[] = []
  const takeHeld = async (): Promise<void> => {
    while (held.length > 0) {
      await untilDrained()
      held.shift()?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  const addEventListener: WebSocket['addEventListener'] = (type, listener, options) => {
    const call = typeof listener === 'function' ? listener : listener.handleEvent.bind(listener)
    const take: typeof call = (event) => {
      if (type !== 'message' || (draining === undefined && held.length === 0)) {
        call(event)
        return
      }
      // What one read from the system has brought is parsed to its end, even while the socket is paused.
      held.push(() => call(event))
      if (held.length === 1) void takeHeld()
    }
    socket.addEventListener(type, take, options)
  }
  return { addEventListener, send }
}
