import type { ColumnType, KnownWhen } from './types.ts'

interface BuiltInColumn {
  readonly name: string
  readonly label: string
  readonly type: ColumnType
  readonly knownWhen: KnownWhen
  readonly scale?: number
  readonly personal?: boolean
  readonly readOnly?: boolean
  readonly lookupTable?: string
  readonly options?: readonly string[]
}

interface BuiltInTable {
  readonly name: string
  readonly label: string
  readonly labelPlural: string
  readonly columns: readonly BuiltInColumn[]
}

const text = (name: string, label: string, knownWhen: KnownWhen = 'history'): BuiltInColumn => ({ name, label, type: 'text', knownWhen })
const personal = (name: string, label: string): BuiltInColumn => ({ ...text(name, label), personal: true })
const option = (name: string, label: string, options: readonly string[] = []): BuiltInColumn => ({ name, label, type: 'option', knownWhen: 'history', options })
const money = (name: string, label: string, knownWhen: KnownWhen = 'history'): BuiltInColumn => ({ name, label, type: 'decimal', scale: 2, knownWhen })
const integer = (name: string, label: string): BuiltInColumn => ({ name, label, type: 'integer', knownWhen: 'history' })
const lookup = (name: string, label: string, lookupTable: string): BuiltInColumn => ({ name, label, type: 'lookup', lookupTable, knownWhen: 'history' })
const moment = (name: string, label: string, knownWhen: KnownWhen = 'creation'): BuiltInColumn => ({ name, label, type: 'datetime', knownWhen })

const externalId: BuiltInColumn = { name: 'external_id', label: 'External id', type: 'text', knownWhen: 'creation' }
const displayName: BuiltInColumn = { name: 'name', label: 'Name', type: 'text', knownWhen: 'history', personal: true, readOnly: true }
const consent = integer('consent_level', 'Consent level')
const owned: readonly BuiltInColumn[] = [
  lookup('owner_id', 'Owner', 'user'),
  lookup('business_unit_id', 'Business unit', 'business_unit'),
  moment('created_at', 'Created on'),
  { ...moment('modified_at', 'Modified on', 'after_outcome'), readOnly: true },
]
const kept: readonly BuiltInColumn[] = [moment('created_at', 'Created on'), { ...moment('modified_at', 'Modified on', 'after_outcome'), readOnly: true }]

export const INTERACTION_TYPES = [
  'EmailSent', 'EmailDelivered', 'EmailOpened', 'EmailClicked', 'EmailForwarded', 'EmailBounced', 'EmailUnsubscribed',
  'FormVisited', 'FormSubmitted', 'WebsiteVisited', 'WebsiteClicked', 'LinkClicked', 'EventRegistered', 'EventAttended',
  'DownloadRequested', 'CallHeld', 'MeetingHeld', 'SurveyAnswered', 'SegmentJoined', 'SegmentLeft',
] as const

/** The tables that every workspace has; the catalog starts with them. */
export const BUILT_IN_TABLES: readonly BuiltInTable[] = [
  { name: 'business_unit', label: 'Business unit', labelPlural: 'Business units', columns: [externalId, text('name', 'Name'), lookup('parent_id', 'Parent unit', 'business_unit'), ...kept] },
  {
    name: 'user', label: 'User', labelPlural: 'Users',
    columns: [externalId, personal('name', 'Name'), personal('email', 'E-mail'), text('manager', 'Manager'), text('region', 'Region'), option('role', 'Role', ['admin', 'marketer', 'seller']), { name: 'active', label: 'Active', type: 'boolean', knownWhen: 'history' }, lookup('business_unit_id', 'Business unit', 'business_unit'), ...kept],
  },
  {
    name: 'account', label: 'Account', labelPlural: 'Accounts',
    columns: [externalId, text('name', 'Name'), option('industry', 'Industry'), integer('employees', 'Employees'), money('annual_revenue', 'Annual revenue'), text('website', 'Website'), text('phone', 'Phone'), text('city', 'City'), option('country', 'Country'), lookup('parent_id', 'Parent account', 'account'), ...owned],
  },
  {
    name: 'contact', label: 'Contact', labelPlural: 'Contacts',
    columns: [externalId, displayName, personal('first_name', 'First name'), personal('last_name', 'Last name'), personal('email', 'E-mail'), personal('phone', 'Phone'), text('job_title', 'Job title'), text('city', 'City'), option('country', 'Country'), lookup('account_id', 'Account', 'account'), consent, ...owned],
  },
  {
    name: 'lead', label: 'Lead', labelPlural: 'Leads',
    columns: [
      externalId, displayName, personal('first_name', 'First name'), personal('last_name', 'Last name'), text('topic', 'Topic'), text('company', 'Company'), text('job_title', 'Job title'),
      personal('email', 'E-mail'), personal('phone', 'Phone'), text('website', 'Website'), text('city', 'City'), option('country', 'Country'), option('industry', 'Industry'), option('source', 'Source'),
      money('annual_revenue', 'Annual revenue'), integer('employees', 'Employees'),
      { name: 'state', label: 'State', type: 'option', knownWhen: 'after_outcome', options: ['open', 'qualified', 'disqualified'] },
      { name: 'status', label: 'Status reason', type: 'option', knownWhen: 'after_outcome', options: ['New', 'Contacted', 'Qualified', 'Lost', 'No longer interested', 'Cannot contact'] },
      { name: 'sales_ready', label: 'Sales ready', type: 'boolean', knownWhen: 'after_outcome' }, consent,
      lookup('parent_contact_id', 'Parent contact', 'contact'), lookup('parent_account_id', 'Parent account', 'account'), ...owned, moment('closed_at', 'Closed on', 'after_outcome'),
    ],
  },
  {
    name: 'opportunity', label: 'Opportunity', labelPlural: 'Opportunities',
    columns: [
      externalId, { ...displayName, personal: false }, text('topic', 'Topic'), lookup('account_id', 'Account', 'account'), lookup('contact_id', 'Contact', 'contact'), lookup('lead_id', 'Originating lead', 'lead'), option('source', 'Source'),
      { name: 'estimated_close', label: 'Est. close date', type: 'date', knownWhen: 'history' }, money('estimated_revenue', 'Est. revenue'), money('actual_revenue', 'Actual revenue', 'after_outcome'), money('budget', 'Budget'),
      { name: 'state', label: 'State', type: 'option', knownWhen: 'after_outcome', options: ['open', 'won', 'lost'] },
      { name: 'status', label: 'Status reason', type: 'option', knownWhen: 'after_outcome', options: ['In progress', 'On hold', 'Won', 'Cancelled', 'Out-sold'] },
      ...owned, moment('closed_at', 'Closed on', 'after_outcome'),
    ],
  },
  {
    name: 'interaction', label: 'Interaction', labelPlural: 'Interactions',
    columns: [
      externalId, option('type', 'Type', INTERACTION_TYPES), moment('occurred_at', 'Occurred at'), moment('recorded_at', 'Recorded at'), lookup('contact_id', 'Contact', 'contact'), lookup('lead_id', 'Lead', 'lead'), lookup('opportunity_id', 'Opportunity', 'opportunity'),
      text('asset', 'Asset'), text('journey', 'Journey'), text('channel', 'Channel'), text('url', 'Address'), { name: 'value', label: 'Value', type: 'number', knownWhen: 'creation' }, text('resource', 'Resource'), text('detail', 'Detail'),
    ],
  },
  { name: 'process', label: 'Process', labelPlural: 'Processes', columns: [externalId, text('name', 'Name'), option('entity', 'Record kind', ['lead', 'opportunity']), ...kept] },
  { name: 'process_stage', label: 'Stage', labelPlural: 'Stages', columns: [externalId, lookup('process_id', 'Process', 'process'), text('name', 'Name'), integer('position', 'Position'), ...kept] },
  {
    name: 'process_run', label: 'Process run', labelPlural: 'Process runs',
    columns: [externalId, lookup('process_id', 'Process', 'process'), lookup('lead_id', 'Lead', 'lead'), lookup('opportunity_id', 'Opportunity', 'opportunity'), lookup('active_stage_id', 'Active stage', 'process_stage'), option('status', 'Status', ['active', 'finished', 'abandoned']), moment('started_at', 'Started at'), moment('ended_at', 'Ended at'), ...kept],
  },
  { name: 'process_stage_visit', label: 'Stage visit', labelPlural: 'Stage visits', columns: [externalId, lookup('process_run_id', 'Process run', 'process_run'), lookup('process_stage_id', 'Stage', 'process_stage'), moment('entered_at', 'Entered at'), moment('left_at', 'Left at'), ...kept] },
]
