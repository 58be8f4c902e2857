// The help: from the bar, by F1, from the palette, from the settings, and before the passphrase.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type CoreOptions, type CorePages, corePages } from '#tests/core-pages'
import { closePage } from '#tests/renderer-pages'
import { emptySeed } from '#tests/follow-up-seed'
import { faultsEverywhere } from '#tests/page-faults'

let pages: CorePages
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const open = async (options: CoreOptions = {}): Promise<void> =>
  void ({ page } = await pages.open(emptySeed, options))
const help = (name = 'Help') => page.getByRole('dialog', { name })

it('the palette opens it, and Escape gives the focus back', async () => {
  await open()
  const settings = page.getByRole('button', { name: 'Settings' })
  await settings.focus()
  await page.keyboard.press('Control+K')
  await page.locator('input:focus').waitFor()
  await page.keyboard.type('help')
  await page.locator('[role=option][data-key="help"]').click()
  await help().getByRole('heading', { name: 'When a device is lost, taken or searched' }).waitFor()
  expect(await help().locator('ol').first().locator('li').count()).toBe(5)
  await page.keyboard.press('Escape')
  await help().waitFor({ state: 'detached' })
  await expect.poll(() => settings.evaluate(each => each === document.activeElement)).toBe(true)
})

it('the settings lead to it', async () => {
  await open()
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('link', { name: 'Help' }).click()
  await help().waitFor()
  expect(await help().getByRole('heading', { level: 3 }).count()).toBe(10)
})

it('the bar of every screen leads to it, and so does F1', async () => {
  await open()
  await page.keyboard.press('Control+3')
  const button = page.getByRole('banner').getByRole('button', { name: 'Help' })
  await button.click()
  await help().getByRole('heading', { name: 'Meetings and minutes' }).waitFor()
  await page.keyboard.press('Escape')
  await help().waitFor({ state: 'detached' })
  await expect.poll(() => button.evaluate(each => each === document.activeElement)).toBe(true)
  await page.keyboard.press('F1')
  await help().getByRole('heading', { name: 'Decisions' }).waitFor()
})

it('opens before the passphrase, in the language of the window', async () => {
  await open({ isLocked: true, appearance: { language: 'ar' } })
  await page.getByRole('link', { name: 'المساعدة' }).click()
  const dialog = help('المساعدة')
  await dialog.getByRole('heading', { name: 'عند فقدان جهاز أو أخذه أو تفتيشه' }).waitFor()
  expect(await dialog.evaluate(each => getComputedStyle(each).direction)).toBe('rtl')
})

it('F1 opens it before the passphrase, and Escape leads back to the field', async () => {
  await open({ isLocked: true })
  await page.locator('input[type=password]:focus').waitFor()
  await page.keyboard.press('F1')
  await help().getByRole('heading', { name: 'Decisions' }).waitFor()
  await page.keyboard.press('Escape')
  await help().waitFor({ state: 'detached' })
  await expect.poll(() => page.locator('input[type=password]:focus').count()).toBe(1)
})

it('F1 opens it over a dialog, and Escape leads back to the field in the dialog', async () => {
  await open()
  await page.keyboard.press('Control+N')
  const dialog = page.getByRole('dialog', { name: 'New document' })
  const field = dialog.getByRole('textbox').first()
  await field.fill('Shelter')
  await field.focus()
  await page.keyboard.press('F1')
  await help().getByRole('heading', { name: 'Decisions' }).waitFor()
  await page.keyboard.press('Escape')
  await help().waitFor({ state: 'detached' })
  await dialog.locator('input:focus').waitFor()
  expect(await field.inputValue()).toBe('Shelter')
})

it('F1 opens it over the palette, and Escape leads back to it', async () => {
  await open()
  await page.keyboard.press('Control+K')
  await page.locator('input:focus').waitFor()
  await page.keyboard.type('set')
  await page.keyboard.press('F1')
  await help().getByRole('heading', { name: 'Decisions' }).waitFor()
  await page.keyboard.press('Escape')
  await help().waitFor({ state: 'detached' })
  await page.locator('input:focus').waitFor()
  expect(await page.locator('input:focus').inputValue()).toBe('set')
})

it('has no accessibility fault, and loses nothing when small, mirrored or long', async () => {
  await open({ isLocked: true })
  await page.getByRole('link', { name: 'Help' }).click()
  await help().waitFor()
  expect(await faultsEverywhere(page)).toEqual([])
})
