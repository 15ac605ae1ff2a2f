interface SavedFileProps {
  /** Of the file, on the machine that Sextant runs on. */
  readonly path: string
  /** Whether the page is shown by a browser, which keeps files of its own; Electron shows where the file is. */
  readonly download: boolean
}

/** Where an export was saved, with its whole path as tooltip; in a browser it can be downloaded as well. */
export function SavedFile({ path, download }: SavedFileProps) {
  const name = path.split(/[\\/]/u).at(-1) ?? path
  return (
    <>
      <span className="t1 muted clip" title={path} role="status">Saved as {name}</span>
      {download && <a className="link t1" href={`exports/${encodeURIComponent(name)}`} download={name}>Download</a>}
    </>
  )
}
