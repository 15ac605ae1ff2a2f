/** Writes one field so that any reader of RFC 4180 files gets the same text back. */
export function quoteCell(text: string, delimiter = ','): string {
  if (text === '') return text
  const plain = !text.includes(delimiter) && !/["\r\n]/u.test(text) && text.trim() === text
  return plain ? text : `"${text.replaceAll('"', '""')}"`
}

const dangerous = /^'*[=+\-@\t\r]/u
const guarded = /^'+[=+\-@\t\r]/u

/** Text that a spreadsheet would run as a formula gets an apostrophe in front; `unguardFormula` takes exactly that one away again. */
export function guardFormula(text: string): string {
  return dangerous.test(text) ? `'${text}` : text
}

/** The text as it was before `guardFormula`. */
export function unguardFormula(text: string): string {
  return text.charCodeAt(0) === 39 && guarded.test(text) ? text.slice(1) : text
}
