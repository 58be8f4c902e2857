// Restricted paragraphs in the window: written in their place by who is in the circle, “Withheld” for
// others, restricted and lifted after it was said who reads and who keeps what.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { blockText } from '#document/model'
import type { Core } from '#core'
import { grantOf } from '#tests/core'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { caretIn } from '#tests/text-pages'
import { png } from '#tests/pictures'
import { pasteInto } from '#tests/paste'
import { dress, faultsEverywhere, faultsHere } from '#tests/page-faults'
import { closePage, inputsOf, settled } from '#tests/renderer-pages'
import { outsideCircleSeed, readFile, restrictedSeed } from '#tests/restricted-seed'

type Seeded = Awaited<ReturnType<typeof restrictedSeed>>['seeded']
type Options = CoreOptions<Seeded> & { seed?: typeof restrictedSeed }

let pages: CorePages
let opened: CorePage & { seeded: Seeded }
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

/** A text of the circle may have the same title. */
const openText = async (which: 'document' | 'figure'): Promise<void> => {
  await page.keyboard.press('Control+2')
  await page.locator(`.table-row[data-row="${opened.seeded[which]}"]`).press('Enter')
  await page.locator('.page-text:focus').waitFor()
}
const open = async ({ seed = restrictedSeed, ...options }: Options = {}): Promise<void> => {
  opened = await pages.open(seed, options)
  page = opened.page
  await openText('document')
}
/** The words of each paragraph of the text, as core has it. */
const held = (): string[] =>
  opened.core.page(opened.seeded.document).blocks.map(block => blockText(block))
/** The words of the restricted parts, as the circle has them. */
const ofCircle = async (): Promise<string> => {
  const { core, seeded } = opened
  const found = await core.answers['restricted.list'](seeded)
  return found.flatMap(({ text }) => (text ? core.page(text).blocks.map(blockText) : [])).join()
}
const region = () => page.locator('.region-text')
const place = () => page.locator('.page-text > [data-withheld]')
const shot = async (name: string): Promise<void> => {
  if (process.env['SHOTS'])
    await page.screenshot({ path: `${process.env['SHOTS']}/restricted-${name}.png` })
}
/** One in each look, and the first look again. */
const shotsInEveryLook = async (name: string): Promise<void> => {
  if (!process.env['SHOTS']) return
  for (const [theme, direction] of [
    ['light', 'ltr'],
    ['dark', 'ltr'],
    ['light', 'rtl'],
  ] as const) {
    await dress(page, theme, direction)
    await shot(`${name}-${theme}-${direction}`)
  }
  await dress(page, 'light', 'ltr')
}

it('stands in its place, is written there, and no word of it is in the page', async () => {
  await open()
  await region().filter({ hasText: 'Encourage Governments' }).waitFor()
  await page.getByText('Circle: Safety desk, 2 members').waitFor()
  // The page has made room for it, just there.
  await expect
    .poll(async () => {
      const [hole, words] = [
        await place().boundingBox(),
        await page.locator('.region').boundingBox(),
      ]
      return hole && words
        ? Math.abs(hole.y - words.y) < 3 && hole.height >= words.height - 1
        : false
    })
    .toBe(true)
  const before = held()
  await region().click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' Names follow.')
  await expect.poll(ofCircle).toContain(' Names follow.')
  expect(held()).toEqual(before)
  // No comment on it begins beside the page, where all would read it.
  await page.keyboard.press('Control+Shift+M')
  await page.getByText('To comment on this paragraph or suggest changes to it').waitFor()
  expect(await page.locator('.side-panel').count()).toBe(0)
  // Its own undo, and not the page's.
  await page.keyboard.press('Control+Z')
  await expect.poll(ofCircle).not.toContain('Names follow.')
})

it('says that find and replace does not go into it', async () => {
  await open()
  await region().filter({ hasText: 'Encourage Governments' }).waitFor()
  const before = await ofCircle()
  await page.keyboard.press('Control+F')
  const bar = page.getByRole('search', { name: 'Find and replace' })
  await bar.getByLabel('Find', { exact: true }).fill('Encourage Governments')
  const said = '1 restricted paragraph is a text of its own and was not searched.'
  await bar.locator('.find-besides', { hasText: said }).waitFor()
  await expect
    .poll(() => bar.getByRole('status').first().textContent())
    .toBe(`Not in the text ${said}`)
  await bar.getByLabel('Find', { exact: true }).fill('the')
  await bar.getByLabel('Replace with').fill('each')
  await shotsInEveryLook('find')
  await bar.getByRole('button', { name: 'Replace all' }).click()
  await page.getByText(`places were replaced. ${said}`).waitFor()
  expect(await ofCircle()).toBe(before)
})

it('names a line off the record, as the page does', async () => {
  await open()
  await region().filter({ hasText: 'Encourage Governments' }).waitFor()
  await region().click()
  await page.keyboard.press('Control+End')
  const text = (words: string) => ({ type: 'text', text: words })
  const lines = [
    { type: 'block', children: [text(' At once.')] },
    { type: 'block', children: [text('A name.')], $: { kind: 'information', off: true } },
    { type: 'block', children: [text('Another.')], $: { off: true } },
  ]
  const copied = JSON.stringify({ namespace: 'baraza', nodes: lines })
  await pasteInto(page, { 'application/x-lexical-editor': copied }, '.region-text')
  await page.getByText('The words you pasted stay off the record').waitFor()
  const label = (of: string): Promise<string> =>
    region()
      .locator(of)
      .evaluate(each => getComputedStyle(each, '::after').content)
  await expect.poll(() => label('section .capture-label')).toBe('"Off the record"')
  expect(await label('p[data-off]')).toBe('"Off the record"')
  await shotsInEveryLook('off')
})

it('says what a paste left out, as the page does', async () => {
  await open()
  await region().filter({ hasText: 'Encourage Governments' }).click()
  await page.locator('.region-text:focus').waitFor()
  const html = '<p>Names<img src="https://evil.example/pixel.gif"></p>'
  await pasteInto(page, { 'text/html': html, 'text/plain': 'Names' }, '.region-text')
  await page.getByText('A picture was left out.').waitFor()
  await expect.poll(ofCircle).toContain('Names')
})

it('is “Withheld” for who is not in the circle, under its number, with nothing else said', async () => {
  await open({ seed: outsideCircleSeed })
  await place().waitFor()
  await expect.poll(() => place().getAttribute('data-number')).toBe('(b)')
  await page.getByText('1 restricted paragraph is not counted.').waitFor()
  await settled(page)
  expect(await page.locator('.region').count()).toBe(0)
  expect(held().join()).not.toContain('Encourage')
  await shot('withheld')
  expect(await faultsHere(page)).toEqual([])
  // A figure is its number and that it is withheld: no picture, and not that there is none.
  await openText('figure')
  const figure = page.locator('.page-text > figure[data-withheld]')
  await figure.waitFor()
  expect(await figure.textContent()).toBe('')
  await expect
    .poll(() => figure.locator('.figure-words').getAttribute('data-number'))
    .toBe('Figure 1')
  const drawn = () =>
    figure
      .locator('.figure-words')
      .evaluate(words =>
        ['::before', '::after'].map(which => getComputedStyle(words, which).content),
      )
  await expect.poll(drawn).toEqual(['"Figure 1. "', '"Withheld"'])
  await shot('withheld-figure')
  expect(await faultsHere(page)).toEqual([])
})

it('says so to who was in the circle, and where a text stands nowhere', async () => {
  const leaves = async ({ answers }: Core, { circle }: Seeded): Promise<void> => {
    await answers['circles.leave']({ circle })
  }
  await open({ before: leaves })
  await page.getByText('You are no longer in Safety desk.').waitFor()
  expect(await page.locator('.region').count()).toBe(0)
  expect(await faultsHere(page)).toEqual([])
  await closePage(page)
  await open({ before: (core, { gone }) => readFile(core, gone) })
  await page.getByText('but Baraza cannot show that text where it belongs').waitFor()
  expect(await faultsHere(page)).toEqual([])
})

it('is restricted as a whole annex from its heading, and says at other places where to begin', async () => {
  await open()
  const regions = page.locator('.region')
  await region().filter({ hasText: 'Encourage Governments' }).waitFor()
  const before = await regions.count()
  const choose = async (): Promise<void> => {
    await page.getByRole('button', { name: 'More formatting' }).click()
    await page.getByRole('menuitem', { name: 'Restrict this section' }).click()
  }
  await page.locator('.page-text > [data-kind="num1"]').first().click()
  await choose()
  await page.getByText('Place the cursor in the heading of the section or annex first.').waitFor()
  const numbers = () =>
    page
      .locator('.page-text > *')
      .evaluateAll(blocks => blocks.map(block => block.getAttribute('data-number')))
  const counted = await numbers()
  await page
    .locator('.page-text > h1')
    .first()
    .click({ position: { x: 90, y: 8 } })
  await choose()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByText('Everyone else sees “Withheld” for each part').waitFor()
  await shot('section')
  await dialog.getByRole('button', { name: 'Restrict the section' }).click()
  await expect.poll(() => regions.count()).toBeGreaterThan(before)
  await expect.poll(numbers).toEqual(counted)
  await expect.poll(() => held()[0]).toBe('')
})

it('is restricted and lifted by what the dialogs say, and undo gives no words back', async () => {
  await open()
  const paragraph = page.locator('.page-text > [data-kind="num1"]').nth(1)
  await paragraph.click({ position: { x: 90, y: 8 } })
  await page.keyboard.press('Home')
  await page.keyboard.press('Control+Delete')
  await expect.poll(() => held()[2]?.startsWith('On ')).toBe(false)
  await page.keyboard.type('Nairobi. ')
  await expect.poll(() => held().join()).toContain('Nairobi. ')
  await page.getByRole('button', { name: 'More formatting' }).click()
  await page.getByRole('menuitem', { name: 'Restrict this paragraph' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByText('Restrict paragraph 2 to Safety desk?').waitFor()
  await dialog.getByText('Anyone who has the text keeps it').waitFor()
  await shot('restrict')
  expect(await faultsHere(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Restrict it' }).click()
  await expect.poll(() => held().join()).not.toContain('Nairobi')
  await page.locator('.region-text').filter({ hasText: 'Nairobi. ' }).waitFor()
  await page.locator('.page-text > [data-kind="num1"]').first().click()
  await page.keyboard.press('Control+Z')
  await page.keyboard.type('x')
  await expect.poll(() => held()[1]).toMatch(/x/)
  expect(held()[2]).toBe('')
  await page.getByRole('button', { name: 'Actions for this part' }).first().click()
  await page.getByRole('menuitem', { name: 'Lift the restriction' }).click()
  await dialog.getByText('members will read it').waitFor()
  await shot('lift')
  expect(await faultsHere(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Show it to everyone' }).click()
  await expect.poll(() => held().join()).toContain('Nairobi. ')
})

it('goes to no circle that was not shown as chosen, where the chosen one is gone', async () => {
  await open({
    async before({ answers }, { group }) {
      await answers['circles.create']({ group, name: 'Drafting' })
    },
  })
  const { core, seeded } = opened
  await page.locator('.page-text > [data-kind="num1"]').nth(1).click()
  await page.getByRole('button', { name: 'More formatting' }).click()
  await page.getByRole('menuitem', { name: 'Restrict this paragraph' }).click()
  const dialog = page.getByRole('alertdialog')
  const cards = dialog.locator('.radio-card')
  const heading = (name: string) =>
    dialog.getByRole('heading', { name: `Restrict paragraph 2 to ${name}?` })
  await cards.filter({ hasText: 'Safety desk' }).click()
  await heading('Safety desk').waitFor()
  await core.answers['circles.leave']({ circle: seeded.circle })
  await dialog.getByRole('status').filter({ hasText: 'Your choice is gone.' }).waitFor()
  const act = dialog.getByRole('button', { name: 'Restrict it' })
  await act.focus()
  await page.keyboard.press('Enter')
  await settled(page)
  expect(await inputsOf(page, 'restricted.put')).toEqual([])
  await shotsInEveryLook('choice-gone')
  expect(await faultsHere(page)).toEqual([])
  await cards.click()
  await heading('Drafting').waitFor()
  const circles = await core.answers['circles.list'](seeded)
  const circle = circles.find(({ name }) => name === 'Drafting')!.id
  await core.answers['circles.leave']({ circle })
  await dialog.getByText('You cannot write in any circle of this group.').first().waitFor()
  expect(await act.getAttribute('aria-disabled')).toBe('true')
  await shot('no-circle')
  expect(await faultsHere(page)).toEqual([])
})

it('is a figure with its picture, or a whole table, in the place that either had', async () => {
  await open()
  const paragraph = (index: number) => page.locator('.page-text > [data-kind="num1"]').nth(index)
  const dialog = page.getByRole('alertdialog')
  const restrict = async (said: string): Promise<void> => {
    await page.getByRole('button', { name: 'More formatting' }).click()
    await page.getByRole('menuitem', { name: 'Restrict this paragraph, figure or table' }).click()
    await dialog.getByText(said).waitFor()
  }
  const confirm = async (): Promise<void> => {
    await dialog.getByRole('button', { name: 'Restrict it' }).click()
    await page.locator('.dialog').waitFor({ state: 'detached' })
  }
  // A figure with a caption.
  await paragraph(0).click({ position: { x: 90, y: 8 } })
  await page.keyboard.press('Control+Shift+G')
  const insert = page.getByRole('dialog')
  opened.pictures.push({ name: 'map.png', bytes: new Uint8Array(png({ width: 240, height: 120 })) })
  await insert.getByRole('button', { name: 'Choose a picture' }).click()
  await insert.getByRole('img').waitFor()
  await insert.getByRole('textbox', { name: 'For who does not see it' }).fill('Where shelters are.')
  await insert.getByRole('button', { name: 'Insert figure' }).click()
  await insert.waitFor({ state: 'detached' })
  await caretIn(page, 'figure')
  await page.keyboard.type('Shelters in the north')
  await page.locator('.page-text figure img').waitFor()
  await restrict('Restrict Figure 1 to Safety desk?')
  await dialog.getByText('Anyone who has the picture keeps it').waitFor()
  await shot('restrict-figure')
  expect(await faultsHere(page)).toEqual([])
  await confirm()
  const figure = page.locator('.region-text > figure')
  await figure.getByRole('img', { name: 'Where shelters are.' }).waitFor()
  await expect.poll(() => page.locator('.page-text figure img').count()).toBe(0)
  await expect.poll(() => held().join()).not.toContain('Shelters')
  expect(await figure.textContent()).toBe('Shelters in the north')
  await expect
    .poll(() =>
      figure
        .locator('.figure-words')
        .evaluate(words => getComputedStyle(words, '::before').content),
    )
    .toBe('"Figure 1. "')
  // A table, from the palette, and below the figure.
  await paragraph(1).click({ position: { x: 90, y: 8 } })
  await page.keyboard.press('Control+K')
  await page.keyboard.type('table')
  await page.getByRole('option', { name: 'Table', exact: true }).waitFor()
  await page.keyboard.press('Enter')
  await caretIn(page, '.page-text > .cell')
  await page.keyboard.type('Witness')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Reached at')
  await expect.poll(() => held().join()).toContain('Reached at')
  await restrict('Restrict this table to Safety desk?')
  await dialog.getByText('Footnotes move too.').waitFor()
  await shot('restrict-table')
  await confirm()
  const table = page.locator('.region-text').filter({ hasText: 'Witness' })
  await table.getByRole('table').waitFor()
  await expect.poll(() => page.locator('.page-text > .cell').count()).toBe(0)
  // Written in from cell to cell, in the circle alone.
  const before = held()
  await table.locator('.cell-words').nth(1).click()
  await page.keyboard.press('End')
  await page.keyboard.type(' night')
  await page.keyboard.press('Tab')
  await page.keyboard.type('R. H.')
  await expect.poll(() => table.textContent()).toContain('R. H.')
  expect(await table.textContent()).toContain('Reached at night')
  expect(held()).toEqual(before)
  await shotsInEveryLook('parts')
  expect(await faultsHere(page)).toEqual([])
  // Given back, the table is one again.
  await page
    .getByRole('region', { name: 'Restricted table, read by Safety desk' })
    .getByRole('button', { name: 'Actions for this part' })
    .focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Lift the restriction' }).click()
  await dialog.getByText('The table becomes part of this document').waitFor()
  await shot('lift-table')
  await dialog.getByRole('button', { name: 'Show it to everyone' }).click()
  await expect.poll(() => held().join()).toContain('Reached at night')
  await page.locator('.page-text > .cell').first().waitFor()
})

it('goes into an export only when that is asked for, and a file goes with it', async () => {
  await open({
    async before(core, { document }) {
      const folder = mkdtempSync(join(tmpdir(), 'baraza-files-'))
      const path = join(folder, 'Names of witnesses.pdf')
      writeFileSync(path, 'Names')
      await core.answers['attachments.add']({ document, file: grantOf(core, path) })
      rmSync(folder, { recursive: true })
    },
  })
  await region().filter({ hasText: 'Encourage Governments' }).waitFor()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: /^Word document/ }).click()
  const screen = page.locator('.export-screen')
  const box = screen.getByRole('checkbox', { name: /Include the restricted/ })
  expect(await box.isChecked()).toBe(false)
  await box.focus()
  await page.keyboard.press('Space')
  await expect.poll(() => box.isChecked()).toBe(true)
  await shot('export')
  expect(await faultsHere(page)).toEqual([])
  await screen.getByRole('button', { name: /^Save/ }).click()
  await expect
    .poll(async () =>
      (await inputsOf(page, 'paper.export')).map(
        input => (input as { restricted: boolean }).restricted,
      ),
    )
    .toEqual([true])
  await screen.waitFor({ state: 'detached' })
  // A file of the document is given to the circle of the paragraph, and back.
  await page.getByRole('button', { name: 'Comments' }).first().click()
  await page.getByRole('tab', { name: 'Files' }).click()
  await page.getByRole('button', { name: 'Restrict “Names of witnesses.pdf” to a circle' }).click()
  const asked = page.getByRole('alertdialog')
  await asked.getByText('Members who have the file keep it').waitFor()
  await shot('give-file')
  expect(await faultsHere(page)).toEqual([])
  await asked.getByRole('button', { name: 'Restrict it to the circle' }).click()
  const listed = page.locator('.file-here')
  await listed.getByText('Circle: Safety desk, 2 members').waitFor()
  await shotsInEveryLook('file')
  await page.getByRole('button', { name: 'Show “Names of witnesses.pdf” to everyone' }).click()
  await asked.getByText('You cannot undo this.').waitFor()
  await asked.getByRole('button', { name: 'Show it to everyone' }).click()
  await listed.getByText('Circle: Safety desk').waitFor({ state: 'detached' })
})

it('has no accessibility fault in light, dark and mirrored, and loses nothing', async () => {
  await open({ before: (core, { late }) => readFile(core, late) })
  // Words written while it was being restricted.
  await page.getByText('Everyone can read this text beside the restricted paragraph.').waitFor()
  await region().filter({ hasText: 'Encourage Governments' }).waitFor()
  await region().click()
  await shotsInEveryLook('region')
  expect(await faultsEverywhere(page)).toEqual([])
  await shot('small')
})
