// Chromium refuses schemes that it does not know, so a page of app://sextant/ is shown under https://sextant.app.electron.test/.
const suffix = '.electron.test'

/** Where Chromium is sent for one of Electron's addresses. */
export function toChromium(url: string): string {
  const match = /^([a-z]+):\/\/([^/]*)(.*)$/.exec(url)
  if (match === null || match[1] === 'http' || match[1] === 'https') return url
  return `https://${match[2]}.${match[1]}${suffix}${match[3]}`
}

/** The address as Electron's main process sees it. */
export function toElectron(url: string): string {
  const match = /^https:\/\/(.*)\.([a-z]+)\.electron\.test(.*)$/.exec(url)
  return match === null ? url : `${match[2]}://${match[1]}${match[3]}`
}
