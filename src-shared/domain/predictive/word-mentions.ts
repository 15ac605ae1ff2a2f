/** A run of letters and digits with a letter in it, two characters or more. */
const WORD = /(?=[\p{N}]*\p{L})[\p{L}\p{N}]{2,}/gu

/** The different words of a text in small letters, in order of first appearance. */
export function wordsOf(text: string): string[] {
  return [...new Set(text.toLowerCase().match(WORD))]
}

/** Tells of texts whether the word stands in them by itself, whatever its case. */
export function mentions(word: string): (text: string) => boolean {
  const alone = new RegExp(`(?<![\\p{L}\\p{N}])${word.replaceAll(/[^\p{L}\p{N}]/gu, '')}(?![\\p{L}\\p{N}])`, 'u')
  return (text) => alone.test(text.toLowerCase())
}

/** `Job title mentions “manager”`, the label of the attribute that a word of a column gives. */
export function mentionLabel(column: string, word: string): string {
  return `${column}${MENTIONS}${word}”`
}

const MENTIONS = ' mentions “'

/** `Job title mentions “manager”`, `Job title does not mention “manager”`, `Job title is not known`, of a label that `mentionLabel` made; a null value is not known. */
export function mentionReason(label: string, value: string | null): string {
  const at = label.lastIndexOf(MENTIONS)
  if (value === 'Yes' || at < 0) return label
  return value === null ? `${label.slice(0, at)} is not known` : `${label.slice(0, at)} does not mention ${label.slice(at + MENTIONS.length - 1)}`
}

/** `whose “Job title” mentions “manager”`, after a noun. */
export function mentionAmong(label: string, value: string): string {
  const at = label.lastIndexOf(MENTIONS)
  return at < 0 ? `with ${label}` : `whose “${label.slice(0, at)}”${mentionReason(label, value).slice(at)}`
}
