// Erasing the history of a document and travelling without some, in a real window: what it means is said before, nothing
// happens by one press, and every state is free of faults.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { closePage, type EditorPages, editorPages, type HarnessWindow } from '#tests/editor-pages'
import { inputsOf, settled } from '#tests/renderer-pages'
import type { EntryId } from '#document/ids'
import { faultsEverywhere } from '#tests/page-faults'

let pages: EditorPages
let page: Page
beforeAll(async () => void (pages = await editorPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).first()
const inDialog = (name: string | RegExp) =>
  page.locator('[role="alertdialog"]').getByRole('button', { name, exact: true })
const see = (text: string | RegExp) => page.getByText(text).first().waitFor()
const calls = (name: string): Promise<unknown[]> => inputsOf(page, name)

it('a history is erased after a word of who is affected, what stays and what goes', async () => {
  const file = {
    size: 9,
    by: null,
    at: 0,
    goesAlong: false,
    circle: null,
    isExactText: false,
    writes: true,
  }
  const attached = [
    { ...file, id: 'a-aaaaaaaaaa' as EntryId, name: 'Report.pdf', isHere: false },
    { ...file, id: 'a-bbbbbbbbbb' as EntryId, name: 'Two hundred and first.pdf', isHere: true },
  ]
  page = await pages.open({ attached })
  await page.evaluate(() => {
    const { text, member } = window as unknown as HarnessWindow
    const size = { size: 900, width: 480, height: 160 }
    const picture = { type: 'png', hash: 'a'.repeat(64), ...size } as const
    text.insert(member(1), 1, [{ kind: 'figure', picture, runs: [{ text: 'Districts' }] }])
  })
  await page.keyboard.press('Control+2')
  await page
    .getByRole('button', { name: /^Actions for / })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Erase history' }).click()
  await see('The present text stays')
  // The lost files are named, so that they can be waited for or removed.
  await see(/^The picture of Figure 1 \(“Districts”\) has not arrived on this device/)
  await see(/^“Report\.pdf” has not arrived .* everyone loses it/)
  await see(
    /^The new document has room for 200 pictures and files, .* “Two hundred and first\.pdf” does not fit and will be left out\.$/,
  )
  await see('The other members’ devices do the same')
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent))
    .toBe('Keep the history')
  expect(await faultsEverywhere(page)).toEqual([])
  await inDialog('Keep the history').click()
  expect(await calls('documents.eraseHistory')).toEqual([])
  await page
    .getByRole('button', { name: /^Actions for / })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Erase history' }).click()
  const lists = (await calls('documents.list')).length
  await inDialog('Erase the history').click()
  await see('History erased. The document goes on with the text as it was.')
  expect(await calls('documents.eraseHistory')).toHaveLength(1)
  // Words written meanwhile are offered, and can be reached and put away by keyboard. The row leads to the
  // document before until the list is read again.
  await expect.poll(async () => (await calls('documents.list')).length).toBeGreaterThan(lists)
  await settled(page)
  await page.locator('.table .table-row').first().focus()
  await page.keyboard.press('Enter')
  const late = page.getByRole('textbox', { name: /^This text by / })
  await late.waitFor()
  expect(await late.inputValue()).toBe('Words from far away')
  expect(await faultsEverywhere(page)).toEqual([])
  await button('Done with it').press('Enter')
  await late.waitFor({ state: 'detached' })
  expect(await calls('documents.settleLate')).toHaveLength(1)
})

it('documents leave when another device keeps them, the others stay, and they are asked back', async () => {
  page = await pages.open()
  await page.getByLabel('Settings', { exact: true }).click()
  const section = page.getByRole('region', { name: 'Travel mode' })
  await section.getByText('No one has been asked to keep it since it changed.').first().waitFor()
  // An agenda and its minutes may have one title.
  const arabic = section.locator('.checkbox', { hasText: 'المدافعات' })
  await arabic.getByText('Recommendations', { exact: true }).waitFor()
  // Each row is as high as its words.
  const cut = await section
    .locator('.checkbox')
    .evaluateAll(rows => rows.filter(row => row.scrollHeight > row.clientHeight + 1).length)
  expect(cut).toBe(0)
  const boxes = section.getByRole('checkbox', { disabled: false })
  await boxes.nth(0).press('Space')
  await boxes.nth(1).press('Space')
  await boxes.nth(2).press('Space')
  await button('Ask members to keep these 3').click()
  await section
    .getByText(/^Kept by /)
    .first()
    .waitFor()
  expect(await calls('travel.ask')).toHaveLength(1)
  await section
    .getByText(/would keep the text, but not every picture and file/)
    .first()
    .waitFor()
  await section.getByRole('button', { name: /^Remove \d+ documents?$/ }).click()
  await see('Kept by')
  expect(await faultsEverywhere(page)).toEqual([])
  await inDialog(/^Remove \d+ documents?$/).click()
  await section
    .getByText(/^Since .*, kept by /)
    .first()
    .waitFor()
  expect(await faultsEverywhere(page)).toEqual([])
  await button('Restore to this device').click()
  await section
    .getByText(/^You asked for this document\. It arrives when/)
    .first()
    .waitFor()
  expect(await calls('travel.return')).toHaveLength(1)
})
