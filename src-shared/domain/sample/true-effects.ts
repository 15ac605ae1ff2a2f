/**
 * What drives the sample company, in log-odds of the positive outcome. The generator computes with this
 * very object, so that a test can compare what a model found with what is true.
 */
export const TRUE_EFFECTS = {
  lead: {
    intercept: -1.5,
    industry: {
      Finance: 1.4, Insurance: 0.9, Healthcare: 0.5, Software: 0.4, Energy: 0.2, Manufacturing: 0, Logistics: -0.15,
      'Public sector': -0.35, Construction: -0.5, Retail: -0.75, Education: -0.95, Hospitality: -1.2,
    },
    source: { Referral: 1.5, Partner: 0.7, Website: 0.4, Webinar: 0.2, 'Trade fair': 0, 'Search ad': -0.3, 'Social media': -0.6, 'Bought list': -2 },
    /** By the level that the job title shows; a missing title counts as `specialist`. */
    seniority: { chief: 0.8, head: 0.55, manager: 0.1, specialist: -0.3, assistant: -1.1 },
    /** A hump: `height` at `peak` employees, falling with the square of the distance in powers of ten, never below `floor`. */
    employees: { peak: 400, height: 0.8, fall: 1.1, floor: -0.9 },
    /** For each interaction before closing, up to `most` of its kind. */
    interactions: {
      FormSubmitted: { each: 0.4, most: 3 },
      /** WebsiteVisited whose address is the pricing page. */
      pricingVisit: { each: 0.35, most: 4 },
      EmailClicked: { each: 0.15, most: 5 },
      CallHeld: { each: 0.2, most: 3 },
      MeetingHeld: { each: 0.35, most: 2 },
      EmailBounced: { each: -0.7, most: 2 },
      EmailUnsubscribed: { each: -1.3, most: 1 },
    },
    /** Days between the last interaction and closing, up to `mostDays`. */
    quiet: { perDay: -0.04, mostDays: 30 },
    /** Weight of the latent interest (standard normal), which also draws interactions; no column holds it. */
    interest: 0.4,
    /** Standard deviation of what nothing explains. */
    noise: 0.3,
    /** Columns without any effect of their own. */
    none: ['country', 'city', 'phone', 'website', 'topic', 'consent_level', 'owner_id', 'business_unit_id'],
    /** Left empty more often by leads of little interest: missing, but not at random. */
    informativeMissing: 'annual_revenue',
  },
  opportunity: {
    intercept: -0.8,
    /** The industry of the account counts with its effect on leads. */
    industryShare: 1,
    source: { Referral: 1.2, Partner: 0.6, Website: 0.2, Webinar: 0, 'Trade fair': 0, 'Search ad': -0.2, 'Social media': -0.4, 'Bought list': -1.2 },
    /** Each time the estimated close date was put off, up to `most`. */
    slips: { each: -0.6, most: 3 },
    /** A budget on file. */
    budgetFilled: 1.2,
    /** Estimated revenue, each tenfold over 20,000. */
    revenuePerTenfold: -1.6,
    interactions: { MeetingHeld: { each: 0.4, most: 4 }, CallHeld: { each: 0.15, most: 4 } },
    quiet: { perDay: -0.025, mostDays: 40 },
    interest: 0.4,
    noise: 0.3,
    none: ['owner_id', 'business_unit_id', 'topic'],
  },
} as const

export type Industry = keyof typeof TRUE_EFFECTS.lead.industry
export type Source = keyof typeof TRUE_EFFECTS.lead.source
export type Seniority = keyof typeof TRUE_EFFECTS.lead.seniority

interface Counted {
  readonly each: number
  readonly most: number
}

/** Effect of `count` interactions of one kind. */
export function countEffect(effect: Counted, count: number): number {
  return effect.each * Math.min(effect.most, count)
}

/** Effect of the number of employees in log-odds. */
export function employeesEffect(employees: number): number {
  const { peak, height, fall, floor } = TRUE_EFFECTS.lead.employees
  const distance = Math.log10(employees / peak)
  return Math.max(floor, height - fall * distance * distance)
}
