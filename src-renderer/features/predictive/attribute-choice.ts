import type { Attribute } from '#shared/contract/index'

/** Names that a person switched on or off, against the default. */
export interface Choice {
  readonly include: readonly string[]
  readonly exclude: readonly string[]
}

/** Whether it can be used at all; the core says in its note where it never is. */
export function canUse(attribute: Pick<Attribute, 'note'>): boolean {
  return !attribute.note.startsWith('Never used')
}

/** Whether a model uses the attribute: a person's word goes before the default. */
export function isChosen(attribute: Attribute, { include, exclude }: Choice): boolean {
  if (exclude.includes(attribute.name)) return false
  return attribute.chosen || include.includes(attribute.name)
}

/** The choice with attributes switched on or off; names whose default is meant are not kept. */
export function choose(choice: Choice, attributes: readonly Attribute[], on: boolean): Choice {
  const names = new Set(attributes.map((attribute) => attribute.name))
  const include = choice.include.filter((name) => !names.has(name))
  const exclude = choice.exclude.filter((name) => !names.has(name))
  const against = attributes.filter((attribute) => canUse(attribute) && attribute.chosen !== on).map((attribute) => attribute.name)
  return on ? { include: [...include, ...against], exclude } : { include, exclude: [...exclude, ...against] }
}

/** What may know the outcome first, then what is used, the most telling first, then the rest; a person's choice moves no row. */
export function orderAttributes(attributes: readonly Attribute[]): readonly Attribute[] {
  const group = (attribute: Attribute): number => (attribute.suspect ? 0 : attribute.chosen ? 1 : 2)
  return [...attributes].sort((one, other) => group(one) - group(other) || (other.singleAuc ?? 0) - (one.singleAuc ?? 0))
}

export type AttributeFilter = 'all' | 'used' | 'left_out' | 'suspects'

/** The attributes that a search and a filter leave over. */
export function filterAttributes(attributes: readonly Attribute[], choice: Choice, filter: AttributeFilter, search: string): readonly Attribute[] {
  const wanted = search.trim().toLowerCase()
  return attributes.filter((attribute) => {
    if (wanted !== '' && !attribute.label.toLowerCase().includes(wanted) && !attribute.name.toLowerCase().includes(wanted)) return false
    switch (filter) {
      case 'all':
        return true
      case 'used':
        return isChosen(attribute, choice)
      case 'left_out':
        return !isChosen(attribute, choice)
      case 'suspects':
        return attribute.suspect
    }
  })
}
