import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/**
 * Notes everything serious or critical that axe finds on the page as it is, under a name where one test looks at several;
 * the test goes on. Legacy mode, since the other one opens a blank page, which the application denies.
 */
export async function nothingGrave(page: Page, name?: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect.soft(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`), name).toEqual([])
}
