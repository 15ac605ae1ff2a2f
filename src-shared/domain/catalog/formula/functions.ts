/** The functions of formulas, in the order in which they are listed. */
export const FORMULA_FUNCTIONS = {
  if: { few: 2, many: 3, usage: 'if(condition, then, else)', help: 'The second value where the condition holds, else the third, or empty without a third.' },
  coalesce: { few: 2, many: 20, usage: 'coalesce(a, b, …)', help: 'The first value that is not empty.' },
  empty: { few: 1, many: 1, usage: 'empty(a)', help: 'Yes where there is no value.' },
  round: { few: 1, many: 2, usage: 'round(number, places)', help: 'The nearest number with so many decimal places, or the nearest whole number; halves go away from zero.' },
  min: { few: 2, many: 20, usage: 'min(a, b, …)', help: 'The smallest number, or the earliest date; empty where one of them is.' },
  max: { few: 2, many: 20, usage: 'max(a, b, …)', help: 'The largest number, or the latest date; empty where one of them is.' },
  length: { few: 1, many: 1, usage: 'length(text)', help: 'How many characters a text has.' },
  lower: { few: 1, many: 1, usage: 'lower(text)', help: 'The text with small letters from a to z.' },
  upper: { few: 1, many: 1, usage: 'upper(text)', help: 'The text with capital letters from A to Z.' },
  contains: { few: 2, many: 2, usage: 'contains(text, part)', help: 'Whether the part is found in the text; A and a are alike.' },
  concat: { few: 2, many: 20, usage: 'concat(a, b, …)', help: 'The texts one after the other; empty ones are left out.' },
  days: { few: 2, many: 2, usage: 'days(from, to)', help: 'Days between two dates; between two moments, whole stretches of 24 hours.' },
  year: { few: 1, many: 1, usage: 'year(date)', help: 'The year of a date.' },
  month: { few: 1, many: 1, usage: 'month(date)', help: 'The month of a date, 1 to 12.' },
  weekday: { few: 1, many: 1, usage: 'weekday(date)', help: 'The day of the week, 1 for Monday to 7 for Sunday.' },
  date: { few: 1, many: 1, usage: 'date("2026-11-20")', help: 'A certain date.' },
  utcdate: { few: 1, many: 1, usage: 'utcdate(moment)', help: 'The date of a moment in UTC, which is the same for everyone.' },
  today: { few: 0, many: 0, usage: 'today()', help: 'The day it is in the workspace’s time zone; values follow within minutes after midnight.' },
  agedays: { few: 1, many: 1, usage: 'agedays(a)', help: 'Days from a date to today; from a moment, stretches of 24 hours to the beginning of today, begun ones counted: 0 today, 1 yesterday.' },
} as const

export type FormulaFunction = keyof typeof FORMULA_FUNCTIONS

/** Words that cannot stand for a column without brackets. */
export const FORMULA_WORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'yes', 'no', 'true', 'false', 'now', ...Object.keys(FORMULA_FUNCTIONS)])

export function isFormulaFunction(name: string): name is FormulaFunction {
  return Object.hasOwn(FORMULA_FUNCTIONS, name)
}
