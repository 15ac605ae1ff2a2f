import type { RuleModel } from '#shared/domain/rules/tree'
import { all, any, atLeast, EACH, compare, gives, happened, is, model, NONE } from '../support/rules/build.ts'

const last = (count: number): { readonly range: { readonly kind: 'last'; readonly count: number; readonly unit: 'day' } } => ({ range: { kind: 'last', count, unit: 'day' } })
const each = (type: string, days: number | null) => happened('contact', type, EACH, days === null ? {} : last(days))
const least = (type: string, count: number, days: number) => happened('contact', type, atLeast(count), last(days))

/** Twenty groups of the kinds that people draw: counts, thresholds, what did not happen, fading points, and conditions on the contact. */
export function benchModel(): RuleModel {
  return model(
    'contact',
    [
      gives(1, all(each('EmailOpened', null)), { cap: 20 }),
      gives(3, all(each('EmailClicked', null))),
      gives(2, all(each('WebsiteVisited', 365))),
      gives(2, all(each('FormVisited', 365))),
      gives(10, all(each('FormSubmitted', null))),
      gives(8, all(each('EventRegistered', 365))),
      gives(15, all(each('EventAttended', 365))),
      gives(12, all(each('DownloadRequested', 365))),
      gives(5, all(least('EmailOpened', 2, 90))),
      gives(10, all(least('EmailClicked', 2, 90))),
      gives(20, all(least('FormSubmitted', 1, 28))),
      gives(-10, all(happened('contact', 'EmailUnsubscribed', atLeast(1)))),
      gives(4, all(each('LinkClicked', 90)), { cap: 12 }),
      gives(6, all(each('CallHeld', null)), { decay: { percent: 10, days: 30 } }),
      gives(4, all(each('EmailClicked', 365)), { cap: 40, decay: { percent: 20, days: 30 } }),
      gives(3, all(each('EmailOpened', 365), each('EmailClicked', 365))),
      gives(2, any(each('FormVisited', 90), each('WebsiteVisited', 90))),
      gives(-5, all(happened('contact', 'EmailOpened', NONE, last(365)), happened('contact', 'EmailSent', atLeast(3)))),
      gives(15, all(is('job_title', 'contains', 'purchasing'), least('WebsiteVisited', 1, 365))),
      gives(7, all(happened('contact', 'FormVisited', EACH, { ...last(365), expressions: [compare('asset', 'contains', 'pricing')] }))),
    ],
    {
      grades: [{ id: 'g1', name: 'D', from: null, to: 9 }, { id: 'g2', name: 'C', from: 10, to: 39 }, { id: 'g3', name: 'B', from: 40, to: 79 }, { id: 'g4', name: 'A', from: 80, to: null }],
      settings: { salesReadyScore: 80, minimumConsent: null, businessUnit: null, countParentContact: false },
    },
  )
}

const DAY = 86_400_000

/**
 * The same scores by the best statement known by hand: one pass over the index of contact, type and time in its order, the
 * groups as filters, and the scores kept in a table of lead and score. Parameters are starts of 28, 90 and 365 days, and now.
 */
export function handWritten(now: number): { readonly sql: string; readonly parameters: readonly bigint[] } {
  const n = (where: string): string => `count(*) FILTER (WHERE ${where})`
  const t = (type: string, start: string | null): string => `type = '${type}' AND ${start === null ? '' : `occurred_at >= :${start} AND `}occurred_at <= :now`
  const fade = (type: string, start: string | null, base: number, days: number): string => `sum(pow(${base}, (:now - occurred_at) / ${days * DAY})) FILTER (WHERE ${t(type, start)})`
  const sql = `INSERT INTO hand (lead_id, score)
    SELECT l.id, CAST(round(min(20, o) + 3 * c + 2 * w365 + 2 * f365 + 10 * s + 8 * r365 + 15 * e365 + 12 * d365 + 5 * (o90 >= 2) + 10 * (c90 >= 2) + 20 * (s28 >= 1) - 10 * (u >= 1) + min(12, 4 * k90)
      + 6 * coalesce(call, 0) + min(40, 4 * coalesce(click, 0)) + 3 * min(o365, c365) + 2 * (f90 + w90) - 5 * (o365 = 0 AND m >= 3) + 15 * (p.job_title LIKE '%purchasing%' AND w365 >= 1) + 7 * fp) AS INTEGER)
    FROM (SELECT contact_id, ${[
      `${n(t('EmailOpened', null))} AS o`, `${n(t('EmailOpened', 'd90'))} AS o90`, `${n(t('EmailOpened', 'd365'))} AS o365`, `${n(t('EmailClicked', null))} AS c`, `${n(t('EmailClicked', 'd90'))} AS c90`,
      `${n(t('EmailClicked', 'd365'))} AS c365`, `${fade('EmailClicked', 'd365', 0.8, 30)} AS click`, `${n(t('WebsiteVisited', 'd365'))} AS w365`, `${n(t('WebsiteVisited', 'd90'))} AS w90`, `${n(t('FormVisited', 'd365'))} AS f365`,
      `${n(t('FormVisited', 'd90'))} AS f90`, `${n(t('FormSubmitted', null))} AS s`, `${n(t('FormSubmitted', 'd28'))} AS s28`, `${n(t('EventRegistered', 'd365'))} AS r365`, `${n(t('EventAttended', 'd365'))} AS e365`,
      `${n(t('DownloadRequested', 'd365'))} AS d365`, `${n(t('EmailUnsubscribed', null))} AS u`, `${n(t('LinkClicked', 'd90'))} AS k90`, `${fade('CallHeld', null, 0.9, 30)} AS call`, `${n(t('EmailSent', null))} AS m`,
      `${n(`${t('FormVisited', 'd365')} AND asset LIKE '%pricing%'`)} AS fp`,
    ].join(', ')} FROM interaction INDEXED BY interaction_contact WHERE contact_id IS NOT NULL GROUP BY contact_id) x
    CROSS JOIN contact p ON p.id = x.contact_id CROSS JOIN lead l ON l.parent_contact_id = x.contact_id`
  const values: Readonly<Record<string, number>> = { now, d28: now - 28 * DAY, d90: now - 90 * DAY, d365: now - 365 * DAY }
  const parameters: bigint[] = []
  // The wrapper binds by place.
  const placed = sql.replaceAll(/:(now|d28|d90|d365)/g, (_match, name: string) => {
    parameters.push(BigInt(values[name] ?? 0))
    return '?'
  })
  return { sql: placed, parameters }
}
