/** Providers whose addresses belong to persons, not firms; compared by the part before the first dot of the domain. */
const providers = new Set([
  'gmail', 'googlemail', 'yahoo', 'ymail', 'rocketmail', 'hotmail', 'outlook', 'live', 'msn', 'aol', 'icloud', 'me', 'mac', 'gmx', 'web', 'mail', 'inbox', 'email',
  'protonmail', 'proton', 'pm', 'zoho', 'yandex', 'qq', '163', '126', 'sina', 'rediffmail', 't-online', 'freenet', 'arcor', 'orange', 'wanadoo', 'free', 'laposte', 'sfr',
  'libero', 'virgilio', 'tiscali', 'alice', 'comcast', 'verizon', 'att', 'sbcglobal', 'bellsouth', 'cox', 'charter', 'btinternet', 'sky', 'virginmedia', 'ntlworld',
  'bigpond', 'optusnet', 'shaw', 'rogers', 'telus', 'naver', 'daum', 'hanmail', 'uol', 'bol', 'terra', 'seznam', 'wp', 'o2', 'interia', 'onet', 'fastmail', 'tutanota', 'hushmail',
])

export type EmailKind = 'Business' | 'Personal'

/** What kind of mail box an address is; null when it is not an address. */
export function emailKind(address: string): EmailKind | null {
  const domain = /^[^@\s]+@([^@\s]+\.[^@\s.]+)$/.exec(address.trim().toLowerCase())?.[1]
  if (domain === undefined) return null
  const provider = domain.split('.')[0] ?? ''
  return providers.has(provider) ? 'Personal' : 'Business'
}

/** Whether a first or last name could be one: letters in any script, with blanks, hyphens, apostrophes and dots between, two at least. */
export function isPlausibleName(name: string): boolean {
  const text = name.trim()
  return text.length >= 2 && /^\p{L}[\p{L}\p{M} .'’-]*$/u.test(text) && !/^(.)\1+$/iu.test(text) && !/^(test|asdf\w*|qwert\w*|xxx+|abc|none|unknown|foo|bar)$/i.test(text)
}
