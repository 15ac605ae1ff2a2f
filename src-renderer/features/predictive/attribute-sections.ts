import type { Attribute } from '#shared/contract/index'

/** A heading over attributes of one origin. */
export interface SectionHead {
  readonly head: string
  readonly note: string
}

export type AttributeRow = Attribute | SectionHead

const SECTIONS: readonly { readonly origin: Attribute['origin']; readonly head: string }[] = [
  { origin: 'record', head: 'Record' },
  { origin: 'related', head: 'Related records' },
  { origin: 'intelligent', head: 'Intelligent' },
]

/** The attributes under the headings of their origins, in the given order; origins without any have no heading. `isChosen` says which of them count as used. */
export function inSections(attributes: readonly Attribute[], isChosen: (attribute: Attribute) => boolean): AttributeRow[] {
  return SECTIONS.flatMap(({ origin, head }) => {
    const own = attributes.filter((attribute) => attribute.origin === origin)
    return own.length === 0 ? [] : [{ head, note: `${own.filter(isChosen).length} of ${own.length}` }, ...own]
  })
}
