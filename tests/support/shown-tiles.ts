import type { Page } from '@playwright/test'

/** Ids of the canvas tiles that can be seen and say something, two frames after whatever was done before. */
export function shownTiles(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const sheet = document.querySelector('.react-flow')?.getBoundingClientRect()
    if (sheet === undefined) return []
    const seen = [...document.querySelectorAll('.react-flow__node')].filter((node) => {
      const box = node.getBoundingClientRect()
      return box.right > sheet.left && box.left < sheet.right && box.bottom > sheet.top && box.top < sheet.bottom && node.textContent.trim() !== ''
    })
    return seen.map((node) => node.getAttribute('data-id') ?? '')
  })
}

/** Tiles that were missing or empty right after a pan: those that can be seen once everything has come to rest and could not be seen before. */
export async function blankAfter(page: Page, pan: () => Promise<void>): Promise<{ readonly blank: readonly string[]; readonly shown: number }> {
  await pan()
  const at = await shownTiles(page)
  await page.waitForTimeout(800)
  const rest = await shownTiles(page)
  return { blank: rest.filter((id) => !at.includes(id)), shown: rest.length }
}
