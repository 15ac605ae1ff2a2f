import type { LeakSign } from './leak-sign.ts'

/** Words for an end, or for what is noted at one. */
const END = /(^|[^a-z])(outcomes?|clos(e|ed|ing)|won|lost|lose|loss|reasons?|stage|tags?|quality|converted|conversion|(dis|un)?qualified|status|result|disposition|resolution|final)([^a-z]|$)/i
/** Words for a judgement of the record, which someone made at a time that the name does not tell. */
const JUDGEMENT = /(^|[^a-z])(scor(e|es|ing)|index|rating|grade|profile|probability|likelihood|forecast)([^a-z]|$)/i

/** Whether label or column name sound like the end of a record, or like someone else's judgement of it. */
export function nameSign(label: string, name: string): LeakSign | null {
  const column = (name.split('.').at(-1) ?? '').replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ')
  const matches = (words: RegExp): boolean => words.test(label) || words.test(column)
  if (matches(END)) return { kind: 'name', sentence: `The name ${label} sounds like something that is filled in at the end.` }
  return matches(JUDGEMENT) ? { kind: 'name', sentence: `The name ${label} sounds like a judgement of the record that may be made late.` } : null
}
