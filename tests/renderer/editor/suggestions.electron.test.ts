// Suggesting in the window, with the keys alone: words wait until a member accepts them.
import type { Page } from 'playwright-core'
import type { Core } from '#core'
import { askingOf } from '#tests/deciding'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { faultsEverywhere } from '#tests/page-faults'
import { closePage, inputsOf, settled } from '#tests/renderer-pages'
import { failPage, type TextPage, type TextPages, textPages } from '#tests/text-pages'
import { otherMember, type TextSeeded } from '#tests/text-seed'

let pages: TextPages
let text: TextPage
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const stored = (): string => text.texts()[0] ?? ''
const open = async (...given: Parameters<TextPages['open']>): Promise<void> => {
  text = await pages.open(...given)
  page = text.page
}
const shown = (what: string) =>
  page.evaluate(
    selector => Array.from(document.querySelectorAll(selector), each => each.textContent).join(''),
    `.page-text .text-${what}`,
  )

const suggest = async (): Promise<string> => {
  await open()
  await page.locator('.page-text > *').nth(0).click()
  const before = stored()
  await page.keyboard.press('Control+Shift+X')
  await page.keyboard.press('Home')
  await page.keyboard.type('All ')
  await page.keyboard.press('Delete')
  await page.keyboard.press('Delete')
  await page.keyboard.press('End')
  await page.keyboard.press('Backspace')
  await page.locator('.text-struck').nth(1).waitFor()
  return before
}

it('keeps what is erased, marks what is written, and makes both so when it is accepted', async () => {
  const before = await suggest()
  expect(await shown('inserted')).toBe('All ')
  expect(await shown('struck')).toBe(`${before.slice(0, 2)}${before.slice(-1)}`)
  await page.keyboard.press('Control+Shift+G')
  await page.getByText('Nothing was changed').first().waitFor()
  await expect.poll(stored).toBe(`All ${before}`)
  await page.getByRole('button', { name: 'Comments', exact: true }).click()
  await page.getByRole('radio').last().click()
  await expect.poll(() => page.locator('[data-suggestion]').count()).toBe(2)
  await page.getByRole('button', { name: 'Accept all' }).click()
  await expect.poll(stored).toBe(`All ${before.slice(2, -1)}`)
  await page.getByText('No suggestions.').waitFor()
  await expect.poll(() => shown('inserted')).toBe('')
})

it('goes without a trace when it is rejected', async () => {
  const before = await suggest()
  await page.getByRole('button', { name: 'Comments', exact: true }).click()
  await page.getByRole('radio').last().click()
  await page.getByRole('button', { name: 'Reject all' }).click()
  await expect.poll(stored).toBe(before)
})

it('leads from “2 suggestions open” to the list of these', async () => {
  await suggest()
  await page.getByRole('button', { name: 'Comments', exact: true }).click()
  await page.getByText('No comments.').waitFor()
  await page.locator('[data-open-points]').getByText('2 suggestions open').click()
  await expect.poll(() => page.locator('[data-suggestion]').count()).toBe(2)
})

/** The first word of the text is selected while suggesting. */
const selectFirst = async (): Promise<string> => {
  await open()
  await page.locator('.page-text > *').nth(0).click()
  const [word = ''] = /^\S+/.exec(stored()) ?? []
  await page.keyboard.press('Control+Shift+X')
  await page.keyboard.press('Home')
  for (let count = 0; count < word.length; count++) await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe(word)
  return word
}

it('strikes a word as a whole that an input method composes over', async () => {
  const word = await selectFirst()
  const typed = `${word.slice(0, 1)}2030`
  const client = await page.context().newCDPSession(page)
  for (const text of [typed.slice(0, 1), typed])
    await client.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    })
  await client.send('Input.insertText', { text: typed })
  await expect.poll(() => shown('inserted')).toBe(typed)
  await expect.poll(() => shown('struck')).toBe(word)
})

it('strikes a word that is typed over as a whole, in the text and on its card', async () => {
  const word = await selectFirst()
  const typed = `${word.slice(0, 1)}2030`
  await page.keyboard.type(typed)
  await expect.poll(() => shown('inserted')).toBe(typed)
  await expect.poll(() => shown('struck')).toBe(word)
  await page.getByRole('button', { name: 'Comments', exact: true }).click()
  await page.getByRole('radio').last().click()
  const card = page.locator('[data-suggestion]')
  await card.locator('del', { hasText: new RegExp(`^${word}$`) }).waitFor()
  await card.locator('ins', { hasText: new RegExp(`^${typed}$`) }).waitFor()
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/typed-over.png` })
})

const timesSeen = async () => (await inputsOf(page, 'suggestions.seen')).length

it('says which words would get which format, and lists what was settled with the member and the time', async () => {
  await open()
  await page.locator('.page-text > *').nth(0).click()
  await page.keyboard.press('Control+Shift+X')
  await page.keyboard.press('Home')
  await page.keyboard.press('Control+Shift+ArrowRight')
  const word = await page.evaluate(() => getSelection()?.toString().trim() ?? '')
  await page.keyboard.press('Control+B')
  await page.getByRole('button', { name: 'Comments', exact: true }).click()
  await page.getByRole('radio').last().click()
  const card = page.locator('[data-suggestion]')
  await card.getByText('Change of format: Bold').waitFor()
  await card.getByText(word).first().waitFor()
  // Its author takes the suggestion back.
  await card.getByRole('button', { name: 'Withdraw' }).click()
  await card.waitFor({ state: 'detached' })
  await page.getByText('Your suggestion is withdrawn.').first().waitFor()
  const settled = page.locator('.settled-suggestions')
  await settled.getByText('1 settled suggestion').waitFor()
  expect(await timesSeen()).toBe(0)
  await settled.getByText('1 settled suggestion').click()
  // Home lists them no longer.
  await expect.poll(timesSeen).toBe(1)
  await settled.getByText('Change of format: Bold').waitFor()
  await settled.getByText(/withdrew it (?:today|on)/).waitFor()
  await settled.getByText(/^Recorded by .+:$/).waitFor()
  expect(await faultsEverywhere(page)).toEqual([])
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/settled.png` })
  // Where no other one waits, the list comes unfolded.
  await page.getByRole('radio').first().click()
  await settled.waitFor({ state: 'detached' })
  await page.getByRole('radio').last().click()
  await settled.getByText('Change of format: Bold').waitFor()
})

const panel = () => page.locator('.side-panel')
const cards = () => page.locator('[data-what]')
const texts = (): string[] => text.texts()
const blockAt = (index: number) => page.locator('.page-text > *').nth(index)

it('suggests a new paragraph by Enter, and the removal of whole ones by Delete', async () => {
  await open()
  await blockAt(0).click()
  await page.keyboard.press('Control+Shift+X')
  const before = texts()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await panel().getByRole('textbox', { name: 'The new paragraph' }).fill('Thank the observers.')
  await page.keyboard.press('Control+Enter')
  await cards().filter({ hasText: 'Thank the observers.' }).waitFor()
  await page.locator('.page-text > [data-awaits]').waitFor()
  await page.locator('.page-text:focus').waitFor()
  const leaving = () => page.locator('.page-text > [data-leaving]').count()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await expect.poll(leaving).toBe(before.length)
  expect(texts()).toEqual(before)
  const added = cards().filter({ hasText: 'Thank the observers.' })
  await added.getByRole('button', { name: 'Accept' }).click()
  await expect.poll(texts).toEqual([before[0], 'Thank the observers.', ...before.slice(1)])
  await cards().first().getByRole('button', { name: 'Reject' }).click()
  await expect.poll(leaving).toBe(before.length - 1)
  await cards().first().getByRole('button', { name: 'Accept' }).click()
  await expect.poll(texts).toEqual([before[0], 'Thank the observers.', ...before.slice(2)])
})

it('accepts all at once: words, and paragraphs too', async () => {
  await open()
  const [first = '', ...rest] = texts()
  await blockAt(0).click()
  await page.keyboard.press('Control+Shift+X')
  await page.keyboard.press('Home')
  await page.keyboard.type('All ')
  await page.locator('.text-inserted').waitFor()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await panel().getByRole('textbox', { name: 'The new paragraph' }).fill('Thank the observers.')
  await page.keyboard.press('Control+Enter')
  await cards().filter({ hasText: 'Thank the observers.' }).waitFor()
  await page.getByRole('button', { name: 'Accept all' }).click()
  await expect.poll(texts).toEqual([`All ${first}`, 'Thank the observers.', ...rest])
  await page.getByText('No suggestions.').waitFor()
})

it('suggests a split, a join and another place by the keys, shows where, and changes no word', async () => {
  await open()
  await blockAt(1).click({ position: { x: 40, y: 8 } })
  await page.keyboard.press('Control+Shift+X')
  const before = texts()
  const card = (what: string) => page.locator(`[data-what="${what}"]`)
  await page.keyboard.press('Home')
  for (const _ of 'two') await page.keyboard.press('Control+ArrowRight')
  await page.keyboard.press('Enter')
  await card('split').getByText('The paragraph would become these two:').waitFor()
  await page.keyboard.press('Home')
  await page.keyboard.press('Backspace')
  await card('join').getByText('The two would become this one:').waitFor()
  await page.locator('.page-text > [data-joining]').waitFor()
  await page.keyboard.press('Backspace')
  await page.getByText('This has already been suggested').first().waitFor()
  // Each press goes on from the suggested position; back at the real position the suggestion is
  // withdrawn.
  await page.keyboard.press('Alt+Shift+ArrowDown')
  await card('move').getByText('The paragraph would stand after').waitFor()
  const place = await card('move').textContent()
  await page.locator('.page-text > [data-moving]').waitFor()
  await page.keyboard.press('Alt+Shift+ArrowDown')
  await expect.poll(() => card('move').textContent()).not.toBe(place)
  await page.keyboard.press('Alt+Shift+ArrowUp')
  await expect.poll(() => card('move').textContent()).toBe(place)
  await page.keyboard.press('Alt+Shift+ArrowUp')
  await expect.poll(() => card('move').count()).toBe(0)
  await page.keyboard.press('Alt+Shift+ArrowUp')
  await card('move').getByText('The paragraph would stand at the beginning.').waitFor()
  expect(texts()).toEqual(before)
  await page.locator('.page-text:focus').waitFor()
  expect(await faultsEverywhere(page)).toEqual([])
  await card('move').getByRole('button', { name: 'Accept' }).click()
  const [first = '', second = '', ...rest] = before
  await expect.poll(texts).toEqual([second, first, ...rest])
  await card('join').getByText('Another paragraph stands before it now.').waitFor()
  await card('join').getByRole('button', { name: 'Reject' }).click()
  await card('split').getByRole('button', { name: 'Accept' }).click()
  await expect.poll(() => texts().length).toBe(before.length + 1)
  expect(texts().slice(0, 2).join('')).toBe(second)
  await expect.poll(() => cards().count()).toBe(0)
})

/** As a reviewer opens it. */
const review = async (): Promise<void> => {
  await open({ as: 'L.H.' })
  await page.getByText('Your changes to this document are suggestions.').waitFor()
}
/** With the arrow keys, as who may not write has to go there. */
const toBlock = async (index: number): Promise<void> => {
  for (let turn = 0; !(await page.locator('.page-text').evaluate(isFocused)); turn++) {
    expect(turn).toBeLessThan(12)
    await page.keyboard.press('F6')
  }
  await page.keyboard.press('Control+Home')
  const here = () =>
    page.evaluate(() => {
      const block = document.querySelector('.page-text > [data-here]')
      return block?.parentElement ? [...block.parentElement.children].indexOf(block) : -1
    })
  await expect.poll(here).toBe(0)
  for (let at = 0; at < index; at++) {
    await page.keyboard.press('Control+ArrowDown')
    await expect.poll(here).toBe(at + 1)
  }
}
const isFocused = (element: Element): boolean => document.activeElement === element

it('takes a reviewer straight to suggesting, says why, and offers to withdraw a suggestion', async () => {
  await review()
  await page.getByText('Your role in this group: Reviewer.').waitFor()
  await panel().getByText('No suggestions.').waitFor()
  const before = texts()
  expect(await page.locator('.page-text').getAttribute('contenteditable')).toBe('false')
  await toBlock(1)
  await page.keyboard.press('Control+Shift+X')
  const wording = panel().getByRole('textbox', { name: 'The paragraph as you suggest it' })
  await wording.fill('In other words.')
  await page.keyboard.press('Control+Enter')
  await cards().filter({ hasText: 'In other words.' }).waitFor()
  await toBlock(2)
  await page.keyboard.press('Control+Shift+X')
  await panel()
    .getByRole('button', { name: /Other words/ })
    .click()
  await page.getByRole('option', { name: 'To remove it' }).click()
  await panel().getByRole('button', { name: 'Suggest it' }).click()
  await page.locator('.page-text > [data-leaving]').waitFor()
  expect(texts()).toEqual(before)
  expect(await cards().first().getByRole('button', { name: 'Accept' }).count()).toBe(0)
  await cards().first().getByRole('button', { name: 'Withdraw' }).click()
  await expect.poll(() => cards().count()).toBe(1)
})

it('leaves the panel closed that a reviewer closed, where the text is loaded again', async () => {
  await review()
  await panel().getByText('No suggestions.').waitFor()
  await page.getByRole('button', { name: 'Close the panel' }).click()
  await panel().waitFor({ state: 'detached' })
  await failPage(page)
  await page.getByText('Your role in this group: Reviewer.').waitFor()
  await page.locator('.page-text > *').nth(1).waitFor()
  await settled(page)
  expect(await panel().count()).toBe(0)
})

/** The chair adopts the text. */
const adopt = async (core: Core, seeded: TextSeeded): Promise<void> => {
  const chair = await otherMember({ core, seeded }, 'K.W.')
  const { answers } = chair.core
  const { decision } = await answers['decisions.ask'](askingOf(seeded.document))
  const support = { choice: 'support', reason: '', reservations: [] } as const
  await answers['decisions.position']({ decision, ...support })
  await answers['decisions.close']({ decision })
  await answers['decisions.declare']({ decision, number: 'D/2018/15' })
  await chair.tell()
}

it('opens an adopted text without the panel, and offers no suggestion there', async () => {
  await open({ as: 'L.H.', before: adopt })
  const { status } = await text.core.answers['documents.get']({ document: text.document })
  expect(status).toBe('adopted')
  await page.locator('.page-text > *').nth(1).waitFor()
  await settled(page)
  expect(await panel().count()).toBe(0)
  const notice = page.locator('.page-notices > .notice', { hasText: 'Reviewer' })
  expect(await notice.innerText()).toContain('You can comment. Select some words')
  expect(await notice.innerText()).not.toContain('uggest')
  const tools = page.getByRole('toolbar')
  expect(await tools.getByRole('button', { name: /^Suggest a change/ }).count()).toBe(0)
  // The panel would open at once.
  await page.keyboard.press('Control+Shift+X')
  await page.keyboard.press('Control+k')
  await page.locator('.palette-input:focus').fill('suggest')
  await settled(page)
  expect(await page.getByRole('option', { name: /^Suggest(ing| a change)/ }).count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.locator('.palette-input').waitFor({ state: 'detached' })
  expect(await panel().count()).toBe(0)
  await page.getByRole('button', { name: 'Comments', exact: true }).click()
  await panel().getByText('Suggestions', { exact: true }).click()
  await panel().getByText('No suggestions.').waitFor()
  expect(await panel().getByRole('button', { name: 'Suggest a change' }).count()).toBe(0)
})

it('has no fault where a reviewer suggests', async () => {
  await review()
  for (const [index, what] of [
    [1, 'To remove it'],
    [2, 'A new paragraph after it'],
    [3, 'Another place for it'],
  ] as const) {
    await toBlock(index)
    await page.keyboard.press('Control+Shift+X')
    await panel()
      .getByRole('button', { name: /Other words/ })
      .click()
    await page.getByRole('option', { name: what }).click()
    const added = panel().getByRole('textbox', { name: 'The new paragraph' })
    if (index === 2) await added.fill('Thank the observers for their work.')
    await panel().getByRole('button', { name: 'Suggest it' }).click()
    await expect.poll(() => cards().count()).toBe(index)
  }
  await toBlock(3)
  await page.keyboard.press('Control+Shift+X')
  await panel().getByRole('textbox').first().waitFor()
  expect(await faultsEverywhere(page)).toEqual([])
})

it('says whose each suggestion is, has no accessibility fault in light, dark and mirrored, and loses nothing', async () => {
  await suggest()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Control+b')
  await page.keyboard.press('Control+Home')
  for (const _ of 'two') await page.keyboard.press('Control+ArrowRight')
  await page.keyboard.press('Control+Shift+ArrowRight')
  await page.keyboard.press('Control+Shift+K')
  await page.getByRole('textbox', { name: 'Address' }).fill('un.org/rights')
  await page.keyboard.press('Enter')
  // People who cannot see the cards hear whose each is.
  for (const [what, role, said] of [
    ['inserted', 'insertion', 'inserted by K.W.'],
    ['struck', 'deletion', 'struck by K.W.'],
    ['reformatted', 'mark', 'format changed by K.W.'],
    ['relinked', 'mark', 'link changed by K.W.'],
  ]) {
    const words = page.locator(`.page-text .text-${what}`).first()
    await expect.poll(() => words.getAttribute('aria-description')).toBe(said)
    expect(await words.getAttribute('role')).toBe(role)
  }
  await page.getByRole('button', { name: 'Comments', exact: true }).click()
  await page.getByRole('radio').last().click()
  await page.locator('[data-suggestion]').first().waitFor()
  await panel().getByText('Would lead to https://un.org/rights').waitFor()
  expect(await page.locator('.page-text .text-link').count()).toBe(0)
  expect(await faultsEverywhere(page)).toEqual([])
})
