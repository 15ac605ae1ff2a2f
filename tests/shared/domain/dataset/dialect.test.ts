import { expect, test } from 'vitest'
import { detectDialect } from '#shared/domain/dataset/dialect'

const ends = { crlf: '\r\n', lf: '\n', cr: '\r', crcrlf: '\r\r\n' } as const

for (const delimiter of [',', ';', '\t', '|']) {
  for (const [lineEnd, sign] of Object.entries(ends)) {
    test(`${JSON.stringify(delimiter)} with ${lineEnd} is found, whatever stands in quotes`, () => {
      const rows = ['name|note|n', 'Ann|"a,b;c\nd"|1', 'Bo|"he said ""hi, you"""|2', 'Cy||3'].map((row) => row.replaceAll('|', delimiter))
      expect(detectDialect(rows.join(sign) + sign)).toEqual({ delimiter, quote: '"', lineEnd })
    })
  }
}

test('a decimal comma does not make a file comma-separated', () => {
  expect(detectDialect('name;price\nA;1,5\nB;2,25\n').delimiter).toBe(';')
})

test('single quotes are found where there are no double ones', () => {
  expect(detectDialect("'a','b'\n'1, 2','3'\n'4','5'\n").quote).toBe("'")
  expect(detectDialect("a,b\nO'Neil,it's\n").quote).toBe('"')
})

test('one column is a comma file', () => {
  expect(detectDialect('name\nAnn\nBo\n')).toEqual({ delimiter: ',', quote: '"', lineEnd: 'lf' })
})
