// Another group, and a private document that goes there: by the menu, by the palette and by keys alone.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { faultsEverywhere } from '#tests/page-faults'
import { leavePage, type RendererPages, rendererPages, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'
import type { FakeCore } from '#tests/fake-core'

const say = sayIn('en')

let pages: RendererPages
let page: Page
beforeAll(async () => void (pages = await rendererPages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const groupShown = () => page.locator('.group-name').textContent()
const toast = (text: string) => page.locator('.toasts').getByText(text).waitFor()
const moves = () =>
  page.evaluate(() =>
    (window as unknown as { fake: FakeCore }).fake.calls
      .filter(({ name }) => name === 'documents.move')
      .map(({ input }) => input as { document: string; group: string; keep: boolean }),
  )
const rows = () => page.getByRole('row')
const dialog = () => page.getByRole('dialog')
/** The dialog has taken the focus from what led to it. */
const open = async (): Promise<void> => {
  await dialog().waitFor()
  await settled(page)
}
const privateTitle = 'Statement on shrinking spaces for civil society'
const openMenu = async (): Promise<void> => {
  await page.keyboard.press('Control+2')
  await page.getByRole('button', { name: say('documents.acts', { title: privateTitle }) }).click()
  await page.getByRole('menuitem', { name: 'Move to another group' }).click()
  await dialog().waitFor()
}

it('makes another group with the keys: the window is in it and says so', async () => {
  page = await pages.open()
  await page.locator('.group-button').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Create another group' }).focus()
  await page.keyboard.press('Enter')
  await open()
  await dialog().getByRole('textbox').first().focus()
  await page.keyboard.type('Regional advisory group')
  await dialog().getByRole('textbox').last().focus()
  await page.keyboard.type('K.W.')
  await page.keyboard.press('Enter')
  await toast('“Regional advisory group” is made. You are in it now.')
  await expect.poll(groupShown).toBe('Regional advisory group')
  await page.getByRole('heading', { name: 'Regional advisory group', exact: true }).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
})

it('moves a private document by its menu: the old one is gone, and the new one is shown there', async () => {
  page = await pages.open()
  await openMenu()
  const before = await groupShown()
  await dialog().getByRole('button', { name: 'Move it' }).click()
  await page.locator('.editor').waitFor()
  const [move] = await moves()
  expect(move?.keep).toBe(false)
  await page.keyboard.press('Control+2')
  await rows().filter({ hasText: privateTitle }).waitFor()
  expect(await groupShown()).not.toBe(before)
  const left = await page.evaluate(
    id => (window as unknown as { fake: FakeCore }).fake.documents.some(each => each.id === id),
    move?.document,
  )
  expect(left).toBe(false)
})

it('keeps the old one where that is chosen, with the keys alone', async () => {
  page = await pages.open()
  await page.keyboard.press('Control+2')
  await page.getByRole('row').filter({ hasText: privateTitle }).focus()
  await page.keyboard.press('Enter')
  await page.locator('.editor').waitFor()
  await page.keyboard.press('Control+K')
  await page.keyboard.type('move to another')
  // Core answers before the palette lists this act. Enter takes the line that is chosen.
  await page
    .getByRole('option', { name: 'Move to another group' })
    .and(page.locator('[data-focused]'))
    .waitFor()
  await page.keyboard.press('Enter')
  await open()
  await dialog().getByRole('checkbox').focus()
  await page.keyboard.press('Space')
  await dialog().getByRole('button', { name: 'Move it' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await moves())[0]?.keep).toBe(true)
  await dialog().waitFor({ state: 'detached' })
})

it('says what keeps a document here, and that there is no other group', async () => {
  page = await pages.open({ fail: { 'documents.move': 'figure-missing' } })
  await openMenu()
  await dialog().getByRole('button', { name: 'Move it' }).click()
  const refused = page.getByText('A picture or a file of this document cannot be moved')
  await refused.waitFor()
  expect(await refused.isVisible()).toBe(true)
  expect(await faultsEverywhere(page)).toEqual([])
})
