import { useEffect, useRef } from 'react'
import type { Inspection } from '#shared/contract/index'
import { count } from '#renderer/ui/format/numbers.ts'
import type { CheckProblem } from './check-result.ts'
import { rawCells } from './format-words.ts'
import { useImport } from './import-store.ts'

interface RawStripProps {
  readonly inspection: Inspection
  readonly problems: ReadonlyMap<string, readonly CheckProblem[]>
}

/** The first rows as they stand in the file, the selected column marked. */
export function RawStrip({ inspection, problems }: RawStripProps) {
  const list = useRef<HTMLOListElement>(null)
  const { selected, row } = useImport()
  const at = inspection.columns.findIndex((column) => column.source === selected)
  const wrong = selected === null ? [] : (problems.get(selected) ?? [])
  const far = wrong.find((problem) => problem.firstRow > inspection.preview.length)
  useEffect(() => {
    const box = list.current
    if (!box || selected === null) return
    const mark = box.children.item(row - 1)?.querySelector('mark') ?? box.querySelector('mark')
    if (!mark) return
    const place = mark.getBoundingClientRect()
    const frame = box.getBoundingClientRect()
    // only the strip itself may move, never the page around it
    box.scrollTo({ left: box.scrollLeft + place.left - frame.left - frame.width / 3, top: box.scrollTop + place.top - frame.top - frame.height / 2 + place.height })
  }, [selected, row])
  const rows = `${inspection.rowsExact ? '' : 'about '}${count(inspection.rows)}`
  return (
    <section className="raw-strip" aria-label="In the file">
      <div className="raw-title">
        In the file
        <small>{far === undefined ? `rows 1 to ${inspection.preview.length} of ${rows}` : `row ${count(far.firstRow)} of ${rows} has “${far.value}”; expected ${far.expected}`}</small>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls sideways, which keys must be able to do */}
      <ol ref={list} tabIndex={0} aria-label="First rows of the file">
        {inspection.preview.map((cells, index) => (
          <li key={index} className={index + 1 === row ? 'on' : undefined}>
            <i>{index + 1}</i>
            <RawRow cells={rawCells(cells, inspection.format)} delimiter={inspection.format.delimiter} at={at} wrong={wrong.some((problem) => problem.firstRow === index + 1)} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function RawRow({ cells, delimiter, at, wrong }: { readonly cells: readonly string[]; readonly delimiter: string; readonly at: number; readonly wrong: boolean }) {
  if (at < 0) return cells.join(delimiter)
  const before = cells.slice(0, at).join(delimiter)
  const after = cells.slice(at + 1).join(delimiter)
  return (
    <>
      {before}{at > 0 && delimiter}
      <mark className={wrong ? 'wrong' : undefined}>{cells[at]}</mark>
      {at < cells.length - 1 && delimiter}{after}
    </>
  )
}
