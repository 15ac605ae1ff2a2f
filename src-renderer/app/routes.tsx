import { type ComponentType, lazy } from 'react'
import type { ScoredEntity } from '#shared/domain/catalog/types'
import type { IconName } from '#renderer/ui/icon-paths.ts'

export interface AppRoute {
  readonly path: string
  readonly page: ComponentType
}

export interface RailLink {
  readonly href: string
  readonly label: string
  readonly icon: IconName
  /** Which count of the workspace stands at its right end. */
  readonly count?: 'myOpenLeads' | 'myOpenOpportunities' | 'runningJobs'
  /** The page of the predictive models of this kind of record; the pages of each of them belong to it. */
  readonly models?: ScoredEntity
}

const HomePage = lazy(() => import('#renderer/features/home/home-page.tsx'))
const LeadsPage = lazy(() => import('#renderer/features/leads/leads-page.tsx'))
const OpportunitiesPage = lazy(() => import('#renderer/features/leads/opportunities-page.tsx'))
const ModelsWay = lazy(() => import('#renderer/features/predictive/models-way.tsx'))
const LeadScoringPage = lazy(() => import('#renderer/features/predictive/scoring-page.tsx').then(({ LeadScoringPage }) => ({ default: LeadScoringPage })))
const OpportunityScoringPage = lazy(() => import('#renderer/features/predictive/scoring-page.tsx').then(({ OpportunityScoringPage }) => ({ default: OpportunityScoringPage })))
const WizardPage = lazy(() => import('#renderer/features/predictive/wizard-page.tsx'))
const ModelPage = lazy(() => import('#renderer/features/predictive/model-page.tsx'))
const ProcessesPage = lazy(() => import('#renderer/features/process/processes-page.tsx'))
const RulesPage = lazy(() => import('#renderer/features/rules/pages/rules-page.tsx'))
const NewRulesPage = lazy(() => import('#renderer/features/rules/pages/new-page.tsx'))
const RuleOptionsPage = lazy(() => import('#renderer/features/rules/pages/options-page.tsx'))
const RuleModelPage = lazy(() => import('#renderer/features/rules/model-page.tsx'))
const DataPage = lazy(() => import('#renderer/features/dataset/data-page.tsx'))
const ImportPage = lazy(() => import('#renderer/features/dataset/import-page.tsx'))
const JobsPage = lazy(() => import('#renderer/features/jobs/jobs-page.tsx'))
const SettingsPage = lazy(() => import('#renderer/features/settings/settings-page.tsx'))

/** Every page; the first that matches is shown. */
export const ROUTES: readonly AppRoute[] = [
  { path: '/', page: HomePage },
  { path: '/leads/:id?', page: LeadsPage },
  { path: '/opportunities/:id?', page: OpportunitiesPage },
  { path: '/models', page: ModelsWay },
  { path: '/models/leads', page: LeadScoringPage },
  { path: '/models/opportunities', page: OpportunityScoringPage },
  { path: '/models/new', page: WizardPage },
  { path: '/models/:id', page: ModelPage },
  { path: '/processes', page: ProcessesPage },
  { path: '/rules', page: RulesPage },
  { path: '/rules/new', page: NewRulesPage },
  { path: '/rules/options', page: RuleOptionsPage },
  { path: '/rules/:id', page: RuleModelPage },
  { path: '/data', page: DataPage },
  { path: '/data/import', page: ImportPage },
  { path: '/jobs', page: JobsPage },
  { path: '/settings', page: SettingsPage },
]

/** The rail, section by section; the first has no title. */
export const RAIL: readonly { readonly title: string; readonly links: readonly RailLink[] }[] = [
  {
    title: '',
    links: [
      { href: '/', label: 'Home', icon: 'home' },
      { href: '/leads', label: 'Leads', icon: 'lead', count: 'myOpenLeads' },
      { href: '/opportunities', label: 'Opportunities', icon: 'opportunity', count: 'myOpenOpportunities' },
    ],
  },
  {
    title: 'Predictive models',
    links: [
      { href: '/models/leads', label: 'Lead scoring', icon: 'predictive', models: 'lead' },
      { href: '/models/opportunities', label: 'Opportunity scoring', icon: 'target', models: 'opportunity' },
    ],
  },
  {
    title: 'Rules',
    links: [
      { href: '/rules', label: 'Scoring models', icon: 'rules' },
    ],
  },
  {
    title: 'Workspace',
    links: [
      { href: '/processes', label: 'Processes', icon: 'list' },
      { href: '/data', label: 'Data', icon: 'data' },
      { href: '/jobs', label: 'Jobs', icon: 'jobs', count: 'runningJobs' },
      { href: '/settings', label: 'Settings', icon: 'settings' },
    ],
  },
]
