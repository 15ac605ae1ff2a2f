import { readFile } from 'node:fs/promises'
import { protocol, type Session } from 'electron'
import { securityHeaders } from '../common/content-security.ts'
import type { PageFile } from '../common/page-files.ts'

export const pageOrigin = 'app://sextant'

/** Must run before the application is ready. */
export function announceScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }])
}

/** Serves the built page under its own scheme, and lets the session load nothing else. */
export function servePages(session: Session, pages: ReadonlyMap<string, PageFile>): void {
  const headers = securityHeaders()
  session.protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url)
    const page = host === 'sextant' ? pages.get(pathname) : undefined
    if (page === undefined) return new Response('There is no such page.', { status: 404, headers })
    return new Response(await readFile(page.file), { headers: { ...headers, 'Content-Type': page.type } })
  })
  session.webRequest.onHeadersReceived((details, answer) => {
    const sent = Object.entries(details.responseHeaders ?? {}).filter(([name]) => !(name.toLowerCase() in lowered))
    answer({ responseHeaders: { ...Object.fromEntries(sent), ...headers } })
  })
  const lowered = Object.fromEntries(Object.keys(headers).map((name) => [name.toLowerCase(), true]))
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayLoad(details.url) }))
}

/** Own pages, and what a page makes in memory; the developer tools load themselves. */
function mayLoad(url: string): boolean {
  return url.startsWith(`${pageOrigin}/`) || /^(data|blob|devtools):/.test(url)
}
