/** A heading as a column or table name: small letters, digits and underscores, beginning with a letter. */
export function storeName(heading: string): string {
  const plain = heading
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  if (plain === '') return 'column_1'
  return /^[a-z]/.test(plain) ? plain : `c_${plain}`
}

/** The name, or the name with the first number that is free. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  for (let number = 2; ; number += 1) {
    const next = `${name}_${number}`
    if (!taken.has(next)) return next
  }
}
