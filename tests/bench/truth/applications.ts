import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openBench, type Bench } from '../../main/import/run-job.ts'
import { sharedData } from '../../support/shared-data.ts'

const mapping = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../reference/mappings/${name}.json`, import.meta.url), 'utf8'))

/** The loan applications of bpi2012 with their events; null where the files are not there. The caller closes it. */
export async function openApplications(): Promise<Bench | null> {
  const folder = sharedData('bpi2012-loan-applications')
  if (folder === undefined) return null
  const bench = openBench('Europe/Amsterdam')
  await bench.import(join(folder, 'applications.csv'), mapping('bpi2012-applications'))
  await bench.import(join(folder, 'events.csv'), mapping('bpi2012-events'))
  return bench
}
