import type { LeakSign } from '#shared/domain/predictive/leak-sign'
import { isOfDates, type AttributeSpec } from './attribute-spec.ts'
import { columnsOf } from './fill-columns.ts'

interface Checked {
  readonly spec: AttributeSpec
  readonly suspect: boolean
  readonly evidence: string
  readonly weight: number
  readonly signs: readonly LeakSign[]
}

/** The checked attributes, with those suspect too that are worked out of a suspect column: dates and words; in the same order. */
export function withSuspectDates<Entry extends Checked>(checked: readonly Entry[]): Entry[] {
  const keyOf = ({ link, column }: { readonly link: string | null; readonly column: string }): string => `${link ?? ''} ${column}`
  const suspects = new Map(checked.flatMap((entry) => (entry.suspect && entry.spec.source.type === 'column' ? [[keyOf(entry.spec.source), entry] as const] : [])))
  return checked.map((entry) => {
    const from = isOfDates(entry.spec) || entry.spec.source.type === 'word' ? columnsOf(entry.spec).flatMap((column) => suspects.get(keyOf(column)) ?? []) : []
    if (from.length === 0) return entry
    const evidence = [entry.evidence, ...from.map((date) => `It is worked out of “${date.spec.label}”, which is suspect: ${date.evidence}`)].filter((sentence) => sentence !== '').join(' ')
    // Right after the date itself in the order of the suspects.
    const weight = Math.max(entry.weight, ...from.map((date) => date.weight - 1e-6))
    return { ...entry, suspect: true, evidence, weight, signs: [...entry.signs, ...from.flatMap(({ signs }) => signs)] }
  })
}
