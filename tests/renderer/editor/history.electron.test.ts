// The history beside the page: naming, comparing with authors by the keys alone, and bringing back; every
// state without an accessibility fault.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { digest, random } from '#core/keys'
import { nameVersion } from '#document/history/versions'
import { closePage } from '#tests/renderer-pages'
import { exampleNow } from '#tests/advisory-group'
import { textIn } from '#tests/documents'
import { faultsEverywhere, faultsHere } from '#tests/page-faults'
import {
  caretIn,
  type TextPage,
  textPages,
  type TextPages,
  withParagraphs,
} from '#tests/text-pages'
import { otherMember, writersSeed } from '#tests/text-seed'

let pages: TextPages
let text: TextPage
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const dialog = () => page.getByRole('dialog')
const texts = (): string => text.texts().join('\n')

/** The text of the mockups, shared by the chair with M.S. and C.R. */
const shared = (...[options]: Parameters<TextPages['open']>): Promise<TextPage> =>
  pages.open({ seed: writersSeed, ...options })

/** Opens the history and names the text "Sent to members"; `asked` while its name is asked for. */
const named = async (
  opening: Promise<TextPage> = shared(),
  asked = async (): Promise<void> => {},
): Promise<void> => {
  text = await opening
  page = text.page
  await page
    .locator('.document-bar')
    .getByRole('button', { name: /comment/i })
    .click()
  await page.getByRole('tab', { name: 'History' }).click()
  await page.getByText('No named versions yet.').waitFor()
  await page.getByRole('button', { name: 'Name this version' }).click()
  await dialog().waitFor()
  await asked()
  await page.keyboard.type('Sent to members')
  await page.keyboard.press('Enter')
  await page.getByRole('article', { name: 'Sent to members' }).waitFor()
}
const nameAs = async (name: string): Promise<void> => {
  await page.getByRole('button', { name: 'Name this version' }).click()
  await dialog().locator('input:focus').waitFor()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await page.getByRole('article', { name }).waitFor()
}
/** M.S. and C.R. write, and a paragraph goes. */
const others = async (): Promise<void> => {
  const blocks = page.locator('.page-text > *')
  const before = await blocks.count()
  await (await otherMember(text)).edit({ insert: 'All ', block: 2, at: 0 })
  await (
    await otherMember(text, 'C.R.')
  ).edit({ insert: ' strongly', block: 6, at: 18 }, { remove: 11 })
  await expect.poll(() => blocks.count()).toBe(before - 1)
}

it('names the text, compares it with now by the keys, and says whose each word is', async () => {
  await named()
  await others()
  await page.getByRole('button', { name: 'Compare with now: “Sent to members”' }).click()
  await dialog().getByText('3 changes').waitFor()
  const inserted = dialog().locator('ins').first()
  expect(await inserted.textContent()).toBe('All ')
  await expect.poll(() => inserted.getAttribute('aria-description')).toBe('added by M.S.')
  await page.keyboard.press('F7')
  await dialog().getByText('1 of 3: added by M.S.').waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('All ')
  await page.keyboard.press('Shift+F7')
  await dialog()
    .getByText(/^3 of 3/)
    .waitFor()
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
})

it('says that others changed words beside a member, and that they are not known', async () => {
  const opening = shared({
    async before(core) {
      const { 'history.compare': compare } = core.answers
      core.answers = {
        ...core.answers,
        // Core says so of a title, where a device that set it is not known.
        'history.compare': async (...given) =>
          (await compare(...given)).map(each => ({
            ...each,
            pieces: each.pieces.map(piece => ({ ...piece, byOthers: true as const })),
          })),
      }
    },
  })
  await named(opening)
  await others()
  await page.getByRole('button', { name: 'Compare with now: “Sent to members”' }).click()
  await dialog().getByText('3 changes').waitFor()
  await expect
    .poll(() => dialog().locator('ins').first().getAttribute('aria-description'))
    .toBe('added by M.S. and others who are not known')
})

it('shows a table as a table, with the words that came into a cell, and a row and a column that came as one change each', async () => {
  await named(pages.openOwn())
  await page.locator('.page-text').click()
  await page.keyboard.press('Control+K')
  await page.keyboard.type('table')
  await page.getByRole('option', { name: 'Table', exact: true }).click()
  await caretIn(page, '.cell')
  await page.keyboard.type('Year')
  await page.getByRole('button', { name: 'Compare with now: “Sent to members”' }).click()
  await dialog().getByText('Table added by K.W.').waitFor()
  await dialog().getByText('1 change', { exact: true }).waitFor()
  const heads = dialog().getByRole('table').getByRole('columnheader')
  await expect.poll(() => heads.first().locator('ins').allInnerTexts()).toEqual(['Year'])
  expect(await faultsHere(page)).toEqual([])
  if (process.env['SHOTS'])
    await page.screenshot({ path: `${process.env['SHOTS']}/compare-table.png` })
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await nameAs('With a table')
  await page.locator('.page-text .cell').first().click()
  await caretIn(page, '.cell')
  const before = await page.locator('.page-text .cell').count()
  await page.keyboard.press('Alt+Insert')
  await expect.poll(() => page.locator('.page-text .cell').count()).toBeGreaterThan(before)
  await page.getByRole('button', { name: 'Compare with now: “With a table”' }).click()
  await dialog().getByText('1 change', { exact: true }).waitFor()
  const rows = dialog().getByRole('table').getByRole('row')
  await expect.poll(() => rows.nth(1).innerText()).toMatch(/^Row added by K\.W\.\s*$/)
  await page.keyboard.press('F7')
  await dialog().getByText('1 of 1: Row added by K.W.').waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Row added by K.W.')
  expect(await faultsHere(page)).toEqual([])
  if (process.env['SHOTS'])
    await page.screenshot({ path: `${process.env['SHOTS']}/compare-row.png` })
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await nameAs('With a row')
  const withRow = await page.locator('.page-text .cell').count()
  await page.locator('.page-text .cell').first().click()
  await caretIn(page, '.cell')
  await page.keyboard.press('Alt+Shift+Insert')
  await expect.poll(() => page.locator('.page-text .cell').count()).toBeGreaterThan(withRow)
  await page.getByText('Time not known').waitFor()
  await page.getByRole('button', { name: 'Compare with now: “With a table”' }).click()
  await dialog().getByText('2 changes', { exact: true }).waitFor()
  const cells = rows.first().locator('th, td')
  await expect.poll(() => cells.nth(1).innerText()).toMatch(/^Column added by K\.W\.\s*$/)
  expect(await dialog().getByText('Paragraph added').count()).toBe(0)
})

it('shows a new footnote with its words below the text', async () => {
  await named()
  await page.locator('.page-text > *').nth(2).click()
  await caretIn(page, '.page-text > *:nth-child(3)')
  await page.keyboard.press('End')
  await page.keyboard.press('Control+Shift+N')
  await page.locator('.footnote-text:focus').waitFor()
  await page.keyboard.type('See the report.')
  await page.getByRole('button', { name: 'Compare with now: “Sent to members”' }).click()
  await dialog().getByText('2 changes', { exact: true }).waitFor()
  await expect
    .poll(() => dialog().locator('ins').allTextContents())
    .toEqual(['[1]', 'See the report.'])
  const last = dialog().locator('.compared-paragraph').last()
  await expect.poll(() => last.innerText()).toMatch(/^\[1\]\s*See the report\.$/)
  await page.keyboard.press('Shift+F7')
  await dialog().getByText('2 of 2: added by K.W.').waitFor()
  expect(await faultsHere(page)).toEqual([])
  if (process.env['SHOTS'])
    await page.screenshot({ path: `${process.env['SHOTS']}/compare-note.png` })
})

it('names a footnote that went as one, and shows the words that went of another', async () => {
  await named()
  for (const at of [3, 4]) {
    await page
      .locator('.page-text > *')
      .nth(at - 1)
      .click()
    await caretIn(page, `.page-text > *:nth-child(${at})`)
    await page.keyboard.press('End')
    await page.keyboard.press('Control+Shift+N')
    await page.locator('.footnote-text:focus').waitFor()
    await page.keyboard.type(`A note to paragraph ${at}.`)
  }
  await nameAs('With footnotes')
  await page.getByRole('textbox', { name: 'Footnote 1' }).fill('')
  await page.locator('.page-text > *').nth(3).click()
  await caretIn(page, '.page-text > *:nth-child(4)')
  await page.keyboard.press('End')
  await page.keyboard.press('Backspace')
  await page.getByRole('button', { name: 'Compare with now: “With footnotes”' }).click()
  await dialog().getByText('3 changes', { exact: true }).waitFor()
  const shown = dialog().locator('.compared-paragraph')
  await expect.poll(() => shown.last().innerText()).toMatch(/^Footnote\s*A note to paragraph 4\.$/)
  const count = await shown.count()
  expect(await shown.nth(count - 2).innerText()).toMatch(/^\[1\]\s*A note to paragraph 3\.$/)
  expect(await faultsEverywhere(page)).toEqual([])
})

it('names the member who gave a paragraph another type', async () => {
  await named()
  await page.locator('.page-text > *').nth(2).click()
  await caretIn(page, '.page-text > *:nth-child(3)')
  await page.keyboard.press('Control+Alt+2')
  await page.getByRole('button', { name: 'Compare with now: “Sent to members”' }).click()
  await dialog().getByText('Type changed (by K.W.)', { exact: true }).waitFor()
  await dialog().getByText('1 change', { exact: true }).waitFor()
  expect(await faultsHere(page)).toEqual([])
})

it('sets a part of a list in from the side where its words begin', async () => {
  await named()
  await (
    await otherMember(text)
  ).edit(
    { new: 'حماية المدافعات عن حقوق الإنسان.', after: 1, kind: 'num2' },
    { new: 'Protect defenders.', after: 2, kind: 'num2' },
  )
  await page.locator('.page-text').getByText('Protect defenders.').waitFor()
  await page.getByRole('button', { name: 'Compare with now: “Sent to members”' }).click()
  const part = (words: string) => dialog().locator('.compared-words', { hasText: words })
  await part('Protect defenders.').waitFor()
  /** How far the first line of the words is from the left and the right of the text around it. */
  const sides = (words: string) =>
    part(words).evaluate(element => {
      const around = element.closest('.compared')!.getBoundingClientRect()
      const range = document.createRange()
      range.selectNodeContents(element)
      const own = range.getBoundingClientRect()
      return [Math.round(own.left - around.left), Math.round(around.right - own.right)]
    })
  const [left] = await sides('Protect defenders.')
  expect(left).toBe(34)
  const [, right] = await sides('حماية المدافعات')
  expect(right).toBe(34)
})

it('brings a version back as a change of one’s own, which Ctrl Z takes back', async () => {
  await named()
  const before = texts()
  await others()
  const after = texts()
  await page.getByRole('button', { name: 'Restore: “Sent to members”' }).click()
  await page.getByRole('button', { name: 'Restore this text' }).waitFor()
  expect(await faultsHere(page)).toEqual([])
  await page.getByRole('button', { name: 'Restore this text' }).click()
  await expect.poll(texts).toBe(before)
  await page.waitForFunction(() => document.activeElement?.classList.contains('page-text'))
  await page.keyboard.press('Control+Z')
  await expect.poll(texts).toBe(after)
})

/** A text of 120 paragraphs that the group has. */
const sharedLong: Parameters<TextPages['openOwn']>[0] = async opened => {
  const document = await withParagraphs(120)(opened)
  await opened.core.answers['documents.share']({ document })
  return document
}

it('says how far restoring has come, and leaves nothing when it is stopped', async () => {
  await named(pages.openOwn(sharedLong))
  const before = texts()
  const seeded = { ...text.seeded, document: text.document }
  const other = await otherMember({ ...text, seeded })
  await other.hear()
  await other.edit(
    ...Array.from({ length: 90 }, (_, at) => ({ insert: 'All ', block: at + 21, at: 0 })),
  )
  await expect.poll(() => page.locator('.page-text').textContent()).toContain('All Paragraph 109')
  const after = texts()
  const bringBack = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Restore: “Sent to members”' }).click()
    await page.getByRole('button', { name: 'Restore this text' }).waitFor()
  }
  await bringBack()
  // As soon as the first of them is back: a busy machine spends whole slices on those before it.
  await page.evaluate(() => {
    const buttons = (): HTMLButtonElement[] => [...document.querySelectorAll('button')]
    const named = (name: string) => buttons().find(({ textContent }) => textContent === name)
    new MutationObserver((_, watcher) => {
      const text = document.querySelector('.page-text')?.textContent
      const stop = named('Stop')
      if (stop === undefined || text?.includes('All Section 2') !== false) return
      watcher.disconnect()
      stop.click()
    }).observe(document.body, { childList: true, characterData: true, subtree: true })
    named('Restore this text')?.click()
  })
  await page.getByText('Stopped. Nothing was changed.').waitFor()
  await page.waitForFunction(() => document.activeElement?.classList.contains('page-text'))
  await expect.poll(texts).toBe(after)
  await bringBack()
  await page.getByRole('button', { name: 'Restore this text' }).click()
  await page.getByText(/^90 paragraphs were restored to/).waitFor()
  await expect.poll(texts).toBe(before)
})

/** The words that have the colour of a member. */
const coloured = () =>
  page.evaluate(() =>
    [...CSS.highlights]
      .filter(([name]) => name.startsWith('author-'))
      .flatMap(([, ranges]) => [...ranges].map(range => String(range as Range)))
      .join('|'),
  )

it('shows the authors of words by colour, line and initials', async () => {
  text = await shared()
  page = text.page
  await (await otherMember(text)).edit({ insert: 'All the ', block: 2, at: 0 })
  await (await otherMember(text, 'C.R.')).edit({ insert: 'As before: ', block: 3, at: 0 })
  // A reference is one sign on the page, and words in what is compared.
  const noted = page.locator('.page-text > *').nth(2)
  await noted.getByText('As before: ').waitFor()
  await noted.click()
  await caretIn(page, '.page-text > *:nth-child(3)')
  await page.keyboard.press('End')
  await page.keyboard.press('Control+Shift+N')
  await page.locator('.footnote-text:focus').waitFor()
  await page.keyboard.type('See the report.')
  await page.getByRole('button', { name: 'Colour by author' }).click()
  await page.locator('.author-names').getByText('M.S.').waitFor()
  await expect
    .poll(() =>
      page
        .locator('.page-text > [data-authors]')
        .evaluateAll(blocks => blocks.map(block => block.getAttribute('data-authors'))),
    )
    .toContain('MS KW')
  await expect.poll(() => noted.getAttribute('data-authors')).toBe('CR KW')
  await expect.poll(coloured).toContain('All the ')
  expect(await faultsEverywhere(page)).toEqual([])
  await page.getByRole('button', { name: 'Colour by author' }).click()
  await expect.poll(() => page.locator('.page-text > [data-authors]').count()).toBe(0)
})

/** No text has this digest. */
const namedFalsely = (doc: Y.Doc): void =>
  void nameVersion(doc, {
    ...{ name: 'Agreed by all', at: exampleNow, random },
    hash: () => new Uint8Array(32),
  })
/** The version has words of another device that reached nobody yet. */
const namedAhead = (doc: Y.Doc): void => {
  const ahead = new Y.Doc({ gc: false })
  Y.applyUpdate(ahead, Y.encodeStateAsUpdate(doc))
  ahead.clientID = 7_000_007
  textIn(ahead, 0).insert(0, 'Ahead: ')
  const before = Y.encodeStateVector(ahead)
  ahead.clientID = doc.clientID
  nameVersion(ahead, { name: 'From another device', at: exampleNow, hash: digest, random })
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(ahead, before))
}

it('has no accessibility fault in any state, and nothing is cut off in a small window', async () => {
  await named(shared({ look: { width: 1024, height: 700 } }), async () =>
    expect(await faultsHere(page)).toEqual([]),
  )
  await others()
  const other = await otherMember(text)
  await other.hear()
  await other.change(namedFalsely)
  await other.change(namedAhead)
  await page.getByText(/^Some edits of this version are not on this device yet/).waitFor()
  await page.getByText(/Baraza cannot verify this version/).waitFor()
  expect(await faultsEverywhere(page)).toEqual([])
  await page.getByRole('button', { name: 'Compare with now: “Sent to members”' }).click()
  await dialog().locator('ins').first().waitFor()
  expect(await faultsEverywhere(page)).toEqual([])
})
