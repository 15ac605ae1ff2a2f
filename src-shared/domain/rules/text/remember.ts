/** The same function, which works out its answer only once for each object that it is asked about; for pure functions of things that never change. */
export function remember<Key extends object, Answer>(make: (key: Key) => Answer): (key: Key) => Answer {
  const known = new WeakMap<Key, { readonly answer: Answer }>()
  return (key) => {
    const found = known.get(key) ?? { answer: make(key) }
    known.set(key, found)
    return found.answer
  }
}
