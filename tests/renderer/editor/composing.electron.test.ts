// Words that an input method composes while another member writes in the same paragraph: no letter is
// lost, and words of the other member are no part of what this person suggests.
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { blockText } from '#document/model'
import type { Right } from '#shared/contract'
import { closePage } from '#tests/renderer-pages'
import { type CorePages, corePages } from '#tests/core-pages'
import { type MinutesPage, openMinutes, rapporteurOf } from '#tests/minutes-pages'
import { type PortWindow, sayTo, type TextPage, textPages, type TextPages } from '#tests/text-pages'
import { type OtherMember, otherMember } from '#tests/text-seed'

let pages: TextPages
let minutesPages: CorePages
let text: TextPage
let page: Page
let input: CDPSession
let member: OtherMember
beforeAll(async () => {
  pages = await textPages()
  minutesPages = await corePages()
})
afterAll(async () => {
  await pages.close()
  await minutesPages.close()
})
afterEach(() => closePage(page))

/** The first words of the second block in core: those that came and those that went, in brackets. */
const stored = (): string => {
  const words = text.blocks()[1]?.runs.map(({ text: part, suggested, struck }) => {
    if (struck) return `[-${part}-]`
    return suggested ? `[+${part}+]` : part
  })
  return words?.join('').split(' work ')[0] ?? ''
}
const shown = (): Promise<string | undefined> =>
  page
    .locator('.page-text > *')
    .nth(1)
    .textContent()
    .then(words => words?.split(' work ')[0])

/** The caret stands in the second block; what `keys` select is written over. */
const open = async (isSuggesting: boolean, at: number, selected = 0): Promise<void> => {
  text = await pages.open()
  page = text.page
  member = await otherMember(text)
  await page.locator('.page-text > *').nth(1).click()
  if (isSuggesting) {
    const tool = page.getByRole('button', { name: 'Suggesting' })
    await expect.poll(() => tool.isEnabled()).toBe(true)
    await page.keyboard.press('Control+Shift+X')
    await expect.poll(() => tool.getAttribute('aria-pressed')).toBe('true')
  }
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Home')
  for (let count = 0; count < at; count++) await page.keyboard.press('ArrowRight')
  for (let count = 0; count < selected; count++) await page.keyboard.press('Shift+ArrowRight')
  await expect
    .poll(() =>
      page.evaluate(() => {
        const { anchorNode, anchorOffset, focusOffset } = getSelection() ?? {}
        return [anchorNode?.textContent?.slice(0, 5), anchorOffset, focusOffset]
      }),
    )
    .toEqual(['Women', at, at + selected])
  input = await page.context().newCDPSession(page)
}
const compose = async (text: string): Promise<void> => {
  await input.send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  })
}
const commit = (text: string): Promise<unknown> => input.send('Input.insertText', { text })

type Theirs = { after: string; words: string; isSuggested: boolean }
/** How often the window got changes. */
const changes = (): Promise<number> =>
  page.evaluate(() => {
    const { came } = (window as unknown as PortWindow).textPort
    return came.filter(kind => kind === 'changed').length
  })
/** Another member writes in the same block, without the letters that are composed here, and the window has it. */
const other = async ({ after, words, isSuggested }: Theirs): Promise<void> => {
  const before = await changes()
  const own = blockText(member.core.page(text.document).blocks[1]!)
  const at = own.indexOf(after) + after.length
  await member.edit({
    ...(isSuggested ? { suggest: { insert: words } } : { insert: words }),
    block: 2,
    at,
  })
  await expect.poll(changes).toBeGreaterThan(before)
}
/** Puts `theirs` into `words` as they are stored in core. */
const withTheirs = (words: string, { words: theirs, isSuggested }: Theirs): string =>
  words.replace('#', isSuggested ? `[+${theirs}+]` : theirs)

const before = (isSuggested = false): Theirs => ({ after: '', words: 'All ', isSuggested })
const behind = (isSuggested = false): Theirs => ({ after: 'human', words: 'ity', isSuggested })

it('words that are composed within others are suggested', async () => {
  await open(true, 6)
  for (const text of ['n', 'ni', 'nih', 'nihao']) await compose(text)
  await commit('你好 ')
  await expect.poll(stored).toBe('Women [+你好 +]human rights defenders')
  await page.keyboard.type('x')
  await expect.poll(stored).toBe('Women [+你好 x+]human rights defenders')
})

it.each([
  ['plain words before', before(), '#Women [+你好+]human rights defenders'],
  ['plain words behind', behind(), 'Women [+你好+]human# rights defenders'],
  ['suggested words before', before(true), '#Women [+你好+]human rights defenders'],
  ['suggested words behind', behind(true), 'Women [+你好+]human# rights defenders'],
])('a suggestion holds the composed words alone: %s', async (_name, theirs, expected) => {
  await open(true, 6)
  for (const text of ['n', 'ni']) await compose(text)
  await other(theirs)
  for (const text of ['nih', 'nihao']) await compose(text)
  await commit('你好')
  await expect.poll(stored).toBe(withTheirs(expected, theirs))
  await expect.poll(shown).toBe(withTheirs(expected, theirs).replaceAll(/[[\]+]/g, ''))
})

it('a word that is composed over is struck alone, while another member writes behind it', async () => {
  await open(true, 0, 5)
  await compose('ن')
  await other(behind(true))
  for (const text of ['نس', 'نساء']) await compose(text)
  await commit('نساء')
  const expected = withTheirs('[-Women-][+نساء+] human# rights defenders', behind(true))
  await expect.poll(stored).toBe(expected)
})

it('a word that is composed over stays in the text, so that another member can write within it', async () => {
  await open(true, 0, 5)
  await compose('ن')
  await expect.poll(stored).toBe('Womenن human rights defenders')
  await other({ after: 'Wo', words: 'X', isSuggested: false })
  await compose('نساء')
  await commit('نساء')
  await expect.poll(stored).toBe('[-WoXmen-][+نساء+] human rights defenders')
})

it('words in several paragraphs that are composed over stay, and the new ones stand behind them', async () => {
  await open(true, 0)
  const paragraphs = () => page.locator('.page-text > *').allTextContents()
  const before = await paragraphs()
  await page.keyboard.press('Shift+Control+End')
  const selected = () => page.evaluate(() => getSelection()?.toString() ?? '')
  await expect.poll(selected).toContain(before.at(-1)?.slice(-20) ?? '')
  for (const text of ['n', 'ni', 'nihao']) await compose(text)
  await commit('你好')
  const after = before.with(-1, `${before.at(-1)}你好`)
  await expect.poll(paragraphs).toEqual(after)
  expect(stored()).toBe('Women human rights defenders')
  await expect
    .poll(() => text.blocks().at(-1)?.runs.at(-1))
    .toEqual({ ...{ text: '你好', suggested: true } })
})

/** The other member gives the paragraphs from here on to a circle of its own. */
const restrictFrom = async (first: number): Promise<void> => {
  const { group, document } = text.seeded
  const { answers } = member.core
  const circle = await answers['circles.create']({ group, name: 'Safety desk' })
  for (const { id } of text.blocks().slice(first))
    await answers['restricted.put']({ document, block: id!, circle })
  await member.tell()
  await expect
    .poll(() => page.locator('.page-text > *').last().getAttribute('data-withheld'))
    .toBe('')
}
const selectAll = async (): Promise<void> => {
  await page.keyboard.press('Control+a')
  const isWhole = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.page-text > *')].every(each =>
        getSelection()?.containsNode(each, true),
      ),
    )
  await expect.poll(isWhole).toBe(true)
}
it('words up to a restricted paragraph that are composed over stay, the new ones behind the last open one', async () => {
  await open(true, 0)
  await restrictFrom(3)
  const before = text.texts()
  await selectAll()
  for (const text of ['n', 'ni', 'nihao']) await compose(text)
  await commit('你好')
  await expect.poll(text.texts).toEqual(before.with(2, `${before[2]}你好`))
})

it('a word that is composed over stays as it was where the composition is given up', async () => {
  await open(true, 0, 5)
  await compose('ن')
  await expect.poll(stored).toBe('Womenن human rights defenders')
  await compose('')
  await expect.poll(stored).toBe('Women human rights defenders')
  await expect.poll(shown).toBe('Women human rights defenders')
})

it('changes of others wait no longer when the right to write went and came back', async () => {
  await open(true, 6)
  await compose('ni')
  const give = (rights: Right[]): Promise<void> => sayTo(page, { kind: 'rights', rights })
  const isWritable = page.locator('.page-text[contenteditable="true"]')
  await give(['remark'])
  await isWritable.waitFor({ state: 'detached' })
  await give(['write', 'remark', 'propose', 'settle'])
  await isWritable.waitFor()
  await other(before())
  await expect.poll(shown).toBe('All Women nihuman rights defenders')
  expect(stored()).toBe('All Women nihuman rights defenders')
})

it('no letter is lost and none comes twice where words are composed without suggesting', async () => {
  await open(false, 6)
  for (const text of ['n', 'ni']) await compose(text)
  for (const theirs of [before(true), behind()]) await other(theirs)
  for (const text of ['nih', 'nihao']) await compose(text)
  await commit('你好')
  await page.keyboard.type('!')
  const expected = '[+All +]Women 你好!humanity rights defenders'
  await expect.poll(stored).toBe(expected)
  await expect.poll(shown).toBe(expected.replaceAll(/[[\]+]/g, ''))
})

it('changes that waited are shown when the composition is given up', async () => {
  await open(true, 6)
  await compose('ni')
  await other(before())
  await compose('')
  const expected = 'All Women human rights defenders'
  await expect.poll(stored).toBe(expected)
  await expect.poll(shown).toBe(expected)
})

/** The decision of the minutes. */
const decision = () =>
  page.locator('.page-text > [data-kind=decision]').first().locator('.capture-words')
/** Without the sign that the editor shows behind words that are composed. */
const words = async (): Promise<string> => (await decision().innerText()).replaceAll('\u200b', '')
let minutes: MinutesPage
let decide: () => Promise<void>
const decisionInCore = (): string | undefined => minutes.texts()[3]
const openDecision = async (): Promise<void> => {
  minutes = await openMinutes(minutesPages)
  page = minutes.page
  const { close } = await rapporteurOf(minutes)
  decide = close
  await decision().click({ position: { x: 2, y: 4 } })
  await page.keyboard.press('Home')
  input = await page.context().newCDPSession(page)
}
const isDecided = async (): Promise<void> => {
  await decide()
  await page.locator('.page-text > [data-settled]').waitFor()
}

it('a line that was decided takes no words that are composed', async () => {
  await openDecision()
  await isDecided()
  const before = await words()
  for (const text of ['n', 'ni']) await compose(text)
  await commit('你好')
  await page.keyboard.press('Escape')
  await expect.poll(words).toBe(before)
  expect(decisionInCore()).toBe(before)
})

it('a line that is decided while words are composed in it reads as it did before', async () => {
  await openDecision()
  const before = await words()
  for (const text of ['n', 'ni']) await compose(text)
  await expect.poll(words).toBe(`ni${before}`)
  await isDecided()
  await page
    .getByRole('status')
    .filter({ hasText: /^Decided\. Changes are corrections\./ })
    .waitFor()
  await compose('nihao')
  await commit('你好')
  await page.keyboard.press('Escape')
  await expect.poll(words).toBe(before)
  await expect.poll(decisionInCore).toBe(before)
})

it('a line that is decided while an accent is composed keeps the letters before it, and redo brings none back', async () => {
  await openDecision()
  const before = await words()
  await page.keyboard.type('caf')
  await compose('´')
  await expect.poll(words).toBe(`caf´${before}`)
  await isDecided()
  await page
    .getByRole('status')
    .filter({ hasText: /^Decided\. Changes are corrections\./ })
    .waitFor()
  await compose('é')
  await commit('é')
  await page.keyboard.press('Escape')
  const kept = `caf${before}`
  await expect.poll(words).toBe(kept)
  const redo = page.getByRole('button', { name: 'Redo your last change' })
  await expect.poll(() => redo.isEnabled()).toBe(true)
  await page.keyboard.press('Control+Shift+Z')
  await expect.poll(() => redo.isEnabled()).toBe(false)
  await expect.poll(words).toBe(kept)
  await expect.poll(decisionInCore).toBe(kept)
})
