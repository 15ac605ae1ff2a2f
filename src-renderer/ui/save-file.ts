/** Hands a file to the browser to keep. */
export function saveFile(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name.replaceAll(/[\\/:*?"<>|]/gu, '_')
  link.click()
  URL.revokeObjectURL(address)
}
