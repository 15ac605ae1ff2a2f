import { wholeNumber } from '#shared/domain/predictive/words'
import type { GroupRates } from './group-rates.ts'
import { FEWEST_FIRED } from './judged-leads.ts'
import type { Worth } from './worth.ts'

export const GROUP_VERDICTS = ['right', 'too_much', 'too_little', 'wrong_sign', 'unsure', 'too_few', 'not_judged'] as const
export type GroupVerdict = (typeof GROUP_VERDICTS)[number]

/** Points within this share of what they are worth are of the right size. */
const TOLERANCE = 0.2

/**
 * Whether the points have the right sign and size: right when they lie within the interval of the worth, or within a fifth or one
 * point of it; unsure when that interval holds nothing at all (0) as well; wrong sign when all of the interval lies on the other side.
 */
export function verdictOf(given: number, worth: Worth | null): GroupVerdict {
  if (worth === null) return 'too_few'
  const { points, low, high } = worth
  const holds = (value: number): boolean => low <= value && value <= high
  if (holds(given) && holds(0)) return 'unsure'
  if (holds(given) || Math.abs(points - given) <= Math.max(1, TOLERANCE * Math.abs(given))) return 'right'
  if (given > 0 ? high < 0 : low > 0) return 'wrong_sign'
  return Math.abs(points) < Math.abs(given) || Math.sign(points) !== Math.sign(given) ? 'too_much' : 'too_little'
}

interface Judged {
  readonly label: string
  readonly given: number
  readonly worth: Worth | null
  readonly rates: Pick<GroupRates, 'fired' | 'others'>
}

/** The verdict in a sentence: "+20 for Brochure download; on your data it is worth about +3." */
export function verdictSentence(verdict: GroupVerdict, { label, given, worth, rates }: Judged): string {
  const name = label === '' ? 'this group' : label
  const about = `${signed(given)} for ${name}; on your data it is worth about ${signed(worth?.points ?? 0)}`
  const range = `anything from ${signed(worth?.low ?? 0)} to ${signed(worth?.high ?? 0)}`
  switch (verdict) {
    case 'right': return `${about}: right sign and size.`
    case 'too_much': return `${about}: too much.`
    case 'too_little': return `${about}: too little.`
    case 'wrong_sign': return `${about}: wrong sign.`
    case 'unsure': return `${signed(given)} for ${name}; your data cannot tell yet, it may be worth ${range}.`
    case 'too_few': {
      const fired = rates.fired < FEWEST_FIRED
      return `Not enough data: it ${fired ? 'fired' : 'did not fire'} for ${leads(fired ? rates.fired : rates.others)}, and ${FEWEST_FIRED} are needed.`
    }
    case 'not_judged': return 'Not judged.'
  }
}

const leads = (count: number): string => `${wholeNumber(count)} ${count === 1 ? 'lead' : 'leads'}`

/** `+20`, `−3`, `0`: whole points with a real minus sign. */
export function signed(points: number): string {
  const whole = Math.round(points)
  return whole === 0 ? '0' : `${whole < 0 ? '−' : '+'}${wholeNumber(Math.abs(whole))}`
}
