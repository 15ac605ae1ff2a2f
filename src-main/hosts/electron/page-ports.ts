import { ipcMain, type IpcMainEvent } from 'electron'
import { RPCHandler } from '@orpc/server/message-port'
import type { Core } from '#main/core/create-core'
import { router } from '#main/rpc/router'
import { pageOrigin } from './page-protocol.ts'

/** Answers the contract on every port that the preload of our own page hands over; ports from anywhere else are closed. */
export function answerPorts(currentCore: () => Core | undefined): void {
  const handler = new RPCHandler(router)
  ipcMain.on('sextant:port', (event: IpcMainEvent) => {
    const [port] = event.ports
    if (port === undefined) return
    const core = currentCore()
    if (core === undefined || !isOwnPage(event)) {
      port.close()
      return
    }
    handler.upgrade(port, { context: { core } })
    port.start()
  })
}

function isOwnPage(event: IpcMainEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && frame.url.startsWith(`${pageOrigin}/`)
}
