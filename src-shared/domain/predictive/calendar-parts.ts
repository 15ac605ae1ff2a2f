/** Parts of a date that come again. */
export const CALENDAR_PARTS = ['weekday', 'month'] as const
export type CalendarPart = (typeof CALENDAR_PARTS)[number]

/** Their values as people read them, in the calendar's order. */
export const CALENDAR_VALUES: Readonly<Record<CalendarPart, readonly string[]>> = {
  weekday: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  month: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
}

const DAY = 86_400_000

/** `Monday` or `March` of a day, counted from 1970-01-01 in the Gregorian calendar; null for a day that no date stands for. */
export function partOfDay(day: number, part: CalendarPart): string | null {
  // 1970-01-01 was a Thursday.
  const place = part === 'weekday' ? (((day + 3) % 7) + 7) % 7 : new Date(day * DAY).getUTCMonth()
  return CALENDAR_VALUES[part][place] ?? null
}

/** Places of the names in the calendar's order; names that are none of its own come last, as they are. */
export function calendarOrder(names: readonly string[], part: CalendarPart): number[] {
  const place = (name: string): number => (CALENDAR_VALUES[part].includes(name) ? CALENDAR_VALUES[part].indexOf(name) : CALENDAR_VALUES[part].length)
  return [...names.keys()].sort((one, other) => place(names[one] ?? '') - place(names[other] ?? '') || one - other)
}
