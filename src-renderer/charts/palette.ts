/** The colours that charts draw with, read from the tokens so that light and dark follow the page. */
export interface Palette {
  readonly ink: string
  readonly second: string
  readonly muted: string
  readonly grid: string
  readonly axis: string
  readonly text: string
  readonly faint: string
  readonly surface: string
  readonly raised: string
  readonly border: string
  readonly soft: string
  readonly positive: string
  readonly negative: string
  readonly warning: string
  readonly grades: Readonly<Record<'A' | 'B' | 'C' | 'D', string>>
  readonly font: string
}

/** Reads the tokens of the element's document. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const token = (name: string): string => style.getPropertyValue(name).trim()
  return {
    ink: token('--chart-1'),
    second: token('--chart-2'),
    muted: token('--chart-muted'),
    grid: token('--chart-grid'),
    axis: token('--chart-axis'),
    text: token('--text'),
    faint: token('--text-3'),
    surface: token('--bg-surface'),
    raised: token('--bg-raised'),
    border: token('--border-strong'),
    soft: token('--accent-line'),
    positive: token('--positive'),
    negative: token('--negative'),
    warning: token('--warning'),
    grades: { A: token('--grade-a'), B: token('--grade-b'), C: token('--grade-c'), D: token('--grade-d') },
    font: token('--font'),
  }
}
