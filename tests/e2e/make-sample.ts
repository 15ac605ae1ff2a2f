import { join } from 'node:path'
import { prepareSample } from '../screens/prepare-sample.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Where the tests of all workers find the sample company as it is made; they copy it and never open it. */
export const FRESH_SAMPLE = 'SEXTANT_TEST_FRESH_SAMPLE'

/** Makes the sample company with its first models once for the whole run; what it returns takes it away again. */
export default async function makeSample(): Promise<() => void> {
  const folder = temporaryFolder()
  const file = join(folder.path, 'fresh.sextant')
  await prepareSample(folder.path, file)
  process.env[FRESH_SAMPLE] = file
  return () => folder.remove()
}
