/** Letters that have no plain one inside. */
const plainLetters: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', ø: 'o', ł: 'l', đ: 'd', œ: 'oe' }

/** A heading as a column name: small letters, digits and underscores, beginning with a letter, at most 60 characters. */
export function columnName(heading: string): string {
  const plain = heading
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæøłđœÆØŁĐŒ]/gu, (letter) => plainLetters[letter.toLowerCase()] ?? '')
    .replace(/([a-z0-9])([A-Z])/gu, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '_')
    .slice(0, 60)
    .replace(/^_+|_+$/gu, '')
  if (plain === '') return 'column_1'
  return /^[a-z]/u.test(plain) ? plain : `c_${plain}`
}

/** The name, or the name with the first number that is free. */
export function freeName(name: string, taken: { has(name: string): boolean }, separator = '_'): string {
  if (!taken.has(name)) return name
  for (let number = 2; ; number += 1) {
    const next = `${name}${separator}${number}`
    if (!taken.has(next)) return next
  }
}

/** Letters and digits only, small, so that `Lead_Source`, `leadSource` and `Lead source` are alike. */
export function plainName(heading: string): string {
  return columnName(heading).replaceAll('_', '')
}

/** Headings made unique and never empty: a repeated one gets a number, an empty one becomes `column N`. */
export function headingNames(fields: readonly string[]): { names: string[]; repeated: string[] } {
  const taken = new Set<string>()
  const repeated: string[] = []
  const names = fields.map((field, index) => {
    // what takes no room would make two headings that look alike
    const text = field.replace(/[\u200b-\u200d\u2060\ufeff]/gu, '').trim()
    const plain = text === '' ? `column ${index + 1}` : text
    const name = freeName(plain, taken, ' ')
    if (name !== plain) repeated.push(plain)
    taken.add(name)
    return name
  })
  return { names, repeated }
}
