interface SampleUser {
  readonly name: string
  readonly email: string
  readonly manager: string | null
  readonly region: string
  readonly role: 'admin' | 'marketer' | 'seller'
  /** Id of the business unit. */
  readonly unit: number
}

export const BUSINESS_UNITS = ['Corvane North', 'Corvane South'] as const

const user = (name: string, region: string, role: SampleUser['role'], unit: number, manager: string | null): SampleUser => ({
  name, region, role, unit, manager, email: `${name.toLowerCase().replace(' ', '.')}@corvane.example`,
})

/** Ids count from 1; the first is the acting admin. */
export const USERS: readonly SampleUser[] = [
  user('Mara Voss', 'North', 'admin', 1, null),
  user('Tobias Nyberg', 'North', 'seller', 1, 'Mara Voss'),
  user('Ines Carvalho', 'South', 'seller', 2, 'Leila Haddad'),
  user('Henrik Aalto', 'North', 'seller', 1, 'Mara Voss'),
  user('Leila Haddad', 'South', 'seller', 2, 'Mara Voss'),
  user('Conor Brady', 'West', 'seller', 1, 'Mara Voss'),
  user('Sabine Roth', 'North', 'marketer', 1, 'Mara Voss'),
  user('Akira Watanuki', 'East', 'seller', 2, 'Leila Haddad'),
]

/** Share of the records by the id of their owner; ownership has no effect on any outcome. */
export const OWNERS: Readonly<Record<string, number>> = { 1: 10, 2: 18, 3: 16, 4: 16, 5: 13, 6: 15, 8: 12 }
