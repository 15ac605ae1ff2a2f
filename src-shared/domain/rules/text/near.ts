/** The known names that a wrong one was most likely meant to be: those that begin with it, contain it or differ by few letters, nearest first. */
export function nearNames(written: string, names: readonly string[], most = 2): string[] {
  const wanted = written.toLowerCase()
  if (wanted === '') return []
  const scored = [...new Set(names)].map((name) => ({ name, far: distance(wanted, name.toLowerCase()) }))
  return scored
    .filter(({ far }) => far <= Math.max(1, Math.floor(wanted.length / 3)))
    .sort((one, other) => one.far - other.far || one.name.localeCompare(other.name, 'en'))
    .slice(0, most)
    .map(({ name }) => name)
}

/** A sentence " Did you mean …?" with a space before it, or nothing. */
export function didYouMean(written: string, names: readonly string[]): string {
  const near = nearNames(written, names)
  return near.length === 0 ? '' : ` Did you mean ${near.map((name) => `“${name}”`).join(' or ')}?`
}

/** Letters to insert, remove, change or swap with their neighbour (optimal string alignment); a name that begins with or contains the wanted one counts as near. */
function distance(wanted: string, name: string): number {
  if (wanted.length >= 3 && name.startsWith(wanted)) return 0.5
  if (wanted.length >= 4 && name.includes(wanted)) return 1
  if (Math.abs(wanted.length - name.length) > 6) return 99
  let before: number[] = []
  let previous = Array.from({ length: name.length + 1 }, (_, index) => index)
  for (let row = 1; row <= wanted.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= name.length; column += 1) {
      const same = wanted[row - 1] === name[column - 1]
      let least = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + (same ? 0 : 1))
      if (row > 1 && column > 1 && wanted[row - 1] === name[column - 2] && wanted[row - 2] === name[column - 1]) least = Math.min(least, (before[column - 2] ?? 0) + 1)
      current.push(least)
    }
    before = previous
    previous = current
  }
  return previous[name.length] ?? 99
}
