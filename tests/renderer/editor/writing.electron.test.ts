// Writing in a document, in a real Chromium under the production policy: what a person does with the
// keyboard, and what core then holds.
import type { Page } from 'playwright-core'
import type { Core } from '#core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { axeFaults } from '#tests/page-faults'
import { closePage, inputsOf } from '#tests/renderer-pages'
import {
  caretIn,
  type PortWindow,
  type TextPage,
  textPages,
  type TextPages,
  withParagraphs,
} from '#tests/text-pages'
import { beginText, otherMember } from '#tests/text-seed'

let pages: TextPages
let text: TextPage
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const open = async (...given: Parameters<TextPages['open']>): Promise<void> => {
  text = await pages.open(...given)
  page = text.page
}
const openOwn = async (...given: Parameters<TextPages['openOwn']>): Promise<void> => {
  text = await pages.openOwn(...given)
  page = text.page
}
const texts = (): string[] => text.texts()
const numbers = (): Promise<string[]> =>
  page
    .locator('.page-text > *')
    .evaluateAll(blocks => blocks.map(block => block.getAttribute('data-number') ?? ''))
const kinds = (): Promise<(string | null)[]> =>
  page
    .locator('.page-text > *')
    .evaluateAll(blocks => blocks.map(block => block.getAttribute('data-kind')))
const saved = (): Promise<void> => page.locator('.saved-line[data-saved="yes"]').waitFor()
/** The caret at the end of block `index`. */
async function toEndOf(index: number): Promise<void> {
  await page.locator('.page-text > *').nth(index).click()
  await page.keyboard.press('End')
  await page.evaluate(at => {
    const block = document.querySelectorAll('.page-text > *')[at]
    if (block)
      getSelection()?.setBaseAndExtent(
        block,
        block.childNodes.length,
        block,
        block.childNodes.length,
      )
  }, index)
}
const focusedName = (): Promise<string> =>
  page.evaluate(() => {
    const active = document.activeElement
    return active?.getAttribute('aria-label') ?? active?.textContent ?? ''
  })
const fromTemplate = (opened: Parameters<typeof beginText>[0]) =>
  beginText(opened, 'recommendations', [], 'recommendations')
/** The window hears that an edit is on the disk after that: the real core says so within a moment. */
const durableAfter =
  (time: Promise<void>) =>
  async (core: Core): Promise<void> => {
    const { attach } = core
    core.attach = (document, port) =>
      attach(document, {
        ...port,
        post: message =>
          message.kind === 'durable'
            ? void time.then(() => port.post(message))
            : port.post(message),
      })
  }
/** Waits until core's text satisfies `holds`. */
async function coreHolds(holds: (all: string[]) => boolean): Promise<void> {
  await expect.poll(() => holds(texts())).toBe(true)
}

describe('writing', () => {
  it('begins at once: the text has the focus, and every key reaches core', async () => {
    await open()
    await page.keyboard.type('In ')
    await saved()
    await coreHolds(all => all[0] === 'In Context')
    expect(await page.locator('.saved-line').innerText()).toContain('Saved on this device')
  })

  it('begins in the first line that a template left to be written, from the title too', async () => {
    await openOwn(fromTemplate)
    const asked = (at: number): Promise<string> =>
      page
        .locator('.page-text > *')
        .nth(at)
        .evaluate(block => getComputedStyle(block, '::after').content)
    const prompts = async () => [await asked(1), await asked(3)]
    // The prompt of an empty line is shown in it, is no word of it, and goes with the first letter.
    await expect
      .poll(prompts)
      .toEqual([
        ...['"The mandate, and what the group has looked at."'],
        ...['"What the group found, with its source."'],
      ])
    expect(texts().join('')).not.toContain('mandate')
    await page.keyboard.type('First')
    await coreHolds(all => all[0] === 'Context' && all[1] === 'First')
    await expect.poll(prompts).toEqual([...['none', '"What the group found, with its source."']])
    await closePage(page)
    await openOwn(fromTemplate)
    await page.getByLabel('Title of the document').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('First')
    await coreHolds(all => all[0] === 'Context' && all[1] === 'First')
    expect(await page.locator('.page-text [data-bid]').nth(1).innerText()).toBe('First')
  })

  it('says Saving while core has not answered, and Saved only then', async () => {
    const answer = Promise.withResolvers<void>()
    await open({ before: durableAfter(answer.promise) })
    await page.keyboard.type('x')
    await page.locator('.saved-line[data-saved="no"]').waitFor()
    await page.locator('.saved-line[data-shown="saving"]').waitFor()
    expect(await page.locator('.saved-line').innerText()).toBe('Saving…')
    answer.resolve()
    await saved()
  })

  it('puts a letter into the words that stand there, and the caret behind it', async () => {
    await open()
    await toEndOf(1)
    await page.keyboard.press('ArrowLeft')
    await page.evaluate(() => {
      const words = getSelection()?.anchorNode
      Object.assign(window, { words, inputs: 0 })
      const count = () => (window as unknown as { inputs: number }).inputs++
      document.addEventListener('input', count, { capture: true })
    })
    const before = texts()[1] ?? ''
    await page.keyboard.type('xy')
    await coreHolds(all => all[1] === `${before.slice(0, -1)}xy${before.slice(-1)}`)
    const after = await page.evaluate(() => {
      const { anchorNode, anchorOffset, isCollapsed } = getSelection() ?? {}
      const { words, inputs } = window as unknown as { words: Text; inputs: number }
      return { isSame: anchorNode === words, anchorOffset, isCollapsed, inputs, text: words.data }
    })
    // The browser's own editing would have told of two inputs.
    expect(after).toMatchObject({ isSame: true, isCollapsed: true, inputs: 0 })
    expect(after.anchorOffset).toBe(after.text.length - 1)
    await page.keyboard.press('Control+z')
    await coreHolds(all => all[1] === before)
  })

  it('keeps a letter that was just typed when the page is read again, and is saved then', async () => {
    await open()
    await toEndOf(1)
    await page.keyboard.press('ArrowLeft')
    const before = texts()[1] ?? ''
    await page.evaluate(() =>
      addEventListener(
        'keydown',
        ({ key }) => {
          const { textPort } = window as unknown as PortWindow
          if (key === 'c') textPort.say({ kind: 'parted' })
        },
        true,
      ),
    )
    // The letters behind the first one share its fate.
    await page.keyboard.press('a')
    await coreHolds(all => all[1]?.includes('a', before.length - 1) === true)
    await page.keyboard.press('b')
    await page.keyboard.press('c')
    await page.getByText('Disputed: one place in this text was signed twice.').waitFor()
    await page.locator('.page-text[contenteditable="true"]').waitFor()
    await saved()
    const after = `${before.slice(0, -1)}abc${before.slice(-1)}`
    await coreHolds(all => all[1] === after)
    await expect.poll(() => page.locator('.page-text > *').nth(1).textContent()).toBe(after)
  })

  it('answers Ctrl S that everything is saved already', async () => {
    await open()
    await page.keyboard.press('Control+s')
    await page.getByText('Already saved on this device').waitFor()
    await expect.poll(() => texts()[0]).toBe('Context')
  })

  it('covers no line that one writes in with what it says, wherever that line is', async () => {
    await open()
    const blocks = page.locator('.page-text > *')
    const low = await blocks.evaluateAll(all =>
      all.findIndex(each => each.getBoundingClientRect().bottom > innerHeight - 40),
    )
    const { x, y } = (await blocks.nth(low).boundingBox())!
    const { height } = page.viewportSize()!
    await page.mouse.click(x + 200, Math.max(y + 8, height - 50))
    await page.keyboard.type('x')
    await page.keyboard.press('Control+s')
    await page.getByText('Already saved on this device').waitFor()
    const boxes = await page.evaluate(() => {
      const line = getSelection()?.getRangeAt(0).getBoundingClientRect()
      const said = document.querySelector('.toast')?.getBoundingClientRect()
      return { line: [line?.top, line?.bottom], said: [said?.top, said?.bottom] }
    })
    expect(boxes.line[1]).toBeGreaterThan(height - 100)
    expect(boxes.said[1]).toBeLessThan(boxes.line[0]!)
  })

  it('a document that opens while the disk is full says so, and so does Ctrl S', async () => {
    let saves = (): void => {}
    await open({
      async before(core) {
        core.answers = { ...core.answers, 'archive.saving': () => ({ state: 'disk-full' }) }
        const { onEvent } = core
        core.onEvent = listen => {
          saves = () => listen('saving.changed', { state: 'saved' })
          return onEvent(listen)
        }
      },
    })
    await page.locator('.saved-line').getByText('Not saved').waitFor()
    await page.keyboard.press('Control+s')
    await page.getByText('Not saved', { exact: true }).nth(1).waitFor()
    expect(await page.getByText(/[Ss]aved on this device/).count()).toBe(0)
    saves()
    await page.locator('.saved-line').getByText('Saved on this device').waitFor()
  })

  it('numbers paragraphs as they come, move and change level', async () => {
    await open()
    await toEndOf(1)
    await page.keyboard.press('Enter')
    await page.keyboard.type('Inserted')
    await expect.poll(async () => (await numbers()).slice(0, 4)).toEqual(['I.', '1.', '2.', '3.'])
    await page.keyboard.press('Tab')
    await expect.poll(async () => (await numbers()).slice(0, 4)).toEqual(['I.', '1.', '(a)', '2.'])
    const news = page.locator('[data-kind-news]')
    await expect.poll(() => news.textContent()).toBe('Subparagraph')
    await page.keyboard.press('Tab')
    await expect.poll(async () => (await numbers())[2]).toBe('(i)')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    await expect.poll(async () => (await numbers())[2]).toBe('2.')
    await coreHolds(all => all[2] === 'Inserted')
  })

  it('turns a line by what is typed at its beginning, says so, and gives the letters back', async () => {
    await open()
    const news = page.locator('[data-kind-news]')
    await toEndOf(1)
    await page.keyboard.press('Enter')
    await page.keyboard.type('2. ')
    // The number counts by itself: what was typed is gone, and the kind is said again.
    await expect.poll(() => news.textContent()).toBe('Numbered paragraph')
    await page.keyboard.type('(a) First')
    await expect.poll(async () => (await numbers()).slice(1, 4)).toEqual(['1.', '(a)', '2.'])
    await expect.poll(() => news.textContent()).toBe('Subparagraph')
    await coreHolds(all => all[2] === 'First')
    await page.keyboard.press('Enter')
    await page.keyboard.type('- ')
    await expect.poll(async () => (await kinds())[3]).toBe('bullet1')
    await page.keyboard.press('Backspace')
    await expect.poll(async () => (await kinds())[3]).toBe('num2')
    await page.keyboard.type('as typed')
    await coreHolds(all => all[3] === '- as typed')
    await page.keyboard.press('Enter')
    await page.keyboard.type('## Findings')
    await expect.poll(async () => (await kinds())[4]).toBe('h2')
    await coreHolds(all => all[4] === 'Findings')
    // The turn is a step of undo by itself, and so is what was typed before it.
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await kinds())[4]).toBe('num2')
    await coreHolds(all => all[4] === '## ')
    expect(await axeFaults(page)).toEqual([])
  })

  it('turns no line in the middle of a composition', async () => {
    await open()
    await toEndOf(1)
    await page.keyboard.press('Enter')
    const client = await page.context().newCDPSession(page)
    const write = (text: string) =>
      client.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      })
    await write('-')
    await write('- ')
    await client.send('Input.insertText', { text: '- ' })
    await coreHolds(all => all[2] === '- ')
    expect((await kinds())[2]).toBe('num1')
    await page.keyboard.type('x ')
    await coreHolds(all => all[2] === '- x ')
    expect((await kinds())[2]).toBe('num1')
  })

  it('makes the marks of quotations as they are typed, and gives the straight one back', async () => {
    await open()
    await toEndOf(1)
    await page.keyboard.press('Enter')
    await page.keyboard.type(`The State's "plan"`)
    await coreHolds(all => all[2] === 'The State’s “plan”')
    await page.keyboard.press('Backspace')
    await coreHolds(all => all[2] === 'The State’s “plan"')
    await page.keyboard.type(' of ')
    await coreHolds(all => all[2] === 'The State’s “plan" of ')
    expect(await page.locator('.page-text > *').nth(2).innerText()).toBe('The State’s “plan" of ')
  })

  it('makes headings by Ctrl Alt and a digit, and a paragraph by the same key again', async () => {
    await open()
    await toEndOf(1)
    for (const level of [1, 2, 3]) {
      await page.keyboard.press(`Control+Alt+${level}`)
      await expect.poll(async () => (await kinds())[1]).toBe(`h${level}`)
    }
    await expect.poll(() => page.locator('[data-kind-news]').textContent()).toBe('Third heading')
    await page.keyboard.press('Control+Alt+3')
    await expect.poll(async () => (await kinds())[1]).toBe('paragraph')
  })

  it('leaves a list level by level with Enter in an empty item', async () => {
    await open()
    await toEndOf(8)
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await kinds())[9]).toBe('num2')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await kinds())[9]).toBe('num1')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await kinds())[9]).toBe('paragraph')
  })

  it('goes on with a numbered paragraph after a heading', async () => {
    await open()
    await toEndOf(0)
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await kinds()).slice(0, 2)).toEqual(['h1', 'num1'])
  })

  it('takes the number away with Backspace before it joins paragraphs', async () => {
    await open()
    await page.locator('.page-text > *').nth(6).click()
    await page.keyboard.press('Home')
    await page.keyboard.press('Control+Home')
    await page.evaluate(() => {
      const text = document.querySelectorAll('.page-text > *')[6]?.querySelector('span')?.firstChild
      if (text) getSelection()?.setBaseAndExtent(text, 0, text, 0)
    })
    const before = texts().length
    await page.keyboard.press('Backspace')
    await expect.poll(async () => (await kinds())[6]).toBe('num1')
    await page.keyboard.press('Backspace')
    await expect.poll(async () => (await kinds())[6]).toBe('paragraph')
    await expect.poll(() => texts().length).toBe(before)
    await page.keyboard.press('Backspace')
    await coreHolds(all => all.length === before - 1)
  })

  it('lets Tab leave after Escape, and only then', async () => {
    await open()
    await toEndOf(1)
    await page.keyboard.press('Tab')
    await expect.poll(() => focusedName()).toBe('Text of the document')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+Tab')
    await expect.poll(() => focusedName()).toBe('Title of the document')
  })

  it('never makes a line break: Shift Enter begins a paragraph', async () => {
    await open()
    await toEndOf(1)
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('after')
    await coreHolds(all => all[2] === 'after')
    expect(await page.locator('.page-text br + *').count()).toBe(0)
  })
})

describe('tools', () => {
  it('are reached with Alt F10, moved through with arrows, and left with Escape', async () => {
    await open()
    await toEndOf(1)
    await page.keyboard.press('Alt+F10')
    await expect.poll(() => focusedName()).toContain('Kind of paragraph')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => focusedName()).toBe('Bold')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => focusedName()).toBe('Italic')
    await page.keyboard.press('Escape')
    await expect.poll(() => focusedName()).toBe('Text of the document')
  })

  it('make bold what is selected, show it, and give the focus back to the pointer', async () => {
    await open()
    await page.locator('.page-text h1 span').first().dblclick()
    await page.getByRole('button', { name: 'Bold' }).click()
    await page.locator('.page-text h1 .text-bold').waitFor()
    // Tools look at the words behind the frame that shows them.
    await page.getByRole('button', { name: 'Bold', pressed: true }).waitFor()
    expect(await focusedName()).toBe('Text of the document')
    await page.keyboard.press('Control+b')
    await page.locator('.page-text h1 .text-bold').waitFor({ state: 'detached' })
  })

  it('change the kind of paragraph by menu and by the number button', async () => {
    await open()
    await toEndOf(1)
    await page.keyboard.press('Alt+F10')
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Quotation' }).press('Enter')
    await page.locator('.page-text [data-kind="quote"]').waitFor()
    await expect.poll(focusedName).toBe('Text of the document')
    await expect.poll(async () => (await numbers()).slice(0, 3)).toEqual(['I.', '', '1.'])
    expect(await page.locator('.page-text blockquote').count()).toBe(1)
    await page.getByRole('button', { name: 'Numbered' }).click()
    await expect.poll(async () => (await numbers()).slice(0, 3)).toEqual(['I.', '1.', '2.'])
  })

  it('the keys of the map that no other test presses do what the list says', async () => {
    await open()
    const press = async (...chords: string[]): Promise<void> => {
      for (const chord of chords) await page.keyboard.press(chord)
    }
    const other = await otherMember(text)
    const before = texts()
    await toEndOf(1)
    await page.keyboard.type('!')
    await press('Control+z')
    await expect.poll(texts).toEqual(before)
    await press('Control+y')
    await expect.poll(() => texts()[1]).toBe(`${before[1]}!`)

    // Open points, backwards.
    await other.edit({ amend: 'The first one.', block: 2 }, { amend: 'The second one.', block: 3 })
    await page.locator('.point-mark').nth(1).waitFor()
    await toEndOf(4)
    await press('Control+Alt+ArrowUp')
    await page.locator('.amendment[data-current]:focus', { hasText: 'The second one.' }).waitFor()
    await press('Control+Alt+ArrowUp')
    await page.locator('.amendment[data-current]:focus', { hasText: 'The first one.' }).waitFor()

    await toEndOf(0)
    await press('Control+k')
    await page.keyboard.type('table')
    await page.getByRole('option', { name: 'Table', exact: true }).waitFor()
    await press('Enter')
    await page.getByRole('table', { name: 'Table, 3 rows, 3 columns' }).waitFor()
    await caretIn(page, '.cell')
    await press('Alt+Shift+Delete')
    await page.getByRole('table', { name: 'Table, 3 rows, 2 columns' }).waitFor()

    await press('Control+=', 'Control++', 'Control+-', 'Control+0')
    await expect
      .poll(() => inputsOf(page, 'window.zoom'))
      .toEqual([100, 110, 120, 110, 100].map(percent => ({ percent })))

    // The ways back and forward lie where they point, which is the other way round in Arabic.
    const inText = page.locator('.workspace[data-writing] .page-text[contenteditable="true"]')
    const inList = page.locator('.table .table-row')
    for (const [direction, back, forward] of [
      ['ltr', 'Alt+ArrowLeft', 'Alt+ArrowRight'],
      ['rtl', 'Alt+ArrowRight', 'Alt+ArrowLeft'],
    ] as const) {
      await page.evaluate(way => void (document.documentElement.dir = way), direction)
      await press(back)
      await inList.first().waitFor()
      await press(forward)
      await inText.waitFor()
      // A long English title keeps its beginning in an Arabic window.
      const title = page.locator('.trail-here', { hasText: /\S/ })
      await expect.poll(() => title.evaluate(it => getComputedStyle(it).direction)).toBe('ltr')
    }
    expect(await inList.count()).toBe(0)
  })

  it('undo and redo one’s own changes, and leave others’ alone', async () => {
    await open()
    const undo = page.getByRole('button', { name: 'Undo your last change' })
    expect(await undo.isDisabled()).toBe(true)
    await toEndOf(1)
    await page.keyboard.type(' mine')
    const other = await otherMember(text)
    await other.edit({ insert: 'Theirs. ', block: 2, at: 0 })
    await coreHolds(all => all[1]?.startsWith('Theirs. Women') === true && all[1].endsWith(' mine'))
    // People who cannot see it hear the change of each press, and that there is no further one.
    const said = (): Promise<string | null> => page.locator('[data-announced]').textContent()
    await page.keyboard.press('Control+z')
    await expect.poll(said).toBe('Undone. “mine” was removed from paragraph 1.')
    await page.keyboard.press('Control+z')
    await expect.poll(said).toMatch(/^Nothing to undo/)
    await coreHolds(all => all[1]?.endsWith('girls.') === true)
    await expect.poll(() => texts()[1]?.startsWith('Theirs. ')).toBe(true)
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(said).toBe('Redone. “mine” is back in paragraph 1.')
    await coreHolds(all => all[1]?.endsWith(' mine') === true)
    await undo.click()
    await expect.poll(said).toBe('Undone. “mine” was removed from paragraph 1.')
    await coreHolds(all => all[1]?.endsWith('girls.') === true)
  })
})

describe('the title', () => {
  it('is changed where it stands, kept with Enter, and taken back with Escape', async () => {
    await open()
    const title = page.getByRole('textbox', { name: 'Title of the document' })
    await title.fill('A shorter title')
    await title.press('Enter')
    await expect.poll(() => focusedName()).toBe('Text of the document')
    const heading = (name: string) => page.locator('h1', { hasText: name })
    await heading('A shorter title').waitFor({ state: 'attached' })
    await title.fill('Not this')
    await heading('Not this').waitFor({ state: 'attached' })
    await title.press('Escape')
    await expect.poll(() => title.inputValue()).toBe('A shorter title')
    await heading('A shorter title').waitFor({ state: 'attached' })
  })
})

describe('the outline', () => {
  it('follows the caret, and goes to a heading by click and by keyboard', async () => {
    await open()
    const current = page.locator('.outline-item[data-current]')
    expect(await current.innerText()).toContain('Context')
    await toEndOf(10)
    await expect.poll(() => current.innerText()).toContain('Investigating threats')
    await page.locator('.outline-item', { hasText: 'Country and regional work' }).click()
    await page.locator('.page-text h2[data-flash]').waitFor()
    expect(await focusedName()).toBe('Text of the document')
    await page.keyboard.type('The ')
    await coreHolds(all => all.includes('The Country and regional work'))
    await page.locator('.outline-item', { hasText: 'Follow-up' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('Then ')
    await coreHolds(all => all.includes('Then Follow-up'))
  })

  it('counts paragraphs and words', async () => {
    await open()
    await expect
      .poll(() => page.locator('.outline-counts').innerText())
      .toMatch(/^9 paragraphs, \d+ of at most 10,700 words$/)
    expect(await page.locator('.outline-side .notice').count()).toBe(0)
    await closePage(page)
    await openOwn(withParagraphs(420))
    await page.locator('.outline-side .notice').getByText('over the United Nations limit').waitFor()
    // The focus moves on.
    await page.locator('.page-text').focus()
    await page.keyboard.type('More ')
    await coreHolds(all => all[0]?.startsWith('More ') === true)
  })
})
