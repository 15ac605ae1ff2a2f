/** Words that say how a firm is organised, not which one it is. */
const forms = new Set(['inc', 'incorporated', 'corp', 'corporation', 'co', 'company', 'llc', 'ltd', 'limited', 'plc', 'gmbh', 'ag', 'kg', 'se', 'sa', 'sas', 'sarl', 'bv', 'nv', 'ab', 'as', 'oy', 'spa', 'srl', 'the', 'group', 'holding'])

/** Small letters without accents and punctuation, legal forms left out where something else remains. */
export function plainName(name: string): string {
  const words = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim().split(' ')
  const telling = words.filter((word) => !forms.has(word))
  return (telling.length === 0 ? words : telling).join(' ')
}

/** How alike two names are, 0 to 1: twice the pairs of letters that they share over all their pairs (Dice's coefficient). */
export function likeness(one: string, other: string): number {
  const [left, right] = [pairs(plainName(one)), pairs(plainName(other))]
  const total = sum(left) + sum(right)
  if (total === 0) return 0
  let shared = 0
  for (const [pair, count] of left) shared += Math.min(count, right.get(pair) ?? 0)
  return (2 * shared) / total
}

function pairs(name: string): Map<string, number> {
  const found = new Map<string, number>()
  if (name === '') return found
  // A blank on either side lets first and last letters count as pairs, so that names of one letter can be compared.
  const padded = ` ${name} `
  for (let at = 0; at < padded.length - 1; at += 1) {
    const pair = padded.slice(at, at + 2)
    found.set(pair, (found.get(pair) ?? 0) + 1)
  }
  return found
}

const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((total, count) => total + count, 0)
