import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { ScoreView } from '#shared/domain/scores/types'
import type { Filter } from '#shared/contract/index'

/** What differs between leads and opportunities, in words and columns. */
export interface EntityText {
  readonly entity: ScoredEntity
  readonly path: string
  readonly one: string
  readonly many: string
  readonly title: string
  /** Saved views: what the tab says and what the page is called. */
  readonly views: readonly { readonly value: ScoreView; readonly label: string; readonly title: string }[]
  /** What the name of a record is: that of an opportunity is its topic. */
  readonly nameLabel: 'Name' | 'Topic'
  /** Columns shown until someone chooses others. */
  readonly columns: readonly string[]
  /** How a record is closed: the state, and the verb on the button. */
  readonly closings: readonly { readonly state: string; readonly verb: string; readonly done: string }[]
}

const views = (many: string): EntityText['views'] => [
  { value: 'my_open', label: `My Open ${many} Scored`, title: `My Open ${many} Scored` },
  { value: 'all_open', label: 'All open', title: `All open ${many.toLowerCase()}` },
  { value: 'new_this_week', label: 'New this week', title: `${many} new this week` },
  { value: 'not_scored', label: 'Not scored', title: `${many} not scored` },
  { value: 'all', label: `All ${many.toLowerCase()}`, title: `All ${many.toLowerCase()}` },
]

export const LEADS: EntityText = {
  entity: 'lead',
  path: '/leads',
  one: 'lead',
  many: 'leads',
  title: 'Leads',
  views: views('Leads'),
  nameLabel: 'Name',
  columns: ['score', 'grade', 'trend', 'name', 'company', 'topic', 'owner_id', 'status', 'created_at', 'last_touch'],
  closings: [
    { state: 'qualified', verb: 'Qualify', done: 'qualified' },
    { state: 'disqualified', verb: 'Disqualify', done: 'disqualified' },
  ],
}

export const OPPORTUNITIES: EntityText = {
  entity: 'opportunity',
  path: '/opportunities',
  one: 'opportunity',
  many: 'opportunities',
  title: 'Opportunities',
  views: views('Opportunities'),
  nameLabel: 'Topic',
  columns: ['score', 'grade', 'trend', 'name', 'company', 'probability', 'estimated_revenue', 'estimated_close', 'owner_id', 'status', 'created_at'],
  closings: [
    { state: 'won', verb: 'Won', done: 'won' },
    { state: 'lost', verb: 'Lost', done: 'lost' },
  ],
}

/** A condition that a view brings with it, and the view and filters that remain when it is taken off. */
export interface ViewCondition {
  readonly column: string
  readonly operator: string
  readonly value: string
  readonly without: { readonly view: ScoreView; readonly filters: readonly Filter[] }
}

/** The view's own conditions, shown as chips like any other. */
export function viewConditions(view: ScoreView, userId: number | undefined): readonly ViewCondition[] {
  const open: Filter = { column: 'state', operator: 'eq', values: ['open'] }
  const mine: readonly Filter[] = userId === undefined ? [] : [{ column: 'owner_id', operator: 'eq', values: [userId] }]
  const isOpen = { column: 'State', operator: 'is', value: 'open' }
  switch (view) {
    case 'my_open':
      return [
        { column: 'Owner', operator: 'is', value: 'me', without: { view: 'all_open', filters: [] } },
        { ...isOpen, without: { view: 'all', filters: mine } },
      ]
    case 'all_open':
      return [{ ...isOpen, without: { view: 'all', filters: [] } }]
    case 'new_this_week':
      return [{ column: 'Created', operator: 'in the last', value: '7 days', without: { view: 'all_open', filters: [] } }]
    case 'not_scored':
      return [{ column: 'Score', operator: 'is', value: 'missing', without: { view: 'all', filters: [open] } }]
    case 'all':
      return []
  }
}
