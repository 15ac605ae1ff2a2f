/** Inverse of a symmetric positive definite matrix, given as rows, by Gauss-Jordan elimination with the largest pivot of each column; the argument is left as it is. Throws for a singular matrix. */
export function invert(matrix: readonly Float64Array[]): Float64Array[] {
  const size = matrix.length
  const rows = matrix.map((row, at) => {
    const wide = new Float64Array(2 * size)
    wide.set(row)
    wide[size + at] = 1
    return wide
  })
  for (let column = 0; column < size; column += 1) {
    let pivot = column
    for (let row = column + 1; row < size; row += 1) if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row
    const chosen = rows[pivot]!
    rows[pivot] = rows[column]!
    rows[column] = chosen
    const lead = chosen[column]!
    if (lead === 0) throw new Error('A singular matrix has no inverse')
    for (let at = 0; at < 2 * size; at += 1) chosen[at]! /= lead
    for (let row = 0; row < size; row += 1) {
      const factor = rows[row]![column]!
      if (row === column || factor === 0) continue
      for (let at = 0; at < 2 * size; at += 1) rows[row]![at]! -= factor * chosen[at]!
    }
  }
  return rows.map((row) => row.slice(size))
}
