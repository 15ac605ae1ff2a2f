import { describe, expect, test } from 'vitest'
import { decideRetrain, overtaken } from '#shared/domain/predictive/retrain-decision'

const NOW = Date.UTC(2026, 10, 21)
const OLD_BEFORE = Date.UTC(2026, 7, 21)
const candidate = (auc: number, verdict: 'ready' | 'ok' | 'not_ready' | 'no_signal' = 'ok') => ({ number: 2, verdict, auc })
const active = (auc: number | null, trainedAt = NOW) => ({ number: 1, auc, trainedAt })

describe('what becomes of a candidate', () => {
  test('is published from exactly 95 % of the active AUC on', () => {
    expect(decideRetrain(candidate(0.76), active(0.8), OLD_BEFORE)).toMatchObject({ publish: true, rule: 'good_enough' })
    expect(decideRetrain(candidate(0.7599), active(0.8), OLD_BEFORE)).toMatchObject({ publish: false, rule: 'worse' })
    expect(decideRetrain(candidate(0.9), active(0.8), OLD_BEFORE).sentence).toBe('Version 2 is published instead of version 1: AUC 0.900 against 0.800 on the same records, at least 95\u00a0% of it.')
  })

  test('is published although it is worse, once the active version is older than three months', () => {
    expect(decideRetrain(candidate(0.6), active(0.8, OLD_BEFORE), OLD_BEFORE)).toMatchObject({ publish: false, rule: 'worse' })
    const old = decideRetrain(candidate(0.6), active(0.8, OLD_BEFORE - 1), OLD_BEFORE)
    expect(old).toMatchObject({ publish: true, rule: 'active_old' })
    expect(old.sentence).toContain('more than three months old')
  })

  test('is never published without a usable signal, however old the active one, and whatever its AUC', () => {
    for (const against of [active(0.5, 0), active(null), active(0.9)]) {
      expect(decideRetrain(candidate(0.9, 'no_signal'), against, OLD_BEFORE)).toMatchObject({ publish: false, rule: 'no_signal' })
    }
  })

  test('is published where the active configuration cannot be trained any more, and kept where another was published meanwhile', () => {
    expect(decideRetrain(candidate(0.61, 'not_ready'), active(null), OLD_BEFORE)).toMatchObject({ publish: true, rule: 'active_lost' })
    expect(overtaken(3, 1)).toMatchObject({ publish: false, rule: 'active_changed' })
  })
})
