// Words that an input method composes while another member writes in the same paragraph: no letter is
// lost, and words of the other member are no part of what this person suggests.
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Right } from '#shared/contract'
import { closePage, type EditorPages, editorPages, type HarnessWindow } from '#tests/editor-pages'

let pages: EditorPages
let page: Page
let input: CDPSession
beforeAll(async () => void (pages = await editorPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

/** The first words of the second block in core: those that came and those that went, in brackets. */
const stored = (): Promise<string> =>
  page.evaluate(() => {
    type Delta = { insert: string; attributes?: object }[]
    const delta = (window as unknown as HarnessWindow).text.delta(1) as Delta
    const words = delta.map(({ insert, attributes = {} }) => {
      const keys = Object.keys(attributes)
      if (keys.some(key => key.startsWith('s_de:'))) return `[-${insert}-]`
      return keys.some(key => key.startsWith('s_in:')) ? `[+${insert}+]` : insert
    })
    return words.join('').split(' work ')[0] ?? ''
  })
const shown = (): Promise<string | undefined> =>
  page
    .locator('.page-text > *')
    .nth(1)
    .textContent()
    .then(text => text?.split(' work ')[0])

/** The caret stands in the second block; what `keys` select is written over. */
const open = async (isSuggesting: boolean, at: number, selected = 0): Promise<void> => {
  page = await pages.openDocument()
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

type Theirs = readonly [after: string, text: string, mark?: string | undefined]
/** How often the window answered that it knows its rights. */
const answered = (): Promise<number> =>
  page.evaluate(() => {
    const { heard } = (window as unknown as HarnessWindow).text
    return heard.filter(({ kind }) => kind === 'told').length
  })
/** Another member writes in the same block, as a suggestion where `mark` says so, and the window has it. */
const other = async (theirs: Theirs): Promise<void> => {
  const before = await answered()
  await page.evaluate(([after, words, key]) => {
    const { text: document, member } = window as unknown as HarnessWindow
    document.alter(member(3), 1, (_block, inBlock) => {
      // The letters that are composed may have come by now, or not.
      const all = (inBlock.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('')
      const at = all.indexOf(after) + after.length
      inBlock.insert(at, words, key === undefined ? {} : { [`s_in:${key}`]: 1 })
    })
    // The window answers this, and takes messages in their order.
    document.send({ kind: 'rights', rights: document.rights })
  }, theirs)
  await expect.poll(answered).toBeGreaterThan(before)
}
/** Puts `theirs` into `words` as they are stored in core. */
const withTheirs = (words: string, [, text, mark]: Theirs): string =>
  words.replace('#', mark === undefined ? text : `[+${text}+]`)

const before = (mark?: string): Theirs => ['', 'All ', mark]
const behind = (mark?: string): Theirs => ['human', 'ity', mark]
const mark = '8w-abcdefghij'

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
  ['suggested words before', before(mark), '#Women [+你好+]human rights defenders'],
  ['suggested words behind', behind(mark), 'Women [+你好+]human# rights defenders'],
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
  await other(behind(mark))
  for (const text of ['نس', 'نساء']) await compose(text)
  await commit('نساء')
  const expected = withTheirs('[-Women-][+نساء+] human# rights defenders', behind(mark))
  await expect.poll(stored).toBe(expected)
})

it('a word that is composed over stays in the text, so that another member can write within it', async () => {
  await open(true, 0, 5)
  await compose('ن')
  await expect.poll(stored).toBe('Womenن human rights defenders')
  await other(['Wo', 'X'])
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
  expect(await stored()).toBe('Women human rights defenders')
  const last = (): Promise<unknown> =>
    page.evaluate(at => (window as unknown as HarnessWindow).text.delta(at), before.length - 1)
  await expect
    .poll(async () => JSON.stringify(await last()))
    .toMatch(/"你好","attributes":\{"s_in:/)
})

/** The paragraphs from here on lie with a circle. */
const restrictFrom = async (first: number): Promise<void> => {
  await page.evaluate(from => {
    const { text, member } = window as unknown as HarnessWindow
    for (let at = from; at < text.ids().length; at++)
      text.alter(member(3), at, block => block.setAttribute('s_label', 'AQ'))
  }, first)
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
const inCore = (): Promise<string[]> =>
  page.evaluate(() => (window as unknown as HarnessWindow).text.texts())

it('words up to a restricted paragraph that are composed over stay, the new ones behind the last open one', async () => {
  await open(true, 0)
  await restrictFrom(3)
  const before = await inCore()
  await selectAll()
  for (const text of ['n', 'ni', 'nihao']) await compose(text)
  await commit('你好')
  await expect.poll(inCore).toEqual(before.with(2, `${before[2]}你好`))
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
  const give = (rights: Right[]): Promise<void> =>
    page.evaluate(
      now => (window as unknown as HarnessWindow).text.send({ kind: 'rights', rights: now }),
      rights,
    )
  const isWritable = page.locator('.page-text[contenteditable="true"]')
  await give(['remark'])
  await isWritable.waitFor({ state: 'detached' })
  await give(['write', 'remark', 'propose', 'settle'])
  await isWritable.waitFor()
  await other(before())
  await expect.poll(shown).toBe('All Women nihuman rights defenders')
  expect(await stored()).toBe('All Women nihuman rights defenders')
})

it('no letter is lost and none comes twice where words are composed without suggesting', async () => {
  await open(false, 6)
  for (const text of ['n', 'ni']) await compose(text)
  for (const theirs of [before(mark), behind()]) await other(theirs)
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

/** The decision of the example minutes. */
const decision = () =>
  page.locator('.page-text > [data-kind=decision]').first().locator('.capture-words')
/** Without the sign that the editor shows behind words that are composed. */
const words = async (): Promise<string> => (await decision().innerText()).replaceAll('\u200b', '')
const decisionInCore = (): Promise<string | undefined> =>
  page.evaluate(() => {
    const { fake, textOf } = window as unknown as HarnessWindow
    const minutes = fake.documents.find(({ kind }) => kind === 'minutes')!.id
    return textOf(minutes)
      .texts()
      .find(each => each.includes('The country examples move to an annex'))
  })
const openDecision = async (): Promise<void> => {
  page = await pages.open()
  await page.keyboard.press('Control+2')
  await page.locator('.table .table-row', { hasText: 'Minutes, second regular session' }).focus()
  await page.keyboard.press('Enter')
  await page.locator('.page-text:focus').waitFor()
  await decision().click({ position: { x: 2, y: 4 } })
  await page.keyboard.press('Home')
  input = await page.context().newCDPSession(page)
}
const isDecided = async (): Promise<void> => {
  await page.evaluate(() => {
    const { fake } = window as unknown as HarnessWindow
    const minutes = fake.documents.find(({ kind }) => kind === 'minutes')!.id
    fake.cameOut({ state: 'agreed', number: 'D/2018/14' }, minutes)
  })
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
