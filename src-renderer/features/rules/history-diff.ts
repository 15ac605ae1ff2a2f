/** Stands for a key that an object did not have. */
const ABSENT = Symbol('absent')

type Plain = Readonly<Record<string, unknown>>

/** One place where two values differ, with what stands there before and after, so that it can be walked both ways. */
export interface Change {
  readonly path: readonly string[]
  readonly before: unknown
  readonly after: unknown
}

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Where two immutable JSON values differ. Parts that are the same object are not looked into, so the cost follows the size of the change;
 * lists of unequal length are replaced as a whole, because an index means another element in each.
 */
export function diff(before: unknown, after: unknown, path: readonly string[] = []): readonly Change[] {
  if (Object.is(before, after)) return []
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item: unknown, index) => diff(item, after[index], [...path, String(index)]))
  }
  if (isPlain(before) && isPlain(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].flatMap((key) => diff(key in before ? before[key] : ABSENT, key in after ? after[key] : ABSENT, [...path, key]))
  }
  return [{ path, before, after }]
}

/** The value with every change made, or unmade. Parts that no change touches stay the same objects. */
export function patch<T>(value: T, changes: readonly Change[], direction: 'forward' | 'back'): T {
  return changes.reduce<T>((result, { path, before, after }) => put(result, path, direction === 'forward' ? after : before) as T, value)
}

function put(value: unknown, path: readonly string[], leaf: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return leaf
  if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === key ? put(item, rest, leaf) : item))
  const object = isPlain(value) ? value : {}
  if (rest.length > 0 || leaf !== ABSENT) return { ...object, [key]: put(object[key], rest, leaf) }
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key))
}
