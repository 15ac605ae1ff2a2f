/** Words that may follow a name in the text form; a longer name that goes on with one of them must be told apart from a shorter one. */
export const RESERVED: ReadonlySet<string> = new Set([
  'all', 'always', 'and', 'any', 'at', 'before', 'after', 'begins', 'between', 'by', 'contains', 'does', 'each', 'ends', 'equals', 'ever', 'in', 'is', 'least', 'no', 'none', 'not', 'of', 'on', 'one', 'or', 'over', 'then', 'to', 'where',
])

/** A name that begins with one of these would be read as the beginning of a condition. */
export const OPENERS: ReadonlySet<string> = new Set(['all', 'always', 'and', 'any', 'at', 'each', 'no', 'then', 'when', 'where'])
