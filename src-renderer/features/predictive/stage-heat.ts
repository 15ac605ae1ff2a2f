import type { ModelReport } from '#shared/contract/index'

interface HeatCell {
  /** null where the stage's model does not use the attribute. */
  readonly influence: number | null
  readonly words: string
  /** Share of the accent colour in per cent, 0 to 30, so that text keeps its contrast. */
  readonly shade: number
}

export interface HeatRow {
  readonly name: string
  readonly label: string
  /** One a stage, in their order. */
  readonly cells: readonly HeatCell[]
}

const DARKEST = 30
/** Rows shown; attributes below move nothing in any stage that one would see. */
const MOST = 25

/** The attributes by their largest influence in any stage, the strongest first. */
export function heatRows({ stages }: NonNullable<ModelReport['stages']>): HeatRow[] {
  const labels = new Map(stages.flatMap(({ influence }) => influence.map(({ name, label }) => [name, label] as const)))
  const most = Math.max(1e-9, ...stages.flatMap(({ influence }) => influence.map((item) => item.influence)))
  const rows = [...labels].map(([name, label]): HeatRow & { readonly largest: number } => {
    const found = stages.map(({ influence }) => influence.find((item) => item.name === name))
    return {
      name,
      label,
      largest: Math.max(0, ...found.map((item) => item?.influence ?? 0)),
      cells: found.map((item) => ({ influence: item?.influence ?? null, words: item?.words ?? '', shade: Math.round((DARKEST * (item?.influence ?? 0)) / most) })),
    }
  })
  return rows.sort((one, other) => other.largest - one.largest || (one.name < other.name ? -1 : 1)).slice(0, MOST).map(({ largest: _largest, ...row }) => row)
}
