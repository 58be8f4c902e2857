// Lines of minutes that the group agreed to, over a real core: what came out stands below them, and no key changes them.
// The rapporteur closes their decision on another device.
// @module-tag long
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type CoreOptions, type CorePages, corePages } from '#tests/core-pages'
import { type MinutesPage, openMinutes, rapporteurOf, wordsOf } from '#tests/minutes-pages'
import { decidedWords, type minutesSeed } from '#tests/minutes-seed'
import { axeFaults } from '#tests/page-faults'
import { closePage, settled } from '#tests/renderer-pages'
import type { PortWindow } from '#tests/text-pages'
import { otherMember } from '#tests/text-seed'

let pages: CorePages
let opened: MinutesPage
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

type Seeded = Awaited<ReturnType<typeof minutesSeed>>['seeded']
/** Another officer, with the same minutes. */
const open = async (options: CoreOptions<Seeded> = {}) => {
  opened = await openMinutes(pages, options)
  page = opened.page
  return rapporteurOf(opened)
}
const lines = () => page.locator('.page-text > *')
const line = () => page.locator('[data-kind=decision]')
const facts = () => line().locator('.capture-facts')
const why = 'Decided. Changes are corrections.'
const notice = () => page.getByText('Comment on the words or propose an amendment.')
const question = () => page.getByRole('heading', { name: 'Do the examples move?' })

it('below a decision stands what came out, as soon as acts come', async () => {
  const other = await open()
  await expect.poll(() => wordsOf(facts())).toContain('The decision is open')
  const { decision } = opened.seeded
  const held = opened.blocks()
  await other.close()
  await other.core.answers['decisions.declare']({ decision, number: 'D/2018/14' })
  await other.tell()
  // The number stands once three have signed it.
  const third = await otherMember(opened, 'C.R.')
  await third.hear()
  for (const { core } of [other, opened, third])
    await core.answers['decisions.sign']({ decision, as: '' })
  await other.tell()
  await third.tell()
  const { texts } = await other.core.answers['decisions.get']({ decision })
  const text = texts[0]!.sha256
  await expect
    .poll(() => wordsOf(facts()))
    .toBe(
      `Agreed by consensus | 3 of 5 answered, 3 needed | 18 September 2018 | 1 reservation | Text ${text.slice(0, 4)} ${text.slice(4, 8)}`,
    )
  // Nothing is written into the text for it.
  await settled(page)
  const heard = await page.evaluate(() => (window as unknown as PortWindow).textPort.heard)
  expect(heard.map(({ kind }) => kind)).not.toContain('edit')
  expect(opened.blocks()).toEqual(held)
  // A screen reader finds it behind the words, with the way to the decision before them.
  await expect
    .poll(() => page.locator('.page-text').ariaSnapshot())
    .toMatch(
      /button "D\/2018\/14"[^]*The country examples[^]*note: Agreed by consensus 3 of 5 answered/,
    )
  expect(await axeFaults(page)).toEqual([])
  await line().getByRole('button', { name: 'D/2018/14' }).press('Enter')
  await question().waitFor()
})

it('a line that the group did not agree to is open, and says that its words are others since', async () => {
  const other = await open()
  await other.close('object')
  await expect.poll(() => wordsOf(facts())).toContain('Not agreed')
  expect(await page.locator('.page-text > [data-settled]').count()).toBe(0)
  await line().locator('.capture-words').click()
  await page.keyboard.press('End')
  await page.keyboard.type(' Or not.')
  await expect.poll(() => wordsOf(facts())).toContain('Changed since')
  expect(opened.texts()[3]).toBe(`${decidedWords} Or not.`)
  await page.keyboard.press('Control+z')
  await expect.poll(() => wordsOf(facts())).not.toContain('Changed since')
  await line().getByRole('button', { name: 'See the decision' }).press('Enter')
  await question().waitFor()
})

it('every key stays away from a line that the group agreed to; the page says why, and leads to its decision', async () => {
  const other = await open()
  const texts = () => lines().allInnerTexts()
  await line().locator('.capture-words').click()
  await settled(page)
  expect(await notice().count()).toBe(0)
  await other.close()
  await notice().waitFor()
  await settled(page)
  const before = await texts()
  const [held, words] = [opened.blocks(), opened.texts()]
  for (const key of ['x', 'Backspace', 'Control+Backspace', 'Delete', 'Control+b', 'Control+x'])
    await page.keyboard.press(key)
  await page.keyboard.press('Control+ArrowRight')
  for (const key of ['Enter', 'Shift+Enter', 'Control+Shift+A', 'Control+Shift+O', 'Alt+ArrowDown'])
    await page.keyboard.press(key)
  await page.evaluate(() => navigator.clipboard.writeText('pasted').catch(() => {}))
  await page.keyboard.press('Control+v')
  // An input method composes.
  const session = await page.context().newCDPSession(page)
  await session.send('Input.imeSetComposition', { text: 'か', selectionStart: 1, selectionEnd: 1 })
  await session.send('Input.insertText', { text: 'か' })
  await settled(page)
  expect(await texts()).toEqual(before)
  expect(opened.blocks()).toEqual(held)
  // A screen reader hears why, the notice beside the text shows it, and no toast lies over the text.
  await page
    .getByRole('status')
    .filter({ hasText: /^Decided\. Changes are corrections\./ })
    .waitFor()
  expect(await page.locator('.toast').count()).toBe(0)
  expect(await axeFaults(page)).toEqual([])
  // The line is neither joined with its neighbours nor deleted among others; the one below is plain after one Backspace.
  await line().locator('.capture-words').click()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowRight')
  for (let count = 0; count < 2; count++) await page.keyboard.press('Backspace')
  const stays = async (): Promise<void> => {
    await settled(page)
    expect(await texts()).toEqual(before)
    expect(opened.texts()).toEqual(words)
    expect(opened.blocks()[3]).toEqual(held[3])
  }
  await stays()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await stays()
  // A line begins below it, and takes words.
  await line().locator('.capture-words').click()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('The Chair thanked all.')
  expect((await texts()).length).toBe(before.length + 1)
  await expect
    .poll(() => opened.texts().slice(3, 5))
    .toEqual([decidedWords, 'The Chair thanked all.'])
  await notice().waitFor({ state: 'detached' })
  await page.keyboard.press('ArrowUp')
  const reason = page.locator('.notice', { hasText: why })
  await reason.getByRole('button', { name: 'See the decision' }).press('Enter')
  await question().waitFor()
})

it('the footnote of a line that the group agreed to stays, with the caret where it was; the page says why', async () => {
  const other = await open()
  await line().locator('.capture-words').click()
  await page.keyboard.press('End')
  await page.keyboard.press('Control+Shift+N')
  const note = page.locator('.footnote-text:focus')
  await note.waitFor()
  await page.keyboard.type('Of the annex.')
  const held = () =>
    note.evaluate(field => {
      const { value, selectionStart, selectionEnd } = field as HTMLTextAreaElement
      return [value, selectionStart, selectionEnd]
    })
  await other.close()
  await notice().waitFor()
  await settled(page)
  const kept = () => JSON.stringify(opened.core.page(opened.seeded.document))
  const before = kept()
  expect(before).toContain('Of the annex.')
  for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'x']) await page.keyboard.press(key)
  const says = /^Decided\. Changes are corrections\./
  await page.getByRole('status').filter({ hasText: says }).waitFor()
  expect(await held()).toEqual(['Of the annex.', 2, 2])
  for (const key of ['Shift+ArrowRight', 'Shift+ArrowRight', 'Backspace', 'Control+x'])
    await page.keyboard.press(key)
  await settled(page)
  expect(await held()).toEqual(['Of the annex.', 2, 4])
  await page.keyboard.press('Control+z')
  const status = page.locator('.footnotes').getByRole('status')
  await expect.poll(() => status.textContent()).toMatch(says)
  expect((await held())[0]).toBe('Of the annex.')
  expect(await page.locator('.toast').count()).toBe(0)
  // With the cursor in another line no notice says it.
  await lines().first().click()
  await page.locator('.footnote-text').focus()
  await page.keyboard.press('x')
  await page.locator('.toast').filter({ hasText: why }).waitFor()
  expect((await held())[0]).toBe('Of the annex.')
  expect(kept()).toBe(before)
})

it('a line that was decided is given to no circle, nor is its section; the page says so before it asks', async () => {
  const other = await open({
    async before(core, { group }) {
      await core.answers['circles.create']({ group, name: 'Safety desk' })
    },
  })
  await other.close()
  const decision = page.locator('.page-text > [data-settled]')
  await decision.waitFor()
  const choose = async (of: Locator, act: RegExp): Promise<void> => {
    await of.click()
    await page.locator('.page-text:focus').waitFor()
    await page.getByRole('button', { name: 'More formatting' }).click()
    await page.getByRole('menuitem', { name: act }).click()
  }
  const dialog = page.locator('.dialog')
  await choose(decision.locator('.capture-words'), /^Restrict this paragraph/)
  await page
    .locator('.notice')
    .getByRole('status')
    .filter({ hasText: why })
    .waitFor({ state: 'attached' })
  expect(await dialog.count()).toBe(0)
  await choose(lines().nth(0), /^Restrict this section/)
  await page.locator('.toast', { hasText: why }).waitFor()
  expect(await dialog.count()).toBe(0)
  // Another line of that section is asked about.
  await choose(lines().nth(1), /^Restrict this paragraph/)
  await dialog.getByText('Restrict paragraph 1 to Safety desk?').waitFor()
})

it('a version is brought back without the words that the group agreed to, and the page says so', async () => {
  const other = await open()
  await page
    .locator('.document-bar')
    .getByRole('button', { name: /comment/i })
    .click()
  await page.getByRole('tab', { name: 'History' }).click()
  await page.getByRole('button', { name: 'Name this version' }).click()
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type('First draft')
  await page.keyboard.press('Enter')
  await page.getByRole('article', { name: 'First draft' }).waitFor()
  const first = opened.texts()
  for (const [at, words] of [
    [3, 'As agreed: '],
    [4, 'Later: '],
  ] as const) {
    await lines()
      .nth(at)
      .locator('.capture-words')
      .click({ position: { x: 2, y: 4 } })
    await page.locator('.page-text:focus').waitFor()
    await page.keyboard.press('Home')
    await page.keyboard.type(words)
  }
  await expect.poll(() => lines().nth(4).innerText()).toContain('Later: ')
  await expect.poll(() => lines().nth(3).innerText()).toContain('As agreed: ')
  const changed = first.with(3, `As agreed: ${first[3]}`).with(4, `Later: ${first[4]}`)
  await expect.poll(opened.texts).toEqual(changed)
  await other.close()
  await page.locator('.page-text > [data-settled]').waitFor()
  await page.getByRole('button', { name: 'Restore: “First draft”' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByText('Decided lines of these minutes stay as they are').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Restore this text' }).click()
  await page
    .locator('.toast', {
      hasText:
        '1 paragraph was restored to “First draft”. Press Ctrl Z to undo this. Lines that were decided stay as they are.',
    })
    .waitFor()
  expect(await lines().nth(4).innerText()).not.toContain('Later: ')
  expect(await lines().nth(3).innerText()).toContain('As agreed: ')
  expect(opened.texts()).toEqual(first.with(3, `As agreed: ${first[3]}`))
})
