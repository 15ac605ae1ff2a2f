import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { present } from '#shared/lib/assert'
import { SQL_DIALECTS, type SqlDialect } from '#shared/domain/predictive/model-sql'
import { Problem } from '#main/db/errors'
import { UsageError, type Command, type OptionValues } from '../command.ts'
import { count } from '../layout.ts'
import { exactWords, numberOption, textOption } from '../words.ts'
import { findModel, findVersion } from './find-model.ts'

export const modelExport: Command = {
  name: 'model export',
  usage: 'model export MODEL --to FILE [--version V] [--dialect D]',
  summary: 'Write a trained model as a JSON file that another workspace can import, or as SQL for a warehouse; it scores the same there.',
  options: { to: { type: 'string' }, version: { type: 'string' }, dialect: { type: 'string' }, table: { type: 'string' }, id: { type: 'string' } },
  optionLines: ['--to FILE     an existing file is replaced; a name that ends in .sql writes one SELECT', `--dialect D   of the SQL: ${SQL_DIALECTS.join(', ')}`, '--table T     table of attribute values that the SELECT reads; attributes when left out', '--id C        its column with the record\'s id; id when left out', '--version V   number of the version; the published one, or the newest trained one, when left out'],
  async run({ words, values, open }) {
    const word = present(exactWords(words, ['The model\'s number or name'])[0], 'the model')
    const to = textOption(values, 'to')
    if (to === undefined) throw new UsageError('--to is missing: name the file to write.')
    const wanted = numberOption(values, 'version', 1)
    const path = resolve(to)
    const sql = sqlOptions(to, values)
    const session = await open()
    const model = await findModel(session, word)
    const versionId = wanted === undefined ? undefined : await findVersion(session, model.id, wanted)
    const version = { modelId: model.id, ...(versionId === undefined ? {} : { versionId }) }
    const { text } = await (sql === null ? session.client.predictive.exportFile(version) : session.client.predictive.exportSql({ ...version, ...sql }))
    writeFileSync(path, text)
    return { json: { file: path, modelId: model.id, bytes: Buffer.byteLength(text) }, text: `${model.name} was written to ${path}, ${count(Buffer.byteLength(text))} bytes.` }
  },
}

/** How the SELECT is written; null for a JSON file. Throws `UsageError` for an engine that is not known. */
function sqlOptions(to: string, values: OptionValues): { dialect: SqlDialect; table?: string; idColumn?: string } | null {
  if (!to.toLowerCase().endsWith('.sql')) return null
  const asked = textOption(values, 'dialect')
  const dialect = SQL_DIALECTS.find((each) => each === asked)
  if (dialect === undefined) throw new UsageError(`--dialect is ${asked === undefined ? 'missing' : `"${asked}"`}: name one of ${SQL_DIALECTS.join(', ')}.`)
  const table = textOption(values, 'table')
  const idColumn = textOption(values, 'id')
  return { dialect, ...(table === undefined ? {} : { table }), ...(idColumn === undefined ? {} : { idColumn }) }
}

export const modelImport: Command = {
  name: 'model import',
  usage: 'model import FILE [--name N]',
  summary: 'Make a model from a file that "model export" wrote; it is trained, and not published yet.',
  options: { name: { type: 'string' } },
  optionLines: ['--name N   letters, digits and underscores; the file\'s own name when left out'],
  async run({ words, values, open }) {
    const file = resolve(present(exactWords(words, ['FILE'])[0], 'the file'))
    const name = textOption(values, 'name')
    let text: string
    try {
      text = readFileSync(file, 'utf8')
    } catch {
      throw new Problem('BAD_INPUT', `${file} cannot be read. Check the name and that you may read it.`)
    }
    const session = await open()
    const model = await session.client.predictive.importFile({ text, ...(name === undefined ? {} : { name }) })
    return { json: model, text: `Model ${model.id}, ${model.name}, was imported. Publish it with "sextant model publish ${model.id}".` }
  },
}
