import { createContext } from 'react'

/** Lists and calendars inside a popover stay inside it, so that a click on them is no click outside. */
export const InPopover = createContext(false)
