import { type DragEvent, useRef, useState } from 'react'
import { useWorkspace } from '#renderer/rpc/use-workspace.ts'
import { Button } from '#renderer/ui/button.tsx'
import { FileInput } from '#renderer/ui/file-input.tsx'
import { cx } from '#renderer/ui/cx.ts'
import { bytes } from '#renderer/ui/format/numbers.ts'
import { Notice } from '#renderer/ui/notice.tsx'
import { ProgressBar } from '#renderer/ui/progress-bar.tsx'
import { StepHeading } from '#renderer/ui/step-heading.tsx'
import { cancelUpload, chooseOnHost, takeFile } from './import-actions.ts'
import { setImport, useImport } from './import-store.ts'

/** Drop a file or choose one; what went wrong with it stands here. */
export function FileStep() {
  const { upload, reading, error, inspection } = useImport()
  const busy = upload !== null || reading !== null
  return (
    <div className="file-step">
      <StepHeading>Which file?</StepHeading>
      <p className="muted">You see what was understood before anything is imported, and can undo the whole import afterwards.</p>
      {error !== null && <Notice tone="bad" title="This file was not taken.">{error} Nothing was imported. Mend the file, or choose another one.</Notice>}
      {upload !== null && <ProgressBar title={`Reading ${upload.name}`} progress={{ stage: 'upload', label: `${bytes(upload.sent)} of ${bytes(upload.bytes)}`, done: 0, total: null, unit: 'bytes', fraction: upload.bytes === 0 ? 1 : upload.sent / upload.bytes, rate: null, secondsLeft: null }} onCancel={cancelUpload} />}
      {reading !== null && <ProgressBar title={`Looking into ${reading}`} progress={{ stage: 'inspect', label: 'Finding columns, types and dates', done: 0, total: null, unit: 'rows', fraction: null, rate: null, secondsLeft: null }} />}
      {!busy && <DropZone />}
      {!busy && inspection !== null && <p style={{ marginTop: 16 }}>{inspection.file.name} is still open. <button type="button" className="link" onClick={() => setImport({ step: 'columns', error: null })}>Go on with it</button></p>}
      <ul className="accepts">
        <li>Text tables: CSV, TSV and the like, in UTF-8, UTF-16 or Windows-1252, with any separator. Dates, decimals and markers of missing values are found and shown.</li>
        <li>For a workbook, choose Save as, CSV UTF-8 in the spreadsheet first.</li>
      </ul>
    </div>
  )
}

function DropZone() {
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const picks = useWorkspace()?.canPickFiles ?? false
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file !== undefined) void takeFile(file)
  }
  return (
    <div className={cx('drop-zone', over && 'over')} onDragOver={(event) => { event.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)} onDrop={drop}>
      <p><span className="medium">Drop the file here</span> <span className="faint">or choose it from this computer. It is not sent anywhere else.</span></p>
      <Button variant="primary" icon="file" onClick={() => (picks ? void chooseOnHost() : input.current?.click())}>Choose a file</Button>
      <FileInput ref={input} label="File to import" accept=".csv,.tsv,.txt,.tab,text/csv,text/plain,text/tab-separated-values" onFile={(file) => void takeFile(file)} />
    </div>
  )
}
