/** Remembers which keys were seen by 64 bits of hash each, so that a million of them take 24 MB; a chance meeting only costs a check in SQL. */
export class KeySet {
  #slots = new Uint32Array(2 * 1024)
  #size = 0

  /** Adds a key; true when it, or very rarely another of the same hash, was there. */
  add(key: string): boolean {
    let one = 0x811c9dc5
    let two = 0x9747b28c
    for (let index = 0; index < key.length; index += 1) {
      const code = key.charCodeAt(index)
      one = Math.imul(one ^ code, 0x01000193)
      two = Math.imul(two ^ code, 0x5bd1e995) ^ (two >>> 15)
    }
    if (this.#size * 2 > this.#slots.length / 2) this.#grow()
    // zero marks a free slot
    const seen = insert(this.#slots, (one ^ (one >>> 16)) >>> 0 || 1, two >>> 0)
    if (!seen) this.#size += 1
    return seen
  }

  #grow(): void {
    const old = this.#slots
    this.#slots = new Uint32Array(old.length * 2)
    for (let slot = 0; slot < old.length; slot += 2) if (old[slot] !== 0) insert(this.#slots, old[slot] ?? 0, old[slot + 1] ?? 0)
  }
}

function insert(slots: Uint32Array, one: number, two: number): boolean {
  const mask = slots.length / 2 - 1
  for (let slot = (one ^ Math.imul(two, 0x85ebca6b)) & mask; ; slot = (slot + 1) & mask) {
    const held = slots[2 * slot]
    if (held === one && slots[2 * slot + 1] === two) return true
    if (held === 0) {
      slots[2 * slot] = one
      slots[2 * slot + 1] = two
      return false
    }
  }
}
