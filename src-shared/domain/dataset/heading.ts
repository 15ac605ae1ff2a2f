/** Lines among which the heading is looked for. */
const most = 12
const enough = 0.6

/**
 * How many rows stand before the heading: titles, the date of a report, comments, a spreadsheet's `sep=` line. The heading
 * is the first row that is as wide as most rows and filled at least by half; where the first row is no title there are none.
 */
export function rowsBeforeHeading(rows: readonly (readonly string[])[]): number {
  const sampled = rows.slice(0, 200)
  const width = usualWidth(sampled)
  const filled = (row: readonly string[]): number => row.reduce((count, field) => count + (field.trim() === '' ? 0 : 1), 0)
  const isTitle = (row: readonly string[]): boolean => /^(?:sep=|#)/iu.test(row[0] ?? '') || (filled(row) <= 1 && (row.length !== width || width > 2))
  const first = sampled[0]
  if (width < 2 || first === undefined || !isTitle(first)) return /^sep=/iu.test(first?.[0] ?? '') ? 1 : 0
  const agreeing = sampled.filter((row) => row.length === width).length
  const at = sampled.slice(0, most).findIndex((row) => row.length === width && filled(row) >= Math.max(2, width / 2) && !/^(?:sep=|#)/iu.test(row[0] ?? ''))
  return at > 0 && agreeing >= (sampled.length - at) * enough ? at : 0
}

function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>()
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1)
  return [...counts].toSorted(([one, first], [other, second]) => second - first || other - one)[0]?.[0] ?? 0
}

/** Headings that look like values: numbers that are no years, days, e-mail addresses. Many of them mean that the file has no heading. */
export function headingsLikeValues(names: readonly string[]): string[] {
  const found = names.filter((name) => (/^[+-]?[\d.,]*\d$/u.test(name) && !/^(?:19|20)\d{2}$/u.test(name)) || /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T].*)?$/u.test(name) || /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/iu.test(name))
  return found.length * 4 >= names.length ? found : []
}
