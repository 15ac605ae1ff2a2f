import type { RuleOptions } from '#shared/contract/rule-scores'
import type { WriteDb } from '../handles.ts'
import { addLeadOption, setLeadColumn } from './rule-lead-set.ts'

export const MARKETING_QUALIFIED = 'Marketing Qualified'

/**
 * Gives open leads that have the points of any or of all named models the status reason Marketing Qualified, once: what a
 * person makes of the status afterwards stays, and so does the status when the score falls. `leads` is a JSON array of ids,
 * or null for all. Returns the leads that were qualified.
 */
export function qualifyLeads(db: WriteDb, options: RuleOptions, leads: string | null, now: number): number[] {
  const wanted = [...new Map(options.qualification.models.map((model) => [model.modelId, model.points]))]
  if (!options.automaticQualification || wanted.length === 0) return []
  const needed = options.qualification.match === 'any' ? 1 : wanted.length
  const found = db
    .prepare<{ id: number }>(
      `SELECT l.id FROM lead l JOIN (
         SELECT s.lead_id FROM ${leads === null ? '' : 'json_each(?) i CROSS JOIN'} json_each(?) q CROSS JOIN rule_version v ON v.model_id = q.value ->> 0 AND v.state = 'live'
         CROSS JOIN rule_score s ON s.model_id = v.model_id ${leads === null ? '' : 'AND s.lead_id = i.value'} AND s.score >= q.value ->> 1
         GROUP BY s.lead_id HAVING count(*) >= ?
       ) t ON t.lead_id = l.id
       WHERE l.state = 'open' AND l.status IS NOT ? AND NOT EXISTS (
         SELECT 1 FROM field_change f WHERE f.table_name = 'lead' AND f.record_id = l.id AND f.column_name = 'status' AND f.new_value = ?)`,
    )
    .all(...(leads === null ? [] : [leads]), JSON.stringify(wanted), needed, MARKETING_QUALIFIED, MARKETING_QUALIFIED)
    .map(({ id }) => id)
  if (found.length === 0) return found
  addLeadOption(db, 'status', MARKETING_QUALIFIED)
  return setLeadColumn(db, JSON.stringify(found), 'status', MARKETING_QUALIFIED, now)
}
