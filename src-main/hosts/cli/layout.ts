export interface TableColumn {
  readonly title: string
  readonly align?: 'right'
}

/** Rows as aligned columns, two spaces apart; null shows as a dash. */
export function layTable(columns: readonly TableColumn[], rows: readonly (readonly (string | number | null)[])[]): string {
  const cells = [columns.map((column) => column.title), ...rows.map((row) => row.map((cell) => (cell === null ? '–' : String(cell))))]
  const widths = columns.map((_column, index) => Math.max(...cells.map((row) => widthOf(row[index] ?? ''))))
  const lines = cells.map((row) =>
    row
      .map((cell, index) => {
        const gap = ' '.repeat(Math.max(0, (widths[index] ?? 0) - widthOf(cell)))
        return columns[index]?.align === 'right' ? gap + cell : cell + gap
      })
      .join('  ')
      .trimEnd(),
  )
  const rule = widths.map((width) => '─'.repeat(width)).join('  ')
  return [lines[0] ?? '', rule, ...lines.slice(1)].join('\n')
}

/** Names and values, one a line, the values below one another. */
export function layFacts(facts: readonly (readonly [name: string, value: string | number | null])[]): string {
  const width = Math.max(...facts.map(([name]) => widthOf(name)))
  return facts.map(([name, value]) => `${name}${' '.repeat(width - widthOf(name))}  ${value ?? '–'}`).join('\n')
}

/** Columns on a terminal, one a character; wide enough for what Sextant prints. */
function widthOf(text: string): number {
  return Array.from(text).length
}

export const count = (value: number): string => value.toLocaleString('en-US')
export const percent = (value: number | null, digits = 1): string | null => (value === null ? null : `${(value * 100).toFixed(digits)} %`)
export const decimal = (value: number | null, digits = 3): string | null => (value === null ? null : value.toFixed(digits))
export const signed = (value: number, digits = 1): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`
/** UTC, to the minute. */
export const moment = (value: number | null): string | null => (value === null ? null : `${new Date(value).toISOString().slice(0, 16).replace('T', ' ')} UTC`)

/** "1 h 5 min", "3 min 20 s", "12 s". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  if (hours > 0) return `${hours} h ${minutes} min`
  return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`
}
