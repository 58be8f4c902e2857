// Work that waits for a person, in a real window: each item is named on the first screen, and leads
// to its place.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { faultsEverywhere } from '#tests/page-faults'
import { closePage, settled } from '#tests/renderer-pages'
import { readFile } from '#tests/restricted-seed'
import { otherTitles, waitingSeed } from '#tests/waiting-seed'

let pages: CorePages
let opened: CorePage & { seeded: { more: string } }
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

async function home(): Promise<void> {
  opened = await pages.open(waitingSeed)
  page = opened.page
  await page.keyboard.press('Control+1')
  await page.getByText(/^Merged, please read: Strategy of support/).waitFor()
  await settled(page)
}

it('names acts that need the member’s word, and not those already answered', async () => {
  await home()
  await page.getByText('M.S. blocked a device.').waitFor()
  await page
    .getByText(/C\.R\. has not heard that a device of L\.H\. was blocked or removed/)
    .waitFor()
  const proposals = page.getByText('M.S. proposes something that needs more than one member.')
  expect(await proposals.count()).toBe(1)
  expect(await page.getByText('M.S. proposes something about you.').count()).toBe(1)
  await page.getByRole('button', { name: 'Look at it' }).last().click()
  await page
    .getByText(/M\.S\. proposes to remove L\.H\./)
    .first()
    .waitFor()
  // A member with a say in it can answer; without one the screen says why.
  expect(await page.getByRole('button', { name: 'Answer', exact: true }).count()).toBe(1)
  await page.getByText(/The proposal is about you, so your agreement does not count\./).waitFor()
  await page
    .getByText(/Your agreement does not count here, because you joined after this/)
    .waitFor()
  // These two were proposed before the only chair of that time left, the others have a chair who can agree.
  expect(await page.getByText(/too few other members can agree to it/).count()).toBe(2)
})

it('leads to the document whose paragraphs were changed on both sides', async () => {
  await home()
  expect(await page.locator('.document-merged').allInnerTexts()).toEqual([
    'Not read on this device yet',
    'Merged, please read: 2 places',
  ])
  await page.getByRole('button', { name: 'Read', exact: true }).click()
  await page.locator('.page-text').waitFor()
  expect(await page.locator('.waiting-mark').count()).toBe(0)
})

it('shows the first eight of many things that wait, and all of them after a press', async () => {
  await home()
  const waiting = page.getByRole('region', { name: 'Waiting for you', exact: true })
  const before = await waiting.getByRole('listitem').count()
  await readFile(opened.core, opened.seeded.more)
  const all = waiting.getByRole('link', { name: `Show all ${before + otherTitles.length}` })
  await all.waitFor()
  expect(await waiting.getByRole('listitem').count()).toBe(8)
  await all.focus()
  await page.keyboard.press('Enter')
  await waiting.getByText('Merged, please read: Text 11').waitFor()
  expect(await waiting.getByRole('listitem').count()).toBe(before + otherTitles.length)
  expect(await all.count()).toBe(0)
})

it('has no fault in light, dark and mirrored, and loses nothing when small', async () => {
  await home()
  expect(await faultsEverywhere(page)).toEqual([])
})
