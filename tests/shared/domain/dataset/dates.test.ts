import { expect, test } from 'vitest'
import { compileDateFormat, isoDay } from '#shared/domain/dataset/date-format'
import { detectDates as detect, detectStamps } from '#shared/domain/dataset/date-detect'
import { createZone } from '#shared/domain/dataset/zone'

const detectDates = (values: readonly string[]) => detect(new Map(values.map((value) => [value, 1])))

function read(pattern: string, text: string): string | number | null {
  const format = compileDateFormat(pattern)
  if (format === undefined || !format.read(text)) return null
  if (!format.hasTime) return isoDay(format.local)
  return new Date(format.local - (Number.isNaN(format.offset) ? 0 : format.offset)).toISOString()
}

test.each([
  ['YYYY-MM-DD HH:mm', '2019-03-29 15:23:31.957 UTC', '2019-03-29T15:23:31.957Z'],
  ['YYYY-MM-DD HH:mm', '2021-01-07 6:49:18', '2021-01-07T06:49:18.000Z'],
  ['YYYY-MM-DD HH:mm', '2011-10-01T00:38:44.546+02:00', '2011-09-30T22:38:44.546Z'],
  ['YYYY-MM-DD HH:mm', '2011-10-01T00:38:44Z', '2011-10-01T00:38:44.000Z'],
  ['M/D/YYYY', '3/1/2017', '2017-03-01'],
  ['M/D/YYYY h:mm A', '3/1/2017 12:05 am', '2017-03-01T00:05:00.000Z'],
  ['M/D/YYYY h:mm A', '3/1/2017 12:05 PM', '2017-03-01T12:05:00.000Z'],
  ['DD-MM-YYYY HH:mm', '13-05-2014 09:30', '2014-05-13T09:30:00.000Z'],
  ['YYYY/D/M H:mm', '2014/6/5 9:30', '2014-05-06T09:30:00.000Z'],
  ['DD.MM.YYYY', '3.11.2026', '2026-11-03'],
  ['D MMM YYYY', '3 Nov 2026', '2026-11-03'],
  ['MMM D, YYYY', 'November 3, 2026', '2026-11-03'],
  ['YYYYMMDD', '20261103', '2026-11-03'],
  ['DD.MM.YY', '29.02.24', '2024-02-29'],
  ['YYYY-MM-DD', '9999-12-31', '9999-12-31'],
  ['D. MMM YYYY', '3. März 2026', '2026-03-03'],
  ['D MMM YYYY', '14 juillet 2026', '2026-07-14'],
  ['D MMM YYYY', '14 juin 2026', '2026-06-14'],
  ['D MMM YYYY HH:mm', 'Tue, 03 Nov 2026 10:00:00 GMT', '2026-11-03T10:00:00.000Z'],
  ['MMM D, YYYY', 'Tuesday, November 3, 2026', '2026-11-03'],
  ['X', '1700000000', '2023-11-14T22:13:20.000Z'],
  ['x', '1700000000123', '2023-11-14T22:13:20.123Z'],
  ['EXCEL', '45000', '2023-03-15T00:00:00.000Z'],
  ['EXCEL', '45000.75', '2023-03-15T18:00:00.000Z'],
])('%s reads %s', (pattern, text, expected) => expect(read(pattern, text)).toBe(expected))

test.each([
  ['DD.MM.YYYY', '31.2.2026'], ['DD.MM.YYYY', '29.02.2023'], ['M/D/YYYY', '13/1/2017'], ['YYYY-MM-DD', '2019-03-29 10:00'],
  ['YYYY-MM-DD HH:mm', '2019-03-29 25:00'], ['YYYY-MM-DD HH:mm', '2019-03-29 10:61'], ['YYYY-MM-DD', '2019-3'], ['YYYYMMDD', '2026113'], ['D MMM YYYY', '3 Foo 2026'],
])('%s does not read %s', (pattern, text) => expect(read(pattern, text)).toBeNull())

test('a pattern without a year, a month or a day is none', () => {
  expect(compileDateFormat('HH:mm')).toBeUndefined()
  expect(compileDateFormat('MM/YYYY')).toBeUndefined()
})

test('day or month first is decided by the whole column', () => {
  expect(detectDates(['3/1/2017', '10/20/2016'])).toMatchObject({ formats: ['MM/DD/YYYY'], notes: [] })
  expect(detectDates(['3/1/2017', '20/10/2016'])).toMatchObject({ formats: ['DD/MM/YYYY'], notes: [] })
  expect(detectDates(['3/1/2017', '4/2/2016'])?.notes[0]).toMatch(/^“3\/1\/2017” could have the day or the month first, and no value of the sample decides/u)
})

test('a column that a spreadsheet damaged is read in both its forms', () => {
  expect(detectDates(['13-05-2014 09:30', '2014/6/5 9:30', '20-05-2014 09:30'])?.formats).toEqual(['DD-MM-YYYY HH:mm', 'YYYY/DD/MM HH:mm'])
  expect(detectDates(['16-01-2013 14:40', '1/1/2013 20:59'])?.formats).toEqual(['DD-MM-YYYY HH:mm', 'DD/MM/YYYY HH:mm'])
})

test.each([
  ['two digits of a year, month first', ['1/20/24', '12/5/24'], ['MM/DD/YY']], ['two digits of a year, day first', ['20.01.24', '05.12.24'], ['DD.MM.YY']],
  ['months in words without a comma', ['Jan 05 2024', 'Dec 31 2023'], ['MMM D YYYY']], ['months in German', ['5. Januar 2024', '31. Dezember 2023'], ['D. MMM YYYY']],
  ['days of the week in front', ['Monday, January 1, 2024', 'Friday, May 3, 2024'], ['MMM D, YYYY']],
])('%s', (_what, values, formats) => expect(detectDates(values)?.formats).toEqual(formats))

test('a few values that are no dates do not hide that the others are, however few days there are', () => {
  const counts = new Map([...Array.from({ length: 10 }, (_, day): [string, number] => [`2024-03-${10 + day}`, 20]), ['2024-02-30', 1], ['soon', 2]])
  expect(detect(counts)).toMatchObject({ formats: ['YYYY-MM-DD'], misses: ['soon', '2024-02-30'] })
})

test('numbers are moments only under a heading that says so', () => {
  expect(detectStamps('createdate', ['1700000000000', '1710000000000'])).toMatchObject({ type: 'datetime', dateFormats: ['x'] })
  expect(detectStamps('Created At', ['1700000000', '1710000000'])).toMatchObject({ type: 'datetime', dateFormats: ['X'] })
  expect(detectStamps('Close Date', ['45000', '45100'])).toMatchObject({ type: 'date', dateFormats: ['EXCEL'], notes: ['“45000” is read as 2023-03-15: a spreadsheet’s number of days.'] })
  expect(detectStamps('Created', ['20240131', '20231231'])).toMatchObject({ type: 'date', dateFormats: ['YYYYMMDD'] })
  expect(detectStamps('Revenue', ['45000', '45100'])).toBeUndefined()
  expect(detectStamps('Updated rows', ['45000', '45100'])).toBeUndefined()
  expect(detectStamps('Created', ['20240231', '20231231'])).toBeUndefined()
})

test('text is no date', () => {
  expect(detectDates(['12', 'abc', '2019-03-29'])).toBeUndefined()
  expect(detectDates([])).toBeUndefined()
})

test('local times become UTC; those that a clock change skips move forward, of those that happen twice the earlier is taken', () => {
  const tally = { skipped: 0, doubled: 0 }
  const berlin = createZone('Europe/Berlin')
  const utc = (text: string): string => new Date(berlin.toUtc(Date.parse(`${text}Z`), tally)).toISOString()
  expect(utc('2026-01-15T12:00:00')).toBe('2026-01-15T11:00:00.000Z')
  expect(utc('2026-07-15T12:00:00')).toBe('2026-07-15T10:00:00.000Z')
  expect(tally).toEqual({ skipped: 0, doubled: 0 })
  expect(utc('2026-03-29T01:59:59')).toBe('2026-03-29T00:59:59.000Z')
  expect(utc('2026-03-29T02:30:00')).toBe('2026-03-29T01:30:00.000Z')
  expect(utc('2026-03-29T03:00:00')).toBe('2026-03-29T01:00:00.000Z')
  expect(tally).toEqual({ skipped: 1, doubled: 0 })
  expect(utc('2026-10-25T02:30:00')).toBe('2026-10-25T00:30:00.000Z')
  expect(utc('2026-10-25T03:00:00')).toBe('2026-10-25T02:00:00.000Z')
  expect(tally).toEqual({ skipped: 1, doubled: 1 })
})

test('zones agree with the platform at every hour of two years', () => {
  for (const name of ['Australia/Lord_Howe', 'America/Los_Angeles', 'Asia/Kolkata', 'Africa/Casablanca']) {
    const zone = createZone(name)
    const tally = { skipped: 0, doubled: 0 }
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'medium' })
    for (let utc = Date.UTC(2025, 0, 1); utc < Date.UTC(2027, 0, 1); utc += 5 * 3_600_000) {
      const local = Date.parse(`${format.format(utc).replace(' ', 'T')}Z`)
      const back = zone.toUtc(local, tally)
      if (back !== utc) expect(format.format(back)).toBe(format.format(utc))
    }
  }
})

test('an unknown zone is refused', () => expect(() => createZone('Mars/Olympus')).toThrow(RangeError))
