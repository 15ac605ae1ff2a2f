import type { Inspection } from '#shared/contract/index'
import { client, sentenceOf } from '#renderer/rpc/client.ts'
import { EMPTY_IMPORT, setImport, useImport } from './import-store.ts'
import { fitMapping, intoNewTable, moveToTable } from './mapping-fit.ts'
import type { Mapping } from './mapping-edit.ts'
import { uploadFile } from './upload.ts'

type Format = NonNullable<Mapping['format']>

let uploading: AbortController | null = null

const FRESH = { checkJob: null, checked: '', importJob: null, selected: null, editing: false, row: 1 } as const

/** Forgets the file and everything chosen for it. */
export function startOver(): void {
  uploading?.abort()
  setImport(EMPTY_IMPORT)
}

/** Stops sending the file. */
export function cancelUpload(): void {
  uploading?.abort()
  setImport({ upload: null })
}

/** Asks the host for a file with its own dialog. */
export async function chooseOnHost(): Promise<void> {
  await attempt(async () => {
    const file = await client.dataset.openFile()
    if (file !== null) await readFile(file.fileId, file.name)
  })
}

/** Sends a file that was dropped or chosen on the page, then has it read. */
export async function takeFile(file: File): Promise<void> {
  uploading?.abort()
  const abort = new AbortController()
  uploading = abort
  setImport({ ...FRESH, upload: { name: file.name, bytes: file.size, sent: 0 }, error: null })
  await attempt(async () => {
    const fileId = await uploadFile(file, (sent) => setImport({ upload: { name: file.name, bytes: file.size, sent } }), abort.signal)
    setImport({ upload: null })
    await readFile(fileId, file.name)
  }, abort.signal)
}

async function readFile(fileId: string, name: string): Promise<void> {
  setImport({ ...FRESH, error: null, reading: name })
  const inspection = await client.dataset.inspect({ fileId })
  setImport({ inspection, mapping: fitMapping(inspection.suggested, inspection), step: 'columns' })
}

async function attempt(work: () => Promise<void>, signal?: AbortSignal): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (signal?.aborted !== true) setImport({ error: sentenceOf(error) })
  } finally {
    if (signal?.aborted !== true) setImport({ upload: null, reading: null })
  }
}

async function inspectAgain(ask: { readonly format?: Format; readonly table?: string }, fit: (now: Mapping, inspection: Inspection) => Mapping): Promise<void> {
  const { inspection, mapping } = useImport.getState()
  if (inspection === null || mapping === null) return
  setImport({ reading: inspection.file.name, error: null })
  await attempt(async () => {
    const next = await client.dataset.inspect({ fileId: inspection.file.fileId, ...(mapping.format && { format: mapping.format }), ...ask })
    setImport({ inspection: next, mapping: fit(mapping, next) })
  })
}

/** Reads the file again in another way. */
export async function changeFormat(format: Format): Promise<void> {
  await inspectAgain({ format }, (now, next) => fitMapping({ ...now, format }, next))
}

/** Sends the rows to another table of the workspace. */
export async function changeTable(table: string): Promise<void> {
  await inspectAgain({ table }, (now, next) => fitMapping(moveToTable(now, next.suggested), next))
}

/** Sends the rows to a table that the import makes. */
export function newTable(name: string, label: string): void {
  const { mapping, inspection } = useImport.getState()
  if (mapping !== null && inspection !== null) setImport({ mapping: intoNewTable(mapping, name, label, inspection.columns) })
}

/** Takes a saved mapping, or one from a file. */
export function applyMapping(mapping: Mapping): void {
  const { inspection } = useImport.getState()
  if (inspection !== null) setImport({ mapping: fitMapping(mapping, inspection), selected: null, editing: false })
}

/** Reads the whole file with this mapping, changing nothing. */
export async function check(): Promise<void> {
  const { mapping, inspection } = useImport.getState()
  if (mapping === null || inspection === null) return
  setImport({ error: null })
  await attempt(async () => {
    const { jobId } = await client.dataset.check({ fileId: inspection.file.fileId, mapping })
    setImport({ checkJob: jobId, checked: JSON.stringify(mapping) })
  })
}

/** Imports with the mapping that was checked. */
export async function runImport(): Promise<void> {
  const { mapping, inspection } = useImport.getState()
  if (mapping === null || inspection === null) return
  setImport({ error: null })
  await attempt(async () => {
    const { jobId } = await client.dataset.import({ fileId: inspection.file.fileId, mapping })
    setImport({ importJob: jobId, step: 'import' })
  })
}
