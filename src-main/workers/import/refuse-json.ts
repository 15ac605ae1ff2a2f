import path from 'node:path'
import type { FileFormat } from '#shared/domain/dataset/mapping'
import { Problem } from '#main/db/errors'
import { readHead, readText } from './file-text.ts'

/** Characters that are looked at; a longer document is known by its beginning. */
const most = 1024 * 1024

/** An object with a key, or a list of such, or a list of lists: what JSON documents of many records begin with. */
const beginning = /^(?:\[\s*)*\{\s*"(?:[^"\\]|\\.)*"\s*:|^\[\s*\[\s*(?:["[\]\-\d]|true\b|false\b|null\b)/u

/** Stops with a sentence when a file is a JSON document or holds one a line: read as CSV it would become columns of brackets. */
export function refuseJson(file: string, name: string, chosen: Partial<FileFormat> = {}): void {
  const head = readHead(file, name, chosen)
  let text = ''
  for (const piece of readText(file, name, head)) {
    text += piece.text
    if (text.length >= most || !/^\s*(?:[[{]|$)/u.test(text)) break
  }
  if (!isJson(text.trim(), text.length < most)) return
  const ending = path.extname(name).toLowerCase()
  const named = ending === '.json' || ending === '' ? '' : ` named ${ending}`
  throw new Problem('BAD_INPUT', `${name} is a JSON document${named}, not a CSV file. Save the data as CSV in the program that made it, and import that file.`)
}

function isJson(text: string, whole: boolean): boolean {
  if (!/^[[{]/u.test(text)) return false
  return beginning.test(text) || (whole && parses(text)) || parses(text.split(/[\r\n]/u, 1)[0] ?? '')
}

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
