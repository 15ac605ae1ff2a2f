import type { Random } from '#shared/lib/random'
import { between, normal, pick, pickWeighted } from './draw.ts'
import type { Industry } from './true-effects.ts'
import { FIRM_HEADS, FIRM_KINDS, FIRM_TAILS, INDUSTRY_WEIGHTS } from './words/firms.ts'
import { PLACES, type Place } from './words/places.ts'

export interface Firm {
  readonly name: string
  readonly place: Place
  readonly city: string
  readonly industry: Industry
  readonly employees: number
  /** In whole units of money. */
  readonly annualRevenue: number
  readonly domain: string
}

const placeWeights: Readonly<Record<string, number>> = Object.fromEntries(PLACES.map((place, index) => [String(index), place.weight]))

function pickPlace(random: Random): Place {
  return PLACES[Number(pickWeighted(random, placeWeights))] ?? pick(random, PLACES)
}

/** Letters and digits of a text without accents, for addresses. */
function plainLetters(text: string): string {
  return text.normalize('NFD').replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase()
}

/** An invented firm. */
export function makeFirm(random: Random): Firm {
  const place = pickPlace(random)
  const industry = pickWeighted(random, INDUSTRY_WEIGHTS)
  const stem = `${pick(random, FIRM_HEADS)}${pick(random, FIRM_TAILS)}`
  const name = `${stem} ${pick(random, FIRM_KINDS[industry])} ${pick(random, place.legalForms)}`
  const employees = Math.round(Math.min(60_000, Math.max(3, 150 * Math.exp(1.5 * normal(random)))))
  const perHead = 120_000 * Math.exp(0.6 * normal(random))
  return { name, place, city: pick(random, place.cities), industry, employees, annualRevenue: Math.round((employees * perHead) / 1000) * 1000, domain: `${stem.toLowerCase()}-${plainLetters(industry).slice(0, 6)}.${place.domain}.example` }
}

export interface Person {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly phone: string
}

/** A person at a firm; `tag` keeps e-mail addresses apart. */
export function makePerson(random: Random, firm: Firm, tag: string): Person {
  const firstName = pick(random, firm.place.firstNames)
  const lastName = pick(random, firm.place.lastNames)
  const phone = `${firm.place.prefix} ${Math.floor(between(random, 20, 99))} ${Math.floor(between(random, 1_000_000, 9_999_999))}`
  return { firstName, lastName, phone, email: `${plainLetters(firstName)}.${plainLetters(lastName)}${tag}@${firm.domain}` }
}
