// Paragraphs that both sides changed while apart: the wordings of both are shown, and one is chosen.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { faultsHere } from '#tests/page-faults'
import { closePage, settled } from '#tests/renderer-pages'
import { type TextPage, type TextPages, textPages } from '#tests/text-pages'
import { editText, otherMember } from '#tests/text-seed'

let pages: TextPages
let text: TextPage
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const open = async (): Promise<void> => {
  text = await pages.open()
  page = text.page
}
const textAt = (index: number): string => text.texts()[index] ?? ''
const blockAt = (index: number) => page.locator('.page-text > *').nth(index)
const compare = (): Promise<void> =>
  page.getByRole('button', { name: 'Compare the wordings' }).click()
const dialog = () => page.getByRole('dialog')
/** The caret goes to the beginning of the first line. */
const toStartOf = async (index: number): Promise<void> => {
  await blockAt(index).click({ position: { x: 4, y: 8 } })
  await page.keyboard.press('Home')
}
const marked = (whose: 'mine' | 'theirs'): Promise<string[]> =>
  dialog().locator(`dd mark[data-whose="${whose}"]`).allInnerTexts()

/** Both replace the first word of the second paragraph apart, and the wordings are compared. */
const clash = async (removed = 'Women', put = 'Persons'): Promise<void> => {
  await open()
  const other = await otherMember(text)
  await toStartOf(1)
  await page.keyboard.press('Shift+Control+ArrowRight')
  await page.keyboard.type('Girls')
  await expect.poll(() => textAt(1)).toMatch(/^Girls human/)
  await page.locator('.saved-line[data-saved="yes"]').waitFor()
  await other.edit({ delete: removed.length, block: 2, at: 0 }, { insert: put, block: 2, at: 0 })
  await compare()
  await dialog().locator('.apart-acts').waitFor()
}

it('the other wording is offered too where merging alone made the text read as one of them', async () => {
  await clash('Wo', '')
  expect(textAt(1)).toMatch(/^Girls human/)
  await dialog().getByRole('button', { name: 'Use theirs' }).click()
  await dialog().waitFor({ state: 'detached' })
  await expect.poll(() => textAt(1)).toMatch(/^men human/)
})

it('two wordings of one place are shown as one text, and the chosen one is taken by button and by key', async () => {
  await clash()
  await expect
    .poll(async () => [await marked('mine'), await marked('theirs')])
    .toMatchObject([[expect.stringMatching(/Girls$/)], [expect.stringMatching(/Persons$/)]])
  expect(await faultsHere(page)).toEqual([])
  // The text itself is there too: it may be neither of the two.
  expect(await dialog().locator('[data-row="now"] dd').innerText()).toBe(textAt(1))
  await dialog().getByRole('button', { name: 'Use theirs' }).click()
  await dialog().waitFor({ state: 'detached' })
  await expect.poll(() => textAt(1)).toMatch(/^Persons human/)
  await page.getByText('Merged, please read.').waitFor({ state: 'detached' })
  await page.locator('.page-text:focus').waitFor()
  await page.keyboard.press('Control+z')
  await expect.poll(() => textAt(1)).toMatch(/Girls/)
})

it('the focus stays in the text where the window is slow to close the dialog of wordings', async () => {
  await clash()
  await page.evaluate(() => {
    // React works in messages to itself.
    const { postMessage } = MessagePort.prototype
    MessagePort.prototype.postMessage = function (...message: [unknown]) {
      setTimeout(() => postMessage.apply(this, message), 50)
    }
  })
  await dialog().getByRole('button', { name: 'Use theirs' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Merged, please read.').waitFor({ state: 'detached' })
  await page.locator('.page-text:focus').waitFor()
  await page.keyboard.press('Control+z')
  await expect.poll(() => textAt(1)).toMatch(/Girls/)
})

it('where the text reads as one of two wordings after all, nothing is left to choose', async () => {
  await clash()
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  const merged = textAt(1)
  await toStartOf(1)
  for (let step = 0; step < merged.indexOf('Girls'); step++) await page.keyboard.press('ArrowRight')
  for (let step = 0; step < 'Girls'.length; step++) await page.keyboard.press('Delete')
  await expect.poll(() => textAt(1)).toMatch(/^Persons human/)
  await settled(page)
  await compare()
  await dialog().getByText('This paragraph has changed since then.').waitFor()
  expect(await dialog().locator('.apart-acts').count()).toBe(0)
  await page.keyboard.press('Alt+3')
  await settled(page)
  expect(await dialog().locator('[data-row="now"] dd').innerText()).toMatch(/^Persons human/)
  expect(text.texts().filter(each => /^(Girls|Persons) human/.test(each))).toHaveLength(1)
})

it('both wordings are kept by key, each in a paragraph of its own', async () => {
  await clash()
  await page.keyboard.press('Alt+3')
  await dialog().waitFor({ state: 'detached' })
  await expect
    .poll(() => text.texts().slice(1, 3))
    .toEqual([expect.stringMatching(/^Girls human/), expect.stringMatching(/^Persons human/)])
})

it('the paragraphs that both sides changed while apart are listed, with both wordings', async () => {
  await open()
  const other = await otherMember(text)
  await blockAt(1).click()
  await page.keyboard.press('End')
  await page.keyboard.type(' Everywhere.')
  await expect.poll(() => textAt(1)).toContain('Everywhere.')
  await page.locator('.saved-line[data-saved="yes"]').waitFor()
  await other.edit(
    { insert: 'Always, ', block: 2, at: 0 },
    { insert: 'Only theirs. ', block: 3, at: 0 },
  )
  await page.getByText('Merged, please read.').waitFor()
  expect(await page.locator('.merged-places').innerText()).toBe('1')
  await compare()
  await expect.poll(() => marked('mine')).toEqual([expect.stringMatching(/ Everywhere\.$/)])
  expect(await marked('theirs')).toEqual([expect.stringMatching(/Always, $/)])
  expect(await page.locator('.comparison dd').count()).toBe(3)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'I have read them' }).click()
  await page.getByText('Merged, please read.').waitFor({ state: 'detached' })
})

it('changes of each side to a paragraph are said, and a wording that the text lacks is brought back', async () => {
  await open()
  const other = await otherMember(text)
  for (const [index, words] of [
    [2, ' Kept nowhere.'],
    [10, ' Halved.'],
  ] as const) {
    await blockAt(index).click()
    await page.keyboard.press('End')
    await page.keyboard.type(words)
  }
  await page.keyboard.press('Home')
  for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect.poll(() => textAt(11)).toContain('Halved.')
  await page.locator('.saved-line[data-saved="yes"]').waitFor()
  await other.edit({ insert: 'Theirs. ', block: 11, at: 0 }, { remove: 3 })
  await compare()
  await dialog().getByText('The paragraph is no longer in the text.').waitFor()
  await dialog().getByText('Some words may be missing from the text.').waitFor()
  expect(await dialog().locator('.comparison-deed').allInnerTexts()).toEqual([
    'Split into paragraphs',
  ])
  await dialog().getByText('Text of M.S.').first().waitFor()
  const act = dialog().getByRole('button', { name: 'Restore this wording: Your text' })
  await act.first().click()
  await dialog().waitFor({ state: 'detached' })
  await expect
    .poll(() => text.texts().filter(each => each.includes('Kept nowhere.')).length)
    .toBe(1)
  await page.locator('.page-text:focus').waitFor()
  await expect
    .poll(() => page.evaluate(() => getSelection()?.anchorNode?.textContent))
    .toContain('Kept nowhere.')
  await page.keyboard.type(' Going on.')
  await expect
    .poll(() => text.texts().some(each => /Kept nowhere\..*Going on\.$/s.test(each)))
    .toBe(true)
  await compare()
  await dialog().getByText('Text of M.S.').first().waitFor()
  expect(await act.count()).toBe(0)
  await page.keyboard.press('Escape')
})

/** Both change the title, the reference, and the kind and the look of the first paragraph, apart. */
const differ = async (): Promise<void> => {
  await open()
  const { core, document } = text
  const other = await otherMember(text)
  await blockAt(1).click()
  for (let step = 0; step < 3; step++) await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Control+b')
  await page.locator('.kind-now').click()
  await page.locator('[role^="menuitem"]').filter({ hasText: 'Subsection heading' }).click()
  await expect.poll(() => text.blocks()[1]?.kind).toBe('h2')
  for (const [side, title, reference] of [
    [core, 'Title of mine', 'G/1'],
    [other.core, 'Title of theirs', 'G/2'],
  ] as const) {
    await side.answers['documents.rename']({ document, title })
    await side.answers['documents.setReference']({ document, reference })
  }
  await editText(other.core, document, [
    { kind: 'quote', block: 2 },
    { format: 'italic', block: 2, from: 0, to: 1000 },
  ])
  await other.tell()
}

it('two kinds, two titles, two references and two looks of the same words are shown, and the other one is taken', async () => {
  await differ()
  await page
    .getByText('Title · Reference', { exact: true })
    .and(page.locator('.merged-places span'))
    .waitFor()
  await compare()
  await dialog().getByText('You and others formatted the same words differently').waitFor()
  const values = (name: string) =>
    dialog().locator(`[data-value="${name}"] bdi`).filter({ visible: true }).allInnerTexts()
  expect((await values('title')).slice(1, 3)).toEqual(['Title of mine', 'Title of theirs'])
  const [before, mine, theirs, now] = await values('kind')
  expect([before, mine, theirs]).toEqual([
    ...['Numbered paragraph', 'Subsection heading', 'Quotation'],
  ])
  // No member chooses which of the two stands.
  const [other, kind] = now === mine ? [theirs, 'quote'] : [mine, 'h2']
  expect(other).not.toBe(now)
  // As far as the caret was from the end of a line.
  const bold = await dialog().locator('[data-row="mine"] strong').innerText()
  expect(bold).toHaveLength(3)
  expect(await dialog().locator('[data-row="theirs"] em').innerText()).toContain(bold)
  const take = (label: string) =>
    dialog().getByRole('button', { name: `Take this one: ${label}`, exact: false })
  expect(await take('Kind of paragraph').count()).toBe(1)
  await take('Kind of paragraph').click()
  await dialog().waitFor({ state: 'detached' })
  await expect.poll(() => text.blocks()[1]?.kind).toBe(kind)
  await page.getByText('The wording is in the text now.').first().waitFor()
  await compare()
  await take('Title').first().click()
  await expect.poll(() => page.locator('.title').inputValue()).toMatch(/^Title of /)
  await dialog().waitFor({ state: 'detached' })
  await compare()
  const reference = (await values('reference'))[3] === 'G/1' ? 'G/2' : 'G/1'
  await take('Reference').click()
  await page.getByText(`Group reference ${reference}`).waitFor()
})
