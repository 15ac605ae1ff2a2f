import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const tokenBytes = 32

/** Decides who may talk to this launch of the node host. */
export interface Access {
  /** Goes into the address that is opened; worth one session, or any number when the address is only printed. */
  readonly ticket: string
  /** The request was meant for this very host and port, which a page elsewhere cannot forge by renaming its own host. */
  isForUs(request: IncomingMessage): boolean
  /** Exchanges a ticket for the cookie that carries the session, or null when the ticket is wrong or used up. */
  admit(ticket: string): string | null
  hasSession(request: IncomingMessage): boolean
  /** A socket may be opened: our host, our own page as origin, and the session. */
  mayConnect(request: IncomingMessage): boolean
}

/** @param ticketUses How often the ticket can be exchanged; other users of the machine may read it in the list of processes. */
export function createAccess(port: number, ticketUses: number): Access {
  const ticket = randomBytes(tokenBytes).toString('hex')
  const session = randomBytes(tokenBytes).toString('hex')
  const host = `127.0.0.1:${port}`
  const cookieName = `sextant-${port}`
  let usesLeft = ticketUses

  const isForUs = (request: IncomingMessage): boolean => request.headers.host === host
  const hasSession = (request: IncomingMessage): boolean => {
    const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim())
    const found = cookies.find((cookie) => cookie.startsWith(`${cookieName}=`))
    return found !== undefined && sameSecret(found.slice(cookieName.length + 1), session)
  }
  return {
    ticket,
    isForUs,
    hasSession,
    admit: (offered) => {
      if (usesLeft <= 0 || !sameSecret(offered, ticket)) return null
      usesLeft -= 1
      return `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`
    },
    mayConnect: (request) => isForUs(request) && request.headers.origin === `http://${host}` && hasSession(request),
  }
}

/** Compares in a time that does not depend on where the two differ. */
function sameSecret(offered: string, secret: string): boolean {
  const left = Buffer.from(offered)
  const right = Buffer.from(secret)
  return left.length === right.length && timingSafeEqual(left, right)
}
