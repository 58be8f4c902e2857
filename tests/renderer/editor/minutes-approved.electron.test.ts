// The life of minutes over a real core: they are circulated and approved, and a correction of them is a next version.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type CorePages, corePages } from '#tests/core-pages'
import { openMinutes } from '#tests/minutes-pages'
import {
  approvedSeed,
  correctedWords,
  correctingStep,
  correctionReason,
  correctionSeed,
  presentedWords,
  takeAmendment,
} from '#tests/minutes-seed'
import { axeFaults } from '#tests/page-faults'
import { readFile } from '#tests/restricted-seed'
import { closePage, settled } from '#tests/renderer-pages'
import { openText, otherMember } from '#tests/text-seed'

let pages: CorePages
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const openApproved = async () => {
  const opened = await pages.open(approvedSeed)
  page = opened.page
  await openText(page, opened.seeded.document)
  return opened
}
const openCorrection = async () => {
  const opened = await pages.open(correctionSeed)
  page = opened.page
  await openText(page, opened.seeded.document)
  return opened
}
const marked = () => page.locator('.page-text > [data-corrected]')
/** The words below the marked line. */
const below = () => marked().evaluate(line => getComputedStyle(line, '::after').content)
const shown = () => page.getByRole('region', { name: 'Version 2' })
const highlighted = () =>
  page.evaluate(() => [...(CSS.highlights.get('corrected') ?? [])].map(String))

it('minutes say where they are in their life, and lead to the decision that approves them', async () => {
  const { page: shownPage, core, seeded } = await openMinutes(pages)
  page = shownPage
  const life = page.getByRole('list', { name: 'Life of these minutes' })
  await expect.poll(() => life.locator('[aria-current=step]').innerText()).toContain('Draft')
  expect(await page.getByRole('button', { name: 'Ask for approval' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Circulate', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Circulate these minutes' })
  await dialog.getByLabel('Corrections by').fill('2018-09-30')
  expect(await axeFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Circulate' }).click()
  await expect
    .poll(() => life.locator('[aria-current=step]').innerText())
    .toMatch(/^Circulated\s+18 Sept?/)
  await settled(page)
  expect(await page.getByRole('button', { name: 'Circulate', exact: true }).count()).toBe(0)
  expect(await axeFaults(page)).toEqual([])
  const minutes = seeded.document
  const { times } = await core.answers['minutes.circulated']({ minutes })
  expect(times).toMatchObject([{ draft: 1 }])
  expect(new Date(times[0]!.until!).getUTCMonth()).toBe(8)
  await page.getByRole('button', { name: 'Ask for approval' }).click()
  await page.getByRole('heading', { name: /decision/i, level: 1 }).waitFor()
})

it('approved minutes say by what, take no letter, and lead to a version that shows the correction', async () => {
  const opened = await openApproved()
  const { core, seeded } = opened
  const approved = seeded.document
  const said = page.getByText('Approved on 12 June 2018 by decision D/2018/9, signed by 5 members.')
  await said.waitFor()
  expect(await axeFaults(page)).toEqual([])
  expect(await page.getByRole('button', { name: 'Circulate' }).count()).toBe(0)
  const held = core.page(approved).blocks
  await page.keyboard.type('x')
  await settled(page)
  expect(core.page(approved).blocks).toEqual(held)
  await page.getByRole('button', { name: 'Propose a correction' }).click()
  await page
    .getByText('Version 2. It corrects the minutes approved by decision D/2018/9.')
    .waitFor()
  const documents = await core.answers['documents.list']({ group: seeded.group })
  const next = documents.find(({ id, kind }) => kind === 'minutes' && id !== approved)!.id
  // The group reads the version, and the rapporteur proposes what the chair takes.
  await core.answers['documents.share']({ document: next })
  const other = await otherMember({ core, seeded: { ...seeded, document: next } })
  await other.hear()
  await other.edit(correctingStep)
  await takeAmendment(core, next)
  await page.getByRole('button', { name: 'Show the changes' }).click()
  expect(await shown().locator('del').innerText()).toBe('Three')
  expect(await shown().locator('ins').innerText()).toBe('Two')
  await shown().getByText(`“${correctionReason}” Proposed by M.S.`).waitFor()
  const { texts } = await core.answers['decisions.get'](seeded)
  const hash = texts[0]!.sha256
  await page
    .getByRole('region', { name: 'Version 1' })
    .getByText(
      `Approved on 12 June 2018 by decision D/2018/9, by consensus. Text: ${hash.slice(0, 4)} ${hash.slice(4, 8)}.`,
    )
    .waitFor()
  // The paragraph is marked in the margin, the words that came in the line, and those that went below it.
  await expect.poll(() => marked().allInnerTexts()).toEqual([correctedWords])
  await expect.poll(below).toBe('"Before: “Three”."')
  await expect.poll(highlighted).toEqual(['Two'])
  expect(await axeFaults(page)).toEqual([])
  expect(core.page(approved).blocks).toEqual(held)
  await page.getByRole('button', { name: 'Close the panel' }).click()
  await page.getByRole('button', { name: 'v. 2: what changed in paragraph 1' }).press('Enter')
  await shown().waitFor()
  await shown().getByRole('link').click()
  await page.locator('.page-text:focus').waitFor()
  await page
    .getByRole('region', { name: 'Version 1' })
    .getByRole('button', { name: 'See the approved minutes' })
    .click()
  await said.waitFor()
  await page.locator('.page-text > *', { hasText: presentedWords }).waitFor()
})

it('an approved correction says of each paragraph by which decision it was corrected', async () => {
  const { core, seeded } = await openCorrection()
  await page.getByRole('button', { name: 'Show the changes' }).click()
  await shown().waitFor()
  await expect.poll(below).toBe('"Before: “Three”."')
  await readFile(core, seeded.approval)
  await expect
    .poll(below)
    .toBe('"Corrected by decision D/2018/22 of 10 December 2018. Before: “Three”."')
  await shown()
    .getByText('Approved on 10 December 2018 by decision D/2018/22, without objection.')
    .waitFor()
  // The paragraph is cited as before.
  await shown().getByRole('link', { name: 'Paragraph 1', exact: true }).waitFor()
  expect(await axeFaults(page)).toEqual([])
})

it('a correction is written in: words that core did not compare yet have no look of words that came', async () => {
  const { core, seeded } = await openCorrection()
  await expect.poll(highlighted).toEqual(['Two'])
  await marked().click()
  await page.keyboard.press('End')
  await page.keyboard.type(' Then')
  await expect.poll(() => marked().innerText()).toContain('Then')
  await expect.poll(highlighted).toEqual([])
  const stored = () =>
    core
      .page(seeded.document)
      .blocks[1]?.runs.map(({ text }) => text)
      .join('')
  await expect.poll(stored).toBe(`${correctedWords} Then`)
})
