import { client } from '#renderer/rpc/client.ts'

/** The bytes of a piece of a file in base64, read by the browser itself. */
function base64(piece: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? (reader.result.split(',')[1] ?? '') : ''))
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The file could not be read')))
    reader.readAsDataURL(piece)
  })
}

/** Sends a file to the core piece by piece; stops when the signal is aborted. Answers with the id it has there. */
export async function uploadFile(file: File, onProgress: (sent: number) => void, signal: AbortSignal): Promise<string> {
  const { fileId, chunkBytes } = await client.dataset.beginUpload({ name: file.name, bytes: file.size }, { signal })
  let offset = 0
  while (offset < file.size) {
    signal.throwIfAborted()
    const data = await base64(file.slice(offset, offset + chunkBytes))
    const { received } = await client.dataset.uploadChunk({ fileId, offset, data }, { signal })
    offset = received
    onProgress(offset)
  }
  return fileId
}
