// Minutes in the editor, over a real core: lines that are captured, by letters, tools and keys.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { blockText } from '#document/model'
import { type CorePages, corePages } from '#tests/core-pages'
import { type MinutesPage, openMinutes, wordsOf } from '#tests/minutes-pages'
import { attendanceSeed, decidedWords, presentedWords } from '#tests/minutes-seed'
import { axeFaults } from '#tests/page-faults'
import { pasteInto } from '#tests/paste'
import { closePage, inputsOf, settled } from '#tests/renderer-pages'
import { openText } from '#tests/text-seed'

let pages: CorePages
let opened: MinutesPage
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const open = async (): Promise<void> => {
  opened = await openMinutes(pages)
  page = opened.page
}
const lines = () => page.locator('.page-text > *')
const kindAt = (index: number) => lines().nth(index).getAttribute('data-kind')
/** The kind of a line, as the page and as core have it. */
const kindsAt = async (index: number) => [await kindAt(index), opened.blocks()[index]?.kind]
/** The selected words, as they are copied, by type. */
const copiedFrom = (from: Page): Promise<Record<string, string>> =>
  from.evaluate(() => {
    const data = new DataTransfer()
    const init = { clipboardData: data, bubbles: true, cancelable: true }
    document.querySelector('.page-text')?.dispatchEvent(new ClipboardEvent('copy', init))
    return Object.fromEntries(data.types.map(type => [type, data.getData(type)]))
  })
const idOf = async (handle: string) => {
  const { memberList } = await opened.core.answers['groups.get'](opened.seeded)
  return memberList.find(each => each.handle === handle)?.id
}

describe('minutes', () => {
  it('show each captured line under its glyph and word, and discussion with numbers', async () => {
    await open()
    const named = () =>
      page
        .locator('.capture-label')
        .evaluateAll(labels =>
          labels.map(label => [
            getComputedStyle(label, '::after').content,
            label.querySelectorAll('svg').length,
          ]),
        )
    await expect.poll(named).toEqual([
      ['"Decision"', 1],
      ['"Reservation"', 1],
      ['"Action item"', 1],
      ['"Information"', 1],
      ['"Off the record"', 1],
    ])
    expect(await lines().nth(1).getAttribute('data-number')).toBe('1.')
    const recorded = page.getByRole('list', { name: 'Recorded' }).getByRole('listitem')
    await expect
      .poll(() => recorded.allInnerTexts())
      .toEqual(['Decisions\n1', 'Reservations\n1', 'Action items\n1', 'Information\n2'])
    expect(await axeFaults(page)).toEqual([])
  })

  it('show the attendance as it would read, and a press writes it into the empty paragraph; undo takes it back', async () => {
    const ended = await pages.open(attendanceSeed)
    page = ended.page
    const { document } = ended.seeded
    await openText(page, document)
    const runs = () => ended.core.page(document).blocks[1]?.runs
    const reads = 'Present: the Chair; by call: a member; seats represented: 2 of 5; quorum: 3.'
    const offered = page.locator('.notice', { hasText: reads })
    await offered.getByText('The line leaves out P.J., because two marks differ.').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await offered.getByRole('button', { name: 'Put the attendance into the minutes' }).click()
    await offered.waitFor({ state: 'detached' })
    const filled = lines().nth(1)
    await expect
      .poll(() => filled.innerText())
      .toMatch(/^Present: .+; by call: .+; seats represented: 2 of 5; quorum: 3\.$/u)
    await expect
      .poll(() =>
        filled
          .locator('.text-speaker')
          .evaluateAll(all => (all as HTMLElement[]).map(each => each.dataset['words'])),
      )
      .toEqual(['the Chair', 'a member'])
    const { self } = await ended.core.answers['groups.get'](ended.seeded)
    await expect.poll(() => runs()?.[1]?.who).toBe(self)
    expect(runs()?.at(-1)?.text).toBe('; seats represented: 2 of 5; quorum: 3.')
    await page.locator('.page-text:focus').waitFor()
    await page.keyboard.press('Control+z')
    await offered.waitFor()
    await expect.poll(async () => (await filled.innerText()).trim()).toBe('')
    await expect.poll(runs).toEqual([])
  })

  it('turn a line by letters and a space, and give the letters back to one Backspace', async () => {
    await open()
    await lines().nth(1).click()
    await page.keyboard.press('Home')
    await page.keyboard.type('/dec ')
    await expect.poll(() => kindsAt(1)).toEqual(['decision', 'decision'])
    expect(await page.locator('[role="dialog"], [role="menu"]').count()).toBe(0)
    expect(await lines().nth(1).innerText()).toContain(presentedWords)
    await expect.poll(() => opened.texts()[1]).toBe(presentedWords)
    await page.keyboard.press('Backspace')
    await expect.poll(() => kindsAt(1)).toEqual(['num1', 'num1'])
    expect(await lines().nth(1).innerText()).toContain('/dec The Rapporteur')
    await expect.poll(() => opened.texts()[1]).toBe(`/dec ${presentedWords}`)
  })

  it('have tools that show the kind at the cursor, and keys', async () => {
    await open()
    await lines().nth(3).click()
    const decision = page.getByRole('button', { name: 'Decision', exact: true })
    await expect.poll(() => decision.getAttribute('aria-pressed')).toBe('true')
    await lines().nth(1).click()
    await expect.poll(() => decision.getAttribute('aria-pressed')).toBe('false')
    for (const [key, kind] of [
      ['D', 'decision'],
      ['A', 'action'],
      ['Y', 'reservation'],
      ['O', 'information'],
    ] as const) {
      await page.keyboard.press(`Control+Shift+${key}`)
      await expect.poll(() => kindsAt(1)).toEqual([kind, kind])
    }
    const off = page.getByRole('button', { name: 'Off the record' })
    await expect.poll(() => off.getAttribute('aria-pressed')).toBe('true')
    expect(opened.blocks()[1]?.meeting).toMatchObject({ off: true })
    await page.keyboard.press('Control+Shift+O')
    await expect.poll(() => kindsAt(1)).toEqual(['num1', 'num1'])
    expect(opened.blocks()[1]?.meeting?.off).toBe(undefined)
    await page.keyboard.press('Control+Shift+D')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Then')
    await expect.poll(() => kindsAt(2)).toEqual(['num1', 'num1'])
    await expect.poll(() => lines().nth(2).innerText()).toBe('Then')
    await expect.poll(() => opened.texts().slice(1, 3)).toEqual([presentedWords, 'Then'])
  })

  it('read speakers and owners by role, and all by name after one choice', async () => {
    await open()
    const speaker = page.locator('.text-speaker')
    await expect.poll(() => speaker.getAttribute('data-words')).toBe('The Rapporteur')
    const facts = page.locator('[data-kind=action] .capture-facts')
    await expect.poll(() => wordsOf(facts)).toBe('A member | Due Monday 24 September')
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    expect(await axeFaults(page)).toEqual([])
    await page.locator('.radio-row', { hasText: /^Name/ }).click()
    await page.getByRole('button', { name: 'Use this way' }).click()
    await expect.poll(() => speaker.getAttribute('data-words')).toBe('M.S.')
    await expect.poll(() => wordsOf(facts)).toContain('C.R.')
    await page.getByRole('heading', { name: 'People appear by name' }).waitFor()
    const minutes = opened.seeded.document
    const { naming } = await opened.core.answers['minutes.naming']({ minutes })
    expect(naming).toBe('named')
  })

  it('change owner and day in place, and undo both at once', async () => {
    await open()
    const facts = page.locator('[data-kind=action] .capture-facts')
    const kept = () => {
      const { owner, due } = opened.blocks()[6]?.meeting ?? {}
      return [owner, due]
    }
    await facts.getByRole('button').click()
    await page.getByRole('button', { name: 'Owner' }).click()
    await page.getByRole('option', { name: /P\.J\./ }).click()
    await page.getByLabel('Due', { exact: true }).fill('2018-10-02')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await expect.poll(() => wordsOf(facts)).toContain('Tuesday 2 October')
    await expect.poll(kept).toEqual([await idOf('P.J.'), '2018-10-02'])
    await page.locator('.page-text:focus').waitFor()
    await page.keyboard.press('Control+z')
    await expect.poll(() => wordsOf(facts)).toContain('Monday 24 September')
    await expect.poll(kept).toEqual([await idOf('C.R.'), '2018-09-24'])
  })

  it('take a speaker from the list of members, and name the line as the panel says', async () => {
    await open()
    await lines().nth(1).click()
    await page.keyboard.press('Home')
    await page.keyboard.press('Control+Shift+S')
    await page.getByRole('dialog', { name: 'Which member speaks?' }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.page-text:focus').waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('Speaker')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Which member speaks?' }).waitFor()
    await page.keyboard.type('K.W')
    await page.getByRole('option', { name: /K\.W\./ }).waitFor()
    await page.keyboard.press('Enter')
    const put = lines().nth(1).locator('.text-speaker')
    await expect.poll(() => put.getAttribute('data-words')).toBe('The Chair')
    expect(opened.blocks()[1]?.runs[0]?.who).toBe(await idOf('K.W.'))
    await page.locator('.page-text:focus').waitFor()
    await page.getByRole('button', { name: 'Comments', exact: true }).click()
    await page.getByRole('tab', { name: /Amendments/ }).click()
    await page.locator('.radio-row', { hasText: /^No one/ }).click()
    await expect.poll(() => put.getAttribute('data-words')).toBe('A participant')
    const other = lines().nth(2).locator('.text-speaker')
    expect(await other.getAttribute('data-words')).toBe('The Rapporteur')
    expect(opened.blocks().map(({ meeting }) => meeting?.naming)).toEqual([
      ...[undefined, 'none'],
      ...Array.from({ length: 7 }, () => undefined),
    ])
    expect(await axeFaults(page)).toEqual([])
  })

  it('copy no computed line, and show none that a caret or a selection could enter', async () => {
    await open()
    const facts = page.locator('[data-kind=decision] .capture-facts')
    await expect.poll(() => wordsOf(facts)).toContain('The decision is open')
    const { decision } = opened.seeded
    const { texts } = await opened.core.answers['decisions.get']({ decision })
    const hash = texts[0]!.sha256.slice(0, 4)
    await expect.poll(() => wordsOf(facts)).toContain(hash)
    await page.evaluate(() =>
      document.addEventListener('copy', event => {
        const { clipboardData } = event
        const types = ['text/plain', 'text/html'].map(type => clipboardData?.getData(type) ?? '')
        Object.assign(window, { copied: types.join(' ') })
      }),
    )
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+c')
    const copied = () =>
      page.evaluate(() => (window as unknown as { copied?: string }).copied ?? '')
    await expect.poll(copied).toContain('The country examples move to an annex.')
    for (const word of ['The decision is open', 'See the decision', `Text ${hash}`])
      expect(await copied()).not.toContain(word)
    const selected = await page.evaluate(() => getSelection()?.toString() ?? '')
    expect(selected).toContain('The country examples')
    for (const word of ['is open', 'See the decision', 'Due Monday'])
      expect(selected).not.toContain(word)
  })

  it('keep words off the record that are copied out of their line', async () => {
    await open()
    const off = page.locator('.page-text > [data-off]')
    await off.locator('.capture-words').click()
    await page.keyboard.press('Home')
    await page.keyboard.press('Shift+End')
    await page.evaluate(() => {
      const data = new DataTransfer()
      const init = { clipboardData: data, bubbles: true, cancelable: true }
      document.querySelector('.page-text')?.dispatchEvent(new ClipboardEvent('copy', init))
      Object.assign(window, { carried: data })
    })
    await lines().nth(1).click()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.evaluate(() => {
      const { carried } = window as unknown as { carried: DataTransfer }
      const init = { clipboardData: carried, bubbles: true, cancelable: true }
      document.querySelector('.page-text')?.dispatchEvent(new ClipboardEvent('paste', init))
    })
    await expect.poll(() => off.count()).toBe(2)
    const confidential = () =>
      opened.blocks().flatMap(block => {
        const words = blockText(block)
        return words === 'A name was given in confidence.' ? [block.meeting?.off] : []
      })
    await expect.poll(confidential).toEqual([true, true])
  })

  it('say whether words off the record stay so where they are pasted', async () => {
    await open()
    await page.locator('.page-text > [data-off] .capture-words').click()
    await page.keyboard.press('Home')
    await page.keyboard.press('Shift+End')
    const copied = await copiedFrom(page)
    const [kept, lost] = ['stay off the record', 'were off the record'].map(words =>
      page.getByText(`The words you pasted ${words}`),
    )
    await lines().nth(5).click()
    await page.keyboard.press('End')
    await pasteInto(page, { 'text/plain': copied['text/plain'] ?? '' })
    await lost?.waitFor()
    expect(opened.blocks()[5]?.meeting).toBe(undefined)
    await pasteInto(page, copied)
    await kept?.waitFor()
    await expect.poll(() => opened.blocks()[5]?.meeting).toEqual({ off: true })
    const label = lines()
      .nth(5)
      .evaluate(each => getComputedStyle(each, '::after').content)
    expect(await label).toBe('"Off the record"')
    expect(await axeFaults(page)).toEqual([])
    // The program does not know the copy after a restart.
    await page.reload()
    await openText(page, opened.seeded.document)
    await lines().nth(1).click()
    await pasteInto(page, copied)
    await lost?.waitFor()
    expect(opened.blocks()[1]?.meeting).toBe(undefined)
  })

  it('say at once what a paste left out and that its words were off the record, also where they come as markup', async () => {
    await open()
    await lines().nth(7).click()
    await page.keyboard.press('Home')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+End')
    const copied = await copiedFrom(page)
    expect(copied['text/plain']).toMatch(/2018\.\n+A name was given in confidence\.$/)
    // Another program kept the markup and the words alone, with the line ends of its system.
    const bare = copied['text/html']?.replaceAll(/ style="[^"]*"/g, '')
    const markup = `${bare}<p><a href="file:///etc/passwd">See there.</a></p>`
    const plain = copied['text/plain']?.replaceAll('\n', '\r\n') ?? ''
    await lines().nth(5).click()
    await page.keyboard.press('End')
    await pasteInto(page, { 'text/html': markup, 'text/plain': plain })
    const toast = page.locator('.toast', { hasText: 'A link that is not to a web page' })
    await toast.getByText('The words you pasted were off the record.').waitFor()
    await settled(page)
    expect(await page.locator('.toast').count()).toBe(1)
    expect(await axeFaults(page)).toEqual([])
  })

  it('lead from a decision that was not put to the group yet to the question about it', async () => {
    await open()
    await lines().nth(1).click()
    await page.keyboard.press('Control+Shift+D')
    const way = lines().nth(1).getByRole('button', { name: 'Put to a decision' })
    await way.waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('Put to a decision')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /decision/i, level: 1 }).waitFor()
    const block = opened.blocks()[1]?.id
    expect(opened.texts()[3]).toBe(decidedWords)
    await expect
      .poll(async () => (await inputsOf(page, 'decisions.prepare')).at(-1))
      .toMatchObject({ block })
  })
})
