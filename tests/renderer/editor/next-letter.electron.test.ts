// The letter that follows an act in a dialog, a list or the palette lands where the act leads, also on a
// device on which every timer comes late.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { blockText } from '#document/model'
import type { DocumentId } from '#shared/ids'
import { type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { closePage } from '#tests/renderer-pages'
import { png } from '#tests/pictures'
import { beginText, openText, textSeed, type TextSeeded } from '#tests/text-seed'

let pages: CorePages
let opened: CorePage & { seeded: TextSeeded }
let page: Page
let document: DocumentId
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const words = () =>
  page.evaluate(() =>
    [...window.document.querySelectorAll<HTMLElement>('.page-text > *')].map(
      each => each.innerText,
    ),
  )
/** The words of each block, as core has them. */
const held = () => opened.core.page(document).blocks.map(block => blockText(block))
const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key)
}

/** Timers without a delay run when the page is asked to run them. */
const holdTimers = (): Promise<void> =>
  page.evaluate(() => {
    const soon = window.setTimeout.bind(window)
    const held: (() => void)[] = []
    const late = (work: () => void, delay = 0): number =>
      delay > 0 ? soon(work, delay) : -held.push(work)
    const release = (): void => {
      Object.assign(window, { setTimeout: soon })
      for (const work of held) work()
    }
    Object.assign(window, { setTimeout: late, release })
  })
const releaseTimers = (): Promise<void> =>
  page.evaluate(() => (window as unknown as { release(): void }).release())

async function begin(text: string): Promise<void> {
  opened = await pages.open(textSeed)
  page = opened.page
  document = await beginText(opened)
  await openText(page, document)
  await page.locator('.page-text').click()
  await page.keyboard.type(text)
}
/** Chooses the command in the palette, and types `q` as the next key. */
async function commandThenLetter(name: string): Promise<void> {
  await press('Control+K')
  await page.locator('input:focus').waitFor()
  const option = page.locator(`[role=option][data-key="${name}"]`)
  await page.keyboard.type((await option.innerText()).split('\n')[0] ?? '')
  await option.and(page.locator('[data-focused]')).waitFor()
  await holdTimers()
  await press('Enter', 'q')
  await releaseTimers()
}

it('undo leaves a letter that was typed behind it', async () => {
  await begin('One')
  await commandThenLetter('tool-undo')
  await expect.poll(words).toEqual(['q'])
  await expect.poll(held).toEqual(['q'])
})

it('a comment on words leaves the words, and has the letter', async () => {
  await begin('One two')
  await press('Control+Shift+ArrowLeft')
  await commandThenLetter('tool-comment')
  const field = page.getByRole('textbox', { name: 'Your comment' })
  await expect.poll(() => field.inputValue()).toBe('q')
  expect(await words()).toEqual(['One two'])
})

it('a footnote has the letter', async () => {
  await begin('One')
  await commandThenLetter('note')
  const note = page.getByRole('textbox', { name: 'Footnote 1' })
  await expect.poll(() => note.inputValue()).toBe('q')
  expect((await words())[0]).not.toContain('q')
})

it('the list of paragraphs has the letter', async () => {
  await begin('One')
  await commandThenLetter('reference')
  await expect.poll(() => page.locator('input:focus').inputValue()).toBe('q')
  expect(await words()).toEqual(['One'])
})

it('brackets around selected words have the letter behind the words', async () => {
  await begin('One two')
  await press('Control+Shift+ArrowLeft')
  await commandThenLetter('bracket-put')
  await expect.poll(words).toEqual(['One twoq'])
  await expect.poll(held).toEqual(['One twoq'])
})

it('a picture that is put in has the letter in its caption', async () => {
  await begin('One')
  await press('Control+Shift+G')
  opened.pictures.push({
    ...{ name: 'square.png', bytes: new Uint8Array(png({ width: 2, height: 2 })) },
  })
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Choose a picture$/ }).click()
  await dialog.getByRole('img').waitFor()
  await dialog.getByRole('textbox', { name: 'For who does not see it' }).fill('A square')
  await dialog.getByRole('button', { name: 'Insert figure' }).focus()
  await holdTimers()
  await press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await press('q')
  await releaseTimers()
  await expect.poll(() => page.locator('.page-text figure').innerText()).toContain('q')
  expect((await words())[0]).toBe('One')
})

it('a speaker that is put in stands before the letter', async () => {
  opened = await pages.open(textSeed)
  page = opened.page
  const minutes = await beginText(opened, 'minutes', [
    ...[{ new: 'Strategy of support: recommendations', after: 0, kind: 'h1' }],
    { new: 'Send the wording to the Rapporteur.', after: 1, kind: 'action' },
  ])
  await openText(page, minutes)
  await page.locator('.page-text > [data-kind=action]').getByText('Send the wording').click()
  await press('Home', 'Control+Shift+S')
  await page.locator('input:focus').waitFor()
  await page.getByRole('option').first().waitFor()
  await press('ArrowDown')
  await page.locator('[role=option][data-focused]').waitFor()
  await holdTimers()
  await press('Enter', 'q')
  await releaseTimers()
  await expect
    .poll(() => page.locator('.page-text > [data-kind=action]').innerText())
    .toMatch(/^[^q]+qSend the wording/)
})
