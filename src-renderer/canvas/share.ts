type Plain = Readonly<Record<string, unknown>>

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

/** `next`, with every part that equals the same part of `last` replaced by that very object, so that whoever compares by identity sees no change. */
export function share<T>(last: T, next: T): T {
  if (Object.is(last, next)) return last
  if (Array.isArray(last) && Array.isArray(next)) {
    const shared = next.map((item: unknown, index) => share<unknown>(last[index], item))
    return (shared.length === last.length && shared.every((item, index) => Object.is(item, last[index])) ? last : shared) as T
  }
  if (isPlain(last) && isPlain(next)) {
    const before: Plain = last
    const shared = Object.fromEntries(Object.entries(next).map(([key, value]) => [key, share<unknown>(before[key], value)]))
    const same = Object.keys(before).length === Object.keys(shared).length && Object.entries(shared).every(([key, value]) => key in before && Object.is(value, before[key]))
    return (same ? last : shared) as T
  }
  return next
}
