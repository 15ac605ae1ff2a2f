/** What comparing needs of a version's report. */
export interface ComparedReport {
  readonly holdout: { readonly auc: number; readonly aucLow: number; readonly aucHigh: number; readonly logLoss: number; readonly brier: number; readonly calibrationError: number; readonly calibrationSlope: number; readonly rows: number }
  readonly importance: readonly { readonly name: string; readonly label: string; readonly influence: number }[]
  readonly columns: { readonly used: readonly { readonly name: string; readonly label: string }[] }
}

export interface InfluenceChange {
  readonly name: string
  readonly label: string
  /** Share of all influence in [0, 1]; null where the version does not use the attribute. */
  readonly active: number | null
  readonly other: number | null
}

export interface VersionDifference {
  /** Attributes that only the other version uses, and those that only the active one does. */
  readonly added: { name: string; label: string }[]
  readonly removed: { name: string; label: string }[]
  /** Of every attribute of either, the largest change first. */
  readonly influence: InfluenceChange[]
  readonly sentence: string
}

/** What another version has otherwise than the active one; AUCs are each on the version's own newest records. */
export function compareVersions(active: ComparedReport, other: ComparedReport, numbers: { readonly active: number; readonly other: number }): VersionDifference {
  const before = sharesOf(active)
  const after = sharesOf(other)
  const labels = new Map([...active.importance, ...other.importance].map(({ name, label }) => [name, label]))
  const change = ({ active: was, other: is }: InfluenceChange): number => Math.abs((is ?? 0) - (was ?? 0))
  const influence = [...labels].map(([name, label]): InfluenceChange => ({ name, label, active: before.get(name) ?? null, other: after.get(name) ?? null })).sort((a, b) => change(b) - change(a) || (a.name < b.name ? -1 : 1))
  return { added: without(other, active), removed: without(active, other), influence, sentence: sentenceOf(active, other, numbers) }
}

function sharesOf({ importance }: ComparedReport): Map<string, number> {
  const total = importance.reduce((sum, item) => sum + item.influence, 0)
  return new Map(importance.map(({ name, influence }) => [name, total === 0 ? 0 : influence / total]))
}

function without(one: ComparedReport, other: ComparedReport): { name: string; label: string }[] {
  const known = new Set(other.columns.used.map(({ name }) => name))
  return one.columns.used.filter(({ name }) => !known.has(name)).map(({ name, label }) => ({ name, label }))
}

/** Says which ranks better only where the intervals leave no doubt. */
function sentenceOf({ holdout: active }: ComparedReport, { holdout: other }: ComparedReport, numbers: { readonly active: number; readonly other: number }): string {
  const [one, two] = [`version ${numbers.other}`, `version ${numbers.active}`]
  const measured = 'Each was measured on the newest records of its own training.'
  if (other.aucLow > active.aucHigh) return `${upper(one)} ranks better than ${two} by more than chance explains. ${measured}`
  if (other.aucHigh < active.aucLow) return `${upper(one)} ranks less well than ${two} by more than chance explains. ${measured}`
  return `${upper(one)} and ${two} cannot be told apart by their AUC: the intervals overlap. ${measured}`
}

const upper = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
