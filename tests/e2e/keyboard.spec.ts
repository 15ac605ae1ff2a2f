import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { expect, goTo, test } from './fixtures.ts'
import { expectFocusKept, tabAndPress, tabTo, typeIn } from './keyboard.ts'

const industries = ['Retail', 'Select', 'Mining'] as const
const rows = Array.from({ length: 30 }, (_, index) => [`L${index + 1}`, `Company ${index + 1}`, industries[index % 3], String(5 + index), index % 2 === 0 ? '1' : '0', `0${index % 5}`].join(','))
const csv = ['Lead Number,Company,Industry,Employees,Converted,Shoe size', ...rows].join('\n')

test.describe('on an empty workspace', () => {
  test.use({ workspace: 'empty' })

  test('a file is imported by keyboard alone: mapping, type, missing markers, check, run', async ({ page }) => {
    const folder = temporaryFolder()
    const file = join(folder.path, 'people.csv')
    writeFileSync(file, csv)
    await goTo(page, '/data/import')

    await test.step('choose the file', async () => {
      await tabTo(page, page.getByRole('button', { name: 'Choose a file' }))
      // The dialog is the system's own; the file comes as from it.
      await page.locator('input[type=file]').first().setInputFiles(file)
      await expect(page.getByRole('heading', { name: 'Import people.csv' })).toBeVisible()
      await expectFocusKept(page, 'choosing a file')
    })

    await test.step('send it into the leads', async () => {
      await tabAndPress(page, page.getByRole('button', { name: /^Into table/u }), 'Enter', 'Shift+Tab')
      await typeIn(page, 'Leads')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('button', { name: 'Into table: Leads' })).toBeFocused()
      await expect(page.getByRole('button', { name: /^Converted goes into: State/u })).toBeVisible()
    })

    await test.step('send a column somewhere else, and leave one out', async () => {
      await tabAndPress(page, page.getByRole('button', { name: /^Shoe size goes into/u }), 'Enter')
      await typeIn(page, 'Do not')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      const target = page.getByRole('button', { name: 'Shoe size goes into: Do not import' })
      await expect(target).toBeFocused()
      await page.keyboard.press('Space')
      await typeIn(page, 'New column')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('button', { name: 'Shoe size goes into: New Shoe size' })).toBeFocused()
    })

    await test.step('change the type of the new column', async () => {
      const type = page.getByRole('button', { name: /^Type of Shoe size/u })
      await tabAndPress(page, type, 'Enter', 'Shift+Tab')
      await expect(page.getByRole('option', { name: 'Text', exact: true })).toBeVisible()
      for (let step = 0; step < 12 && !(await page.getByRole('option', { name: 'Text', exact: true }).and(page.locator('[data-combobox-selected]')).isVisible()); step += 1) await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('button', { name: 'Type of Shoe size: Text' })).toBeFocused()
    })

    await test.step('mark Select as missing', async () => {
      await tabAndPress(page, page.getByRole('button', { name: /^Missing in Industry/u }), 'Enter', 'Shift+Tab')
      const editor = page.getByRole('dialog', { name: 'Missing values of Industry' })
      await expect(editor).toBeVisible()
      const marker = editor.getByRole('textbox', { name: 'Another marker of a missing value' })
      if ((await editor.getByRole('button', { name: 'Select is a value again' }).count()) === 0) {
        await tabTo(page, marker)
        await page.keyboard.type('Select')
        await page.keyboard.press('Enter')
      }
      await tabTo(page, marker)
      await page.keyboard.type('Mining')
      await page.keyboard.press('Enter')
      await tabAndPress(page, editor.getByRole('button', { name: 'Mining is a value again' }), 'Space', 'Shift+Tab')
      await expectFocusKept(page, 'taking a marker away')
      await page.keyboard.press('Escape')
      await expect(editor).toBeHidden()
      await expect(page.getByRole('button', { name: 'Missing in Industry: Select' })).toBeFocused()
    })

    await test.step('walk the rows and open the settings of one', async () => {
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      await expect(page.getByRole('row', { selected: true })).toContainText('Company')
      await tabTo(page, page.getByRole('row', { selected: true }), 'Shift+Tab')
      await page.keyboard.press('Enter')
      const settings = page.getByRole('complementary', { name: 'Settings of Company' })
      await expect(settings).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(settings).toBeHidden()
      await expectFocusKept(page, 'closing the settings')
    })

    await test.step('check and import', async () => {
      await tabAndPress(page, page.getByRole('button', { name: 'Check 30 rows' }), 'Enter', 'Shift+Tab')
      await expect(page.getByRole('button', { name: 'Import 30 rows' })).toBeFocused({ timeout: 30_000 })
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { name: '30 of 30 rows are in Leads' })).toBeVisible({ timeout: 30_000 })
      await expectFocusKept(page, 'the import')
      await tabAndPress(page, page.getByRole('link', { name: 'Show the leads' }), 'Enter')
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page).toHaveURL(/#\/leads/u)
    })
    folder.remove()
  })
})

test.describe('on a sample of its own', () => {
  test.use({ workspace: 'own sample' })

  test('a model is trained and published by keyboard alone', async ({ page }) => {
    test.slow()
    await goTo(page, '/models/new')

    await test.step('choose the outcome', async () => {
      await expect(page.getByRole('heading', { name: 'What should it predict?' })).toBeVisible()
      const leads = page.getByRole('radio', { name: /^Leads/u })
      await tabAndPress(page, page.getByRole('radio').first(), 'Space')
      if (!(await leads.isChecked())) await page.keyboard.press('ArrowUp')
      await expect(leads).toBeChecked()
      await tabAndPress(page, page.getByRole('button', { name: 'Next' }), 'Enter')
      await expect(page.getByRole('heading', { name: 'Which closed leads should it learn from?' })).toBeVisible()
      await expectFocusKept(page, 'Next')
    })

    await test.step('go back and forth', async () => {
      await tabAndPress(page, page.getByRole('button', { name: 'Back' }), 'Enter')
      await expect(page.getByRole('heading', { name: 'What should it predict?' })).toBeVisible()
      await expectFocusKept(page, 'Back')
      await tabAndPress(page, page.getByRole('button', { name: 'Next' }), 'Enter')
    })

    await test.step('name it and choose a window', async () => {
      await tabTo(page, page.getByRole('textbox', { name: 'Name' }))
      await page.keyboard.press('Control+a')
      await page.keyboard.type('By_keys')
      const windows = page.getByRole('table', { name: 'Windows' }).getByRole('radio')
      await tabTo(page, windows.and(page.locator(':checked')))
      await page.keyboard.press('ArrowUp')
      await expect(windows.and(page.locator(':checked'))).toBeFocused()
      await page.keyboard.press('ArrowDown')
      await tabAndPress(page, page.getByRole('button', { name: 'Next' }), 'Enter')
      await expect(page.getByRole('heading', { name: 'What may it look at?' })).toBeVisible()
      await expectFocusKept(page, 'Next')
    })

    await test.step('leave an attribute out', async () => {
      const box = page.getByRole('checkbox', { name: 'Use Employees', exact: true })
      // The Tab key cannot reach what is still being counted.
      await expect(box).toBeVisible({ timeout: 30_000 })
      await tabAndPress(page, box, 'Space')
      await expect(box).not.toBeChecked()
      await expect(box).toBeFocused()
    })

    await test.step('train', async () => {
      await tabAndPress(page, page.getByRole('button', { name: 'Start training' }), 'Enter')
      await tabAndPress(page, page.getByRole('button', { name: 'Yes, create model' }), 'Enter')
      await expect(page.getByRole('heading', { name: 'Learning from closed leads' })).toBeVisible({ timeout: 60_000 })
      await expectFocusKept(page, 'Start training')
      await expect(page.getByText(/AUC/u).first()).toBeVisible({ timeout: 120_000 })
      await expectFocusKept(page, 'the training')
    })

    await test.step('publish', async () => {
      await tabAndPress(page, page.getByRole('button', { name: 'Publish' }), 'Enter')
      await expect(page.getByText('Published.')).toBeVisible({ timeout: 60_000 })
      await expectFocusKept(page, 'Publish')
      await tabTo(page, page.getByRole('link', { name: 'Show the leads' }))
    })
  })
})
