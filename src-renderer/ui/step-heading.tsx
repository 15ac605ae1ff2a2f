import type { ReactNode } from 'react'
import { useTakeFocus } from './take-focus.ts'

/** The heading of a step; keys go on from it when the button that led here is gone. */
export function StepHeading({ children }: { readonly children: ReactNode }) {
  const ref = useTakeFocus<HTMLHeadingElement>()
  return <h2 ref={ref} tabIndex={-1} className="takes-focus">{children}</h2>
}
