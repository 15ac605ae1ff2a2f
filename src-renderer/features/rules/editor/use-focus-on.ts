import { type RefObject, useEffect } from 'react'

/** Asks for the focus on the part of that id, anew whenever `at` changes. */
export type FocusOn = { readonly part: string; readonly at: number } | null | undefined

const FIELD = 'input:not([disabled]):not([type="checkbox"]), button, [tabindex="0"]'

/** Moves the focus to a part inside the root: into its first field, or to its handle; `fallback` is taken where the part is not shown. */
export function useFocusOn(root: RefObject<HTMLElement | null>, focusOn: FocusOn, fallback: 'first field' | 'nothing'): void {
  useEffect(() => {
    if (focusOn === null || focusOn === undefined) return
    const id = CSS.escape(focusOn.part)
    const handle = root.current?.querySelector(`[data-node="${id}"]`)
    const part = root.current?.querySelector(`[data-part="${id}"]`) ?? (fallback === 'first field' ? root.current : null)
    const field = handle ?? part?.querySelector(FIELD)
    if (!(field instanceof HTMLElement)) return
    field.focus()
    field.scrollIntoView({ block: 'nearest' })
  }, [root, focusOn, fallback])
}
