import type { Industry, Seniority, Source } from '../true-effects.ts'

const words = (text: string): readonly string[] => text.split(' ')

/** Beginnings and ends of invented firm names; any pair reads as one word. */
export const FIRM_HEADS = words(
  'Haver Sol Nord Bex Lum Alt Prew Tana Fjord Brig Kest Palm Morav Stein Gat Verr Cobr Ard Tess Vel Quor Mar Old Ren Sil Thorn Umb Wex Yar Zeph Cald Dorn Elm Fen Gran Hel Ivor Jasp Kron Lind Mond Orl',
)
export const FIRM_TAILS = words('kamp vane lys ley en mira itt be line water rel grove ia bach wood ier o izzone ier or and stead field holm wick ton ora ex is um antis eron essa well mark hurst dale')

/** What a firm of the industry calls itself after its own name. */
export const FIRM_KINDS: Readonly<Record<Industry, readonly string[]>> = {
  Finance: words('Bank Capital Credit Securities Finance'),
  Insurance: words('Insurance Assurance Mutual Life'),
  Healthcare: words('Clinics Health Medical Pharma Care'),
  Software: words('Software Systems Labs Data Cloud'),
  Energy: words('Energy Power Solar Grid'),
  Manufacturing: words('Works Precision Glass Tools Machines Ceramics'),
  Logistics: words('Freight Logistics Marine Cargo'),
  'Public sector': ['City Council', 'Water Authority', 'Port Authority', 'District Office'],
  Construction: words('Homes Building Timber Civil'),
  Retail: words('Foods Stores Market Outfitters Optik'),
  Education: words('College Academy Institute Press'),
  Hospitality: words('Hotels Resorts Catering Travel'),
}

/** Share of the firms. */
export const INDUSTRY_WEIGHTS: Readonly<Record<Industry, number>> = {
  Finance: 11, Insurance: 7, Healthcare: 9, Software: 12, Energy: 5, Manufacturing: 15, Logistics: 8, 'Public sector': 6, Construction: 7, Retail: 10, Education: 5, Hospitality: 5,
}

export const SOURCE_WEIGHTS: Readonly<Record<Source, number>> = {
  Referral: 9, Partner: 9, Website: 24, Webinar: 11, 'Trade fair': 13, 'Search ad': 12, 'Social media': 9, 'Bought list': 13,
}

/** What the leads ask about. */
export const TOPICS: readonly string[] = [
  'Treasury reporting', 'Claims portal', 'Field app pilot', 'Renewals', 'Carrier scores', 'Risk dashboard', 'Dealer portal', 'Demand planning', 'Matter budgeting', 'Quality reports',
  'Parts catalogue', 'Service contracts', 'Referral tracking', 'Plot sales', 'Wholesale orders', 'Yard stock reports', 'Route margins', 'Spare part pricing', 'Group bookings', 'Price list request',
  'Newsletter', 'Contract archive', 'Branch forecasts', 'Maintenance planning', 'Supplier audit', 'Visitor analytics', 'Partner onboarding', 'Tender calendar', 'Fleet reporting', 'Subscription billing',
]

export const TITLES: Readonly<Record<Seniority, readonly string[]>> = {
  chief: ['Chief Financial Officer', 'Chief Information Officer', 'Managing Director', 'Chief Operating Officer', 'Owner'],
  head: ['Head of Risk', 'Head of Sales', 'Head of Operations', 'Director of Procurement', 'IT Director', 'Head of Finance'],
  manager: ['Operations Manager', 'Sales Manager', 'Project Manager', 'Purchasing Manager', 'IT Manager', 'Branch Manager'],
  specialist: ['Business Analyst', 'Controller', 'Buyer', 'Data Specialist', 'Engineer', 'Account Executive'],
  assistant: ['Office Assistant', 'Intern', 'Student', 'Trainee'],
}

export const SENIORITY_WEIGHTS: Readonly<Record<Seniority, number>> = { chief: 12, head: 22, manager: 30, specialist: 27, assistant: 9 }

/** What e-mails, forms and pages are called, by interaction type. */
export const ASSETS = {
  email: ['Rates outlook Q4', 'Product news', 'Customer story', 'Webinar invitation', 'Planning checklist'],
  form: ['Request a demo', 'Contact us', 'Download guide', 'Price request'],
  event: ['Risk Forum Milan', 'Planning Day Leipzig', 'Spring webinar', 'Users meet Leeds'],
  download: ['Buyer guide', 'Reference architecture', 'Cost worksheet'],
  survey: ['After-call survey', 'Yearly survey'],
} as const

/** Pages of the site apart from the pricing page, which has an effect of its own. */
export const PAGES = ['/', '/product', '/customers', '/blog', '/security', '/careers'] as const
export const PRICING_PAGE = '/pricing'

export const JOURNEYS = ['Welcome', 'Nurture banks', 'Event follow-up', 'Win back'] as const
