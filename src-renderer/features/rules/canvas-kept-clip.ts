const KEY = 'sextant-rule-tiles'

/** Remembers copied tiles for all windows of the application; Electron refuses the system's clipboard to buttons. */
export function keepClip(text: string): void {
  try {
    localStorage.setItem(KEY, text)
  } catch (error) {
    // a full store only costs the button, not Ctrl C
    reportError(error)
  }
}

export const keptClip = (): string => localStorage.getItem(KEY) ?? ''
