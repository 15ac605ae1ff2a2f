import type { WebSocket } from 'ws'

/** Bytes that may wait for a slow reader before its streams and requests are held back. */
const waitingBytes = 1_000_000
/** A reader that takes nothing for so long is cut off; its page connects again by itself. */
const patienceMilliseconds = 60_000
const lookMilliseconds = 20

/** The part of a socket that the RPC handler uses; `send` resolves once the reader has kept up. */
export type PacedSocket = Pick<WebSocket, 'addEventListener' | 'send'>

/**
 * Holds back whoever writes to a slow reader: streams wait and pass on only their latest state, and no
 * further requests are read, so that at most about `waitingBytes` and the answers under way stay in memory.
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
    socket.resume()
    draining = undefined
  }

  const send = async (data: Parameters<WebSocket['send']>[0]): Promise<void> => {
    await draining
    if (socket.readyState !== socket.OPEN) return
    socket.send(data)
    if (socket.bufferedAmount > waitingBytes) {
      draining ??= drain()
      await draining
    }
  }
  return { addEventListener: socket.addEventListener.bind(socket), send }
}
