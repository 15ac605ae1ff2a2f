import { expect, type Locator, type Page } from '@playwright/test'

/** More than any page has from one end to the other. */
const most = 160

/** Presses Tab until the element has the focus; fails with what had it on the way. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const met: string[] = []
  for (let pressed = 0; pressed <= most; pressed += 1) {
    if (await hasFocus(target)) return
    await page.keyboard.press(key)
    met.push(await focused(page))
  }
  throw new Error(`${key} does not reach ${target.toString()}. It met:\n${met.join('\n')}`)
}

/** Goes to the element with Tab and presses a key there. */
export async function tabAndPress(page: Page, target: Locator, key: string, direction: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await tabTo(page, target, direction)
  await page.keyboard.press(key)
}

/** What has the focus is on the page still: keys go on from there, and a screen reader knows where one is. */
export async function expectFocusKept(page: Page, after: string): Promise<void> {
  await expect.poll(() => focused(page), { message: `after ${after} something has the focus` }).not.toBe('nothing')
}

async function hasFocus(target: Locator): Promise<boolean> {
  return (await target.count()) > 0 && target.first().evaluate((element) => element === document.activeElement)
}

/** What has the focus, in words for a failed test. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return 'nothing'
    const label = element.getAttribute('aria-label') ?? (element instanceof HTMLInputElement ? (element.labels?.[0]?.textContent ?? '') : element.textContent)
    return `${element.getAttribute('role') ?? element.tagName.toLowerCase()} ${label.slice(0, 60)}`
  })
}

/** Types into what has the focus once that is a field, as a person does who looks before typing. */
export async function typeIn(page: Page, text: string): Promise<void> {
  await expect(page.locator('input:focus')).toBeVisible()
  await page.keyboard.type(text)
  await expect(page.locator('input:focus')).toHaveValue(text)
}
