// Several letters in one insertion, as an input method, dictation or a picker of emoji gives them, in a
// real Chromium: the caret stands behind them, and the next key goes there, whatever the last key was.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { closePage } from '#tests/renderer-pages'
import { caretIn, type TextPage, type TextPages, textPages } from '#tests/text-pages'

let pages: TextPages
let text: TextPage
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const keys = async (...chords: string[]): Promise<void> => {
  for (const chord of chords) await page.keyboard.press(chord)
}
const insert = (words: string): Promise<void> => page.keyboard.insertText(words)
/** Selects these places of the words of block `index` as the pointer would: the last key stays the same. */
const select = (index: number, from: number, to = from): Promise<void> =>
  page.evaluate(
    ([at, start, end]) => {
      const block = document.querySelectorAll('.page-text > *')[at]
      const words = block && document.createTreeWalker(block, NodeFilter.SHOW_TEXT).nextNode()
      if (words) getSelection()?.setBaseAndExtent(words, start, words, end)
      // The browser tells of it in a later task, as it does between acts of a person.
      return new Promise<void>(done => setTimeout(done))
    },
    [index, from, to] as const,
  )
/** These blocks in core; where the page shows other ones, both. */
const blocks = async (from: number, count: number): Promise<string[]> => {
  const core = text.texts().slice(from, from + count)
  const all = await page.locator('.page-text > *').allTextContents()
  const shown = all.slice(from, from + count)
  return core.join('|') === shown.join('|') ? core : [...core, 'but on the page', ...shown]
}
/** A document with the caret at the end of its second block; other blocks follow. */
const open = async (): Promise<[second: string, third: string]> => {
  text = await pages.open()
  page = text.page
  const [, second = '', third = ''] = text.texts()
  await select(1, second.length)
  return [second, third]
}
const composed = async (words: string): Promise<void> => {
  const client = await page.context().newCDPSession(page)
  for (let length = 1; length <= words.length; length++)
    await client.send('Input.imeSetComposition', {
      text: words.slice(0, length),
      selectionStart: length,
      selectionEnd: length,
    })
  await client.send('Input.insertText', { text: words })
  await client.detach()
}

describe('behind Enter', () => {
  it.each([
    ['words', 'Second one'],
    ['two letters', 'Se'],
    ['an emoji', '😀'],
    ['Arabic words', 'السلام عليكم'],
    ['words that end with a space', 'Second '],
  ])('%s stand in the new block, and the next key behind them', async (_name, words) => {
    const [second, third] = await open()
    await keys('Enter')
    await insert(words)
    await page.keyboard.type('.')
    await expect.poll(() => blocks(1, 3)).toEqual([second, `${words}.`, third])
  })

  it('several insertions stand one behind the other', async () => {
    const [second, third] = await open()
    await keys('Enter')
    for (const words of ['One', ' two', ' three']) await insert(words)
    await page.keyboard.type('.')
    await insert(' Four')
    await expect.poll(() => blocks(1, 3)).toEqual([second, 'One two three. Four', third])
  })

  it('letters that an input method composed stand in the new block', async () => {
    const [second, third] = await open()
    await keys('Enter')
    await composed('你好')
    await page.keyboard.type('.')
    await composed('ni')
    await insert('世界')
    await page.keyboard.type('.')
    await expect.poll(() => blocks(1, 3)).toEqual([second, '你好.ni世界.', third])
  })

  it('words stand at the beginning of what Enter parted', async () => {
    const [second, third] = await open()
    await select(1, 6)
    await keys('Enter')
    await insert('Now ')
    await page.keyboard.type('.')
    await expect
      .poll(() => blocks(1, 3))
      .toEqual([second.slice(0, 6), `Now .${second.slice(6)}`, third])
  })

  it('marked words stand in the new block', async () => {
    const [second, third] = await open()
    await keys('Enter', 'Control+b')
    await insert('Bold')
    await page.keyboard.type('.')
    await expect.poll(() => blocks(1, 3)).toEqual([second, 'Bold.', third])
    // Enter is not the last key here, and is again behind the mark.
    await keys('Enter')
    await insert('Bold')
    await page.keyboard.type('.')
    await expect.poll(() => blocks(1, 4)).toEqual([second, 'Bold.', 'Bold.', third])
    expect(await page.locator('.page-text .text-bold').allTextContents()).toEqual([
      'Bold.',
      'Bold.',
    ])
  })

  it('words at the end of an older block stay there', async () => {
    const [, third] = await open()
    await keys('Enter')
    await select(3, third.length)
    await insert(' And')
    await page.keyboard.type('.')
    await expect.poll(() => blocks(2, 2)).toEqual(['', `${third} And.`])
  })

  it('words that replace the last word of a block stay there', async () => {
    const [, third] = await open()
    await keys('Enter')
    await select(3, third.lastIndexOf(' ') + 1, third.length)
    await insert('gladly')
    await page.keyboard.type('.')
    await expect
      .poll(() => blocks(2, 2))
      .toEqual(['', `${third.slice(0, third.lastIndexOf(' '))} gladly.`])
  })

  it('words that replace a whole block stay there', async () => {
    const [second, third] = await open()
    await keys('Enter')
    await select(3, 0, third.length)
    await insert('Nothing')
    await page.keyboard.type('.')
    await expect.poll(() => blocks(1, 3)).toEqual([second, '', 'Nothing.'])
  })
})

it('words before the letter of the last key stay before it', async () => {
  const [, third] = await open()
  await page.keyboard.type(third.slice(0, 1))
  await page.evaluate(() => {
    const block = document.querySelectorAll('.page-text > *')[2]
    if (block) getSelection()?.setBaseAndExtent(block, 0, block, 0)
    return new Promise<void>(done => setTimeout(done))
  })
  await insert('Now ')
  await page.keyboard.type('.')
  await expect.poll(() => blocks(2, 1)).toEqual([`Now .${third}`])
})

it('words that macOS puts in the place of others leave the caret behind the key that accepted them', async () => {
  const [second, third] = await open()
  await page.keyboard.type(' omw ')
  // The system selects what it replaces, and inserts in the same task.
  await page.evaluate(() => {
    const words = getSelection()?.anchorNode
    if (!words) return
    const end = (words.textContent?.length ?? 0) - 1
    getSelection()?.setBaseAndExtent(words, end - 3, words, end)
    const place = {
      startContainer: words,
      startOffset: end - 3,
      endContainer: words,
      endOffset: end,
    }
    const given = {
      inputType: 'insertText',
      data: 'On my way',
      targetRanges: [new StaticRange(place)],
      bubbles: true,
      cancelable: true,
    }
    words.parentElement?.dispatchEvent(new InputEvent('beforeinput', given))
  })
  await page.keyboard.type('!')
  await expect.poll(() => blocks(1, 2)).toEqual([`${second} On my way !`, third])
})

it('words in a cell stay there, behind Enter and behind Tab', async () => {
  await open()
  await keys('Control+K')
  await page.locator('.palette-input:focus').waitFor()
  await page.keyboard.type('table')
  await expect.poll(() => page.getByRole('option').first().textContent()).toContain('Table')
  await keys('Enter')
  await caretIn(page, '.cell')
  const cells = async (): Promise<string[]> =>
    (await page.locator('.cell').allTextContents()).filter(words => words !== '')
  await insert('One')
  await page.keyboard.type('.')
  await keys('Tab')
  await insert('Two')
  await page.keyboard.type('.')
  await keys('Enter')
  await insert('Three')
  await page.keyboard.type('.')
  await expect.poll(cells).toEqual(['One.', 'Two.', 'Three.'])
})
