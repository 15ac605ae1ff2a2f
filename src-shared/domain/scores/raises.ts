/** Interactions that a seller can bring about, in the order in which equal ones are offered. */
export const SELLER_ACTS = ['MeetingHeld', 'CallHeld', 'EmailSent'] as const

/** At most as many changes are offered. */
export const MOST_RAISES = 5
