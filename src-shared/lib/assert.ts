/** Throws: the value was excluded by the types, so reaching this is a bug in the caller. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}

/** The value, when it is there; otherwise throws, naming what was expected. */
export function present<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`Invariant broken: ${what} is missing`)
  return value
}
