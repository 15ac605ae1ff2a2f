import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBench, type Bench } from './run-job.ts'

let bench: Bench
beforeAll(() => {
  bench = openBench()
})
afterAll(() => bench.close())

const record = { name: 'Zoë', company: 'Acme, Inc.', tags: ['a', 'b'] }
const documents: Readonly<Record<string, string>> = {
  'a mapping': JSON.stringify({ table: 'lead', columns: [{ source: 'Name', target: 'last_name' }] }, null, 2),
  'a list of records': JSON.stringify([record, record]),
  'a list of records in lines': `\ufeff${JSON.stringify([record, record], null, 2)}`,
  'one record a line': `${JSON.stringify(record)}\n${JSON.stringify(record)}\n`,
  'one list a line': '["name","company"]\r\n["Zoë","Acme"]\r\n',
  'a list of lists': JSON.stringify([['name', 'company'], ['Zoë', 'Acme']], null, 1),
  'a list of numbers': '[1,\n2,\n3]\n',
  'nothing but brackets': '{\n}\n',
  'more records than are looked at': JSON.stringify(Array.from({ length: 40_000 }, (_, number) => ({ ...record, number }))),
}

describe.each(Object.entries(documents))('%s', (_what, text) => {
  test('is refused when it is looked at, checked and imported, and nothing is kept', async () => {
    const file = bench.file('people.json', text)
    const sentence = 'people.json is a JSON document, not a CSV file. Save the data as CSV in the program that made it, and import that file.'
    const mapping = { table: 'lead', columns: [] }
    expect(() => bench.inspect(file)).toThrow(sentence)
    await expect(bench.check(file, mapping)).rejects.toThrow(sentence)
    await expect(bench.import(file, mapping)).rejects.toThrow(sentence)
    expect(bench.all('SELECT id FROM lead')).toEqual([])
  })
})

test('a JSON document that is named .csv is refused by that name', () => {
  expect(() => bench.inspect(bench.file('people.csv', JSON.stringify([record])))).toThrow('people.csv is a JSON document named .csv, not a CSV file.')
})

test.each(['name,data\nZoë,"{""a"": 1}"\n', '[Name],[Company]\nZoë,Acme\n', '{name};{company}\nZoë;Acme\n', '"[1,2]",b\n1,2\n'])('a table that holds brackets is a table: %j', (text) => {
  expect(bench.inspect(bench.file('table.json', text)).rows).toBe(1)
})
