/** Moves the focus to the last element that fits, once what was just added is on the page. */
export function focusNewest(root: Element | null, selector: string): void {
  requestAnimationFrame(() => {
    const found = root?.querySelectorAll(selector)
    const last = found?.[found.length - 1]
    if (last instanceof HTMLElement) last.focus()
  })
}
