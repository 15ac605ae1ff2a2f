/** Numbers of the pages that hold the rows from `first` to `last`, counted from 0. */
export function pagesOf(first: number, last: number, size: number): readonly number[] {
  const from = Math.floor(Math.max(0, first) / size)
  const to = Math.floor(Math.max(first, last, 0) / size)
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
