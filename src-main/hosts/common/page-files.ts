import { readdirSync, statSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { Problem } from '#main/db/errors'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.map': 'application/json; charset=utf-8',
}

export interface PageFile {
  readonly file: string
  readonly type: string
  /** Its name carries a hash of its content, so it never changes. */
  readonly fixed: boolean
}

/** The built page's files by address path, read once: what is not listed cannot be asked for, whatever the path looks like. */
export function listPageFiles(folder: string): ReadonlyMap<string, PageFile> {
  if (statSync(join(folder, 'index.html'), { throwIfNoEntry: false }) === undefined) {
    throw new Problem('NOT_FOUND', `The application's pages are not built: ${folder} has no index.html. Run "npm start", which builds them, or "npm run build".`)
  }
  const pages = new Map<string, PageFile>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const file = join(entry.parentPath, entry.name)
    const path = `/${relative(folder, file).split(sep).join('/')}`
    const page = { file, type, fixed: path.startsWith('/assets/') }
    pages.set(path, page)
    if (path === '/index.html') pages.set('/', page)
  }
  return pages
}
