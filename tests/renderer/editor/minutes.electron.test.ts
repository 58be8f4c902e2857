// Minutes in the editor, in a real Chromium: lines that are captured, by letters, tools and keys.
// @module-tag long
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { noteSign } from '#document/model'
import { willChoose } from '#tests/choosing'
import {
  caretIn,
  closePage,
  type EditorPages,
  editorPages,
  type HarnessWindow,
} from '#tests/editor-pages'
import { exampleGroup } from '#tests/fake-group'
import { axeFaults } from '#tests/page-faults'
import { png } from '#tests/pictures'
import { inputsOf, settled } from '#tests/renderer-pages'

let pages: EditorPages
let page: Page
beforeAll(async () => void (pages = await editorPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const minutesTitle = 'Minutes, second regular session'

async function openMinutes(...given: Parameters<EditorPages['open']>): Promise<Page> {
  const opened = await pages.open(...given)
  await opened.keyboard.press('Control+2')
  await opened.locator('.table .table-row', { hasText: minutesTitle }).focus()
  await opened.keyboard.press('Enter')
  await opened.locator('.page-text:focus').waitFor()
  return opened
}
/** The example minutes, as the past decision of the example approved them. */
async function openApproved(): Promise<Page> {
  const opened = await pages.open({ approved: true })
  await opened.evaluate(() => {
    const { fake } = window as unknown as HarnessWindow
    const minutes = fake.documents.find(({ kind }) => kind === 'minutes')!
    Object.assign(minutes, { status: 'adopted' })
    fake.emit('documents.changed', { group: minutes.group, document: minutes.id })
  })
  await opened.keyboard.press('Control+2')
  await opened.locator('.table .table-row', { hasText: minutesTitle }).focus()
  await opened.keyboard.press('Enter')
  return opened
}
const lines = () => page.locator('.page-text > *')
/** The words of these facts, as the style sheet writes them. */
const wordsOf = (facts: Locator) =>
  facts.evaluate(each =>
    [...each.querySelectorAll<HTMLElement>('[data-words]')]
      .map(part => part.dataset['words'])
      .join(' | '),
  )
/** Acts came that say this of the question in the example minutes. */
const cameOut = (now: Parameters<HarnessWindow['fake']['cameOut']>[0]) =>
  page.evaluate(given => {
    const { fake } = window as unknown as HarnessWindow
    fake.cameOut(given, fake.documents.find(({ kind }) => kind === 'minutes')!.id)
  }, now)
const kindAt = (index: number) => lines().nth(index).getAttribute('data-kind')

describe('minutes', () => {
  it('show each captured line under its glyph and word, and discussion with numbers', async () => {
    page = await openMinutes()
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
    const [member] = exampleGroup(0).memberList
    page = await openMinutes({
      attendance: {
        runs: [
          { text: 'Present: ' },
          { text: noteSign, who: member!.id },
          { text: '; quorum: 2.' },
        ],
        reads: 'Present: V.S.; quorum: 2.',
        apart: ['S.H.'],
      },
    })
    const offered = page.locator('.notice', { hasText: 'Present: V.S.; quorum: 2.' })
    await lines().nth(1).click()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await offered.getByText('The line leaves out S.H., because two marks differ.').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await offered.getByRole('button', { name: 'Put the attendance into the minutes' }).click()
    await offered.waitFor({ state: 'detached' })
    const filled = lines().nth(2)
    await expect.poll(() => filled.innerText()).toMatch(/^Present: .+; quorum: 2\.$/u)
    await expect
      .poll(() => filled.locator('.text-speaker').getAttribute('data-words'))
      .toBe(`the ${member!.role}`)
    await page.locator('.page-text:focus').waitFor()
    await page.keyboard.press('Control+z')
    await offered.waitFor()
    await expect.poll(async () => (await filled.innerText()).trim()).toBe('')
  })

  it('turn a line by letters and a space, and give the letters back to one Backspace', async () => {
    page = await openMinutes()
    await lines().nth(1).click()
    await page.keyboard.press('Home')
    await page.keyboard.type('/dec ')
    await expect.poll(() => kindAt(1)).toBe('decision')
    expect(await page.locator('[role="dialog"], [role="menu"]').count()).toBe(0)
    expect(await lines().nth(1).innerText()).toContain('The Rapporteur presented draft 4.')
    await page.keyboard.press('Backspace')
    await expect.poll(() => kindAt(1)).toBe('num1')
    expect(await lines().nth(1).innerText()).toContain('/dec The Rapporteur')
  })

  it('have tools that show the kind at the cursor, and keys', async () => {
    page = await openMinutes()
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
      await expect.poll(() => kindAt(1)).toBe(kind)
    }
    const off = page.getByRole('button', { name: 'Off the record' })
    await expect.poll(() => off.getAttribute('aria-pressed')).toBe('true')
    await page.keyboard.press('Control+Shift+O')
    await expect.poll(() => kindAt(1)).toBe('num1')
    await page.keyboard.press('Control+Shift+D')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Then')
    await expect.poll(() => kindAt(2)).toBe('num1')
    await expect.poll(() => lines().nth(2).innerText()).toBe('Then')
  })

  it('read speakers and owners by role, and all by name after one choice', async () => {
    page = await openMinutes()
    const speaker = page.locator('.text-speaker')
    await expect.poll(() => speaker.getAttribute('data-words')).toBe('The member')
    const facts = page.locator('[data-kind=action] .capture-facts')
    await expect.poll(() => wordsOf(facts)).toContain('Due Monday 24 September')
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    expect(await axeFaults(page)).toEqual([])
    await page.locator('.radio-row', { hasText: /^Name/ }).click()
    await page.getByRole('button', { name: 'Use this way' }).click()
    await expect.poll(() => speaker.getAttribute('data-words')).toBe('L.H.')
    await expect.poll(() => wordsOf(facts)).toContain('C.R.')
    await page.getByRole('heading', { name: 'People appear by name' }).waitFor()
  })

  it('change owner and day in place, and undo both at once', async () => {
    page = await openMinutes()
    const facts = page.locator('[data-kind=action] .capture-facts')
    await facts.getByRole('button').click()
    await page.getByLabel('Due', { exact: true }).fill('2018-10-02')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await expect.poll(() => wordsOf(facts)).toContain('Tuesday 2 October')
    await page.locator('.page-text:focus').waitFor()
    await page.keyboard.press('Control+z')
    await expect.poll(() => wordsOf(facts)).toContain('Monday 24 September')
  })

  it('take a speaker from the list of members, and name the line as the panel says', async () => {
    page = await openMinutes()
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
    await page.keyboard.type('P.J')
    await page.getByRole('option', { name: /P\.J\./ }).waitFor()
    await page.keyboard.press('Enter')
    const put = lines().nth(1).locator('.text-speaker')
    await expect.poll(() => put.getAttribute('data-words')).toBe('The member')
    await page.locator('.page-text:focus').waitFor()
    await page.getByRole('button', { name: 'Comments', exact: true }).click()
    await page.getByRole('tab', { name: /Amendments/ }).click()
    await page.locator('.radio-row', { hasText: /^No one/ }).click()
    await expect.poll(() => put.getAttribute('data-words')).toBe('A member')
    const other = lines().nth(2).locator('.text-speaker')
    expect(await other.getAttribute('data-words')).toBe('The member')
    expect(await axeFaults(page)).toEqual([])
  })

  it('say below a decision what came out, as soon as acts come, and that the words are others since', async () => {
    page = await openMinutes({ approved: true })
    const line = page.locator('[data-kind=decision]')
    const facts = line.locator('.capture-facts')
    await expect.poll(() => wordsOf(facts)).toContain('The decision is open')
    const updates = await page.evaluate(() => {
      const { textOf, fake } = window as unknown as HarnessWindow
      const { id } = fake.documents.find(({ kind }) => kind === 'minutes')!
      const count = { updates: 0 }
      textOf(id).history.doc.on('update', () => void count.updates++)
      Object.assign(window, { count })
      const came = { state: 'agreed', present: 7, reservations: 1, number: 'D/2018/14' } as const
      fake.cameOut({ ...came, closedAt: Date.UTC(2018, 8, 20, 12) }, id)
      return count.updates
    })
    const said =
      'Agreed by consensus | 7 of 9 answered, 6 needed | 20 September 2018 | 1 reservation | Text 7f3a 91c2'
    await expect.poll(() => wordsOf(facts)).toBe(said)
    const count = () =>
      page.evaluate(() => (window as unknown as { count: { updates: number } }).count.updates)
    expect([updates, await count()]).toEqual([0, 0])
    // A screen reader finds it behind the words, with the way to the decision before them.
    const snapshot = await page.locator('.page-text').ariaSnapshot()
    expect(snapshot).toMatch(
      /button "D\/2018\/14"[^]*The country examples[^]*note: Agreed by consensus 7 of 9 answered/,
    )
    expect(await axeFaults(page)).toEqual([])
    // Nothing was agreed, so the words are open.
    await cameOut({ state: 'not-agreed' })
    await expect.poll(() => wordsOf(facts)).toContain('Not agreed')
    await line.locator('.capture-words').click()
    await page.keyboard.press('End')
    await page.keyboard.type(' Or not.')
    await expect.poll(() => wordsOf(facts)).toContain('Changed since')
    await page.keyboard.press('Control+z')
    await expect.poll(() => wordsOf(facts)).not.toContain('Changed since')
    await line.getByRole('button', { name: 'D/2018/14' }).press('Enter')
    await page
      .getByText('Are the minutes of the second regular session approved?')
      .first()
      .waitFor()
  })

  it('keep every key away from a line that the group agreed to, say why, and lead to its decision', async () => {
    page = await openMinutes({ approved: true })
    const line = page.locator('[data-kind=decision]')
    const texts = () => lines().allInnerTexts()
    const notice = page.getByText('Comment on the words or propose an amendment.')
    await line.locator('.capture-words').click()
    await settled(page)
    expect(await notice.count()).toBe(0)
    await cameOut({ state: 'agreed', number: 'D/2018/14' })
    await notice.waitFor()
    await settled(page)
    const before = await texts()
    for (const key of ['x', 'Backspace', 'Control+Backspace', 'Delete', 'Control+b', 'Control+x'])
      await page.keyboard.press(key)
    await page.keyboard.press('Control+ArrowRight')
    for (const key of [
      'Enter',
      'Shift+Enter',
      'Control+Shift+A',
      'Control+Shift+O',
      'Alt+ArrowDown',
    ])
      await page.keyboard.press(key)
    await page.evaluate(() => navigator.clipboard.writeText('pasted').catch(() => {}))
    await page.keyboard.press('Control+v')
    // An input method composes.
    const session = await page.context().newCDPSession(page)
    await session.send('Input.imeSetComposition', {
      text: 'か',
      selectionStart: 1,
      selectionEnd: 1,
    })
    await session.send('Input.insertText', { text: 'か' })
    expect(await texts()).toEqual(before)
    // It is read aloud; the notice shows it, and nothing else lies over the text.
    await page
      .getByRole('status')
      .filter({ hasText: /^Decided\. Changes are corrections\./ })
      .waitFor()
    expect(await page.locator('.toast').count()).toBe(0)
    expect(await axeFaults(page)).toEqual([])
    // Neither is it joined with its neighbours, or deleted among others.
    await line.locator('.capture-words').click()
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Backspace')
    expect(await texts()).toEqual(before)
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
    expect(await texts()).toEqual(before)
    // A line begins below it, and takes words.
    await line.locator('.capture-words').click()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.keyboard.type('The Chair thanked all.')
    expect((await texts()).length).toBe(before.length + 1)
    await notice.waitFor({ state: 'detached' })
    await page.keyboard.press('ArrowUp')
    const reason = page.locator('.notice', { hasText: 'Decided. Changes are corrections.' })
    await reason.getByRole('button', { name: 'See the decision' }).press('Enter')
    await page
      .getByText('Are the minutes of the second regular session approved?')
      .first()
      .waitFor()
  })

  it('keep the footnote of a line that the group agreed to, with the caret where it was, and say why', async () => {
    page = await openMinutes({ approved: true })
    const words = page.locator('[data-kind=decision] .capture-words')
    await words.click()
    await page.keyboard.press('End')
    await page.keyboard.press('Control+Shift+N')
    const note = page.locator('.footnote-text:focus')
    await note.waitFor()
    await page.keyboard.type('Of the annex.')
    await cameOut({ state: 'agreed', number: 'D/2018/14' })
    await page.getByText('Comment on the words or propose an amendment.').waitFor()
    await settled(page)
    const held = () =>
      note.evaluate(field => {
        const { value, selectionStart, selectionEnd } = field as HTMLTextAreaElement
        return [value, selectionStart, selectionEnd]
      })
    for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'x']) await page.keyboard.press(key)
    const why = /^Decided\. Changes are corrections\./
    await page.getByRole('status').filter({ hasText: why }).waitFor()
    expect(await held()).toEqual(['Of the annex.', 2, 2])
    for (const key of ['Shift+ArrowRight', 'Shift+ArrowRight', 'Backspace', 'Control+x'])
      await page.keyboard.press(key)
    await settled(page)
    expect(await held()).toEqual(['Of the annex.', 2, 4])
    await page.keyboard.press('Control+z')
    const status = page.locator('.footnotes').getByRole('status')
    await expect.poll(() => status.textContent()).toMatch(why)
    expect((await held())[0]).toBe('Of the annex.')
    expect(await page.locator('.toast').count()).toBe(0)
    // With the cursor in another line no notice says it.
    await lines().first().click()
    await page.locator('.footnote-text').focus()
    await page.keyboard.press('x')
    await page.locator('.toast').filter({ hasText: 'Decided. Changes are corrections.' }).waitFor()
    expect((await held())[0]).toBe('Of the annex.')
  })

  it('copy no computed line, and show none that a caret or a selection could enter', async () => {
    page = await openMinutes()
    const facts = page.locator('[data-kind=decision] .capture-facts')
    await expect.poll(() => wordsOf(facts)).toContain('The decision is open')
    await page.evaluate(() =>
      document.addEventListener('copy', event => {
        const { clipboardData } = event
        const texts = ['text/plain', 'text/html'].map(type => clipboardData?.getData(type) ?? '')
        Object.assign(window, { copied: texts.join(' ') })
      }),
    )
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+c')
    const copied = () =>
      page.evaluate(() => (window as unknown as { copied?: string }).copied ?? '')
    await expect.poll(copied).toContain('The country examples move to an annex.')
    for (const word of ['The decision is open', 'See the decision', '7f3a'])
      expect(await copied()).not.toContain(word)
    const selected = await page.evaluate(() => getSelection()?.toString() ?? '')
    expect(selected).toContain('The country examples')
    for (const word of ['is open', 'See the decision', 'Due Monday'])
      expect(selected).not.toContain(word)
  })

  it('keep words off the record that are copied out of their line', async () => {
    page = await openMinutes()
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
  })

  it('are given to no circle once they were decided, nor is their section, and say so before they ask', async () => {
    page = await openMinutes({ approved: true, circle: 'Safety desk' })
    await cameOut({ state: 'agreed', number: 'D/2018/14' })
    const decision = page.locator('.page-text > [data-settled]')
    await decision.waitFor()
    const choose = async (line: Locator, act: RegExp): Promise<void> => {
      await line.click()
      await page.locator('.page-text:focus').waitFor()
      await page.getByRole('button', { name: 'More formatting' }).click()
      await page.getByRole('menuitem', { name: act }).click()
    }
    const dialog = page.locator('.dialog')
    const why = 'Decided. Changes are corrections.'
    await choose(decision.locator('.capture-words'), /^Restrict this paragraph/)
    await page
      .locator('.notice')
      .getByRole('status')
      .filter({ hasText: why })
      .waitFor({ state: 'attached' })
    expect(await dialog.count()).toBe(0)
    await choose(lines().nth(0), /^Restrict this section/)
    await page.locator('.toast', { hasText: why }).waitFor()
    expect(await dialog.count()).toBe(0)
    // Another line of that section is asked about.
    await choose(lines().nth(1), /^Restrict this paragraph/)
    await dialog.getByText('Restrict paragraph 1 to Safety desk?').waitFor()
  })

  it('are brought back to a version without the words that the group agreed to, and say so', async () => {
    page = await openMinutes({ approved: true })
    await page
      .locator('.document-bar')
      .getByRole('button', { name: /comment/i })
      .click()
    await page.getByRole('tab', { name: 'History' }).click()
    await page.getByRole('button', { name: 'Name this version' }).click()
    await page.getByRole('dialog').waitFor()
    await page.keyboard.type('First draft')
    await page.keyboard.press('Enter')
    await page.getByRole('article', { name: 'First draft' }).waitFor()
    const first = await lines().allInnerTexts()
    const decision = first.findIndex(text => text.includes('examples'))
    for (const [at, words] of [
      [decision, 'As agreed: '],
      [decision + 1, 'Later: '],
    ] as const) {
      const begins = lines().nth(at)
      await begins.locator(at === decision ? '.capture-words' : 'xpath=.').click()
      await page.locator('.page-text:focus').waitFor()
      await page.keyboard.press('Home')
      await page.keyboard.type(words)
    }
    await expect
      .poll(() =>
        lines()
          .nth(decision + 1)
          .innerText(),
      )
      .toContain('Later: ')
    await expect.poll(() => lines().nth(decision).innerText()).toContain('As agreed: ')
    await cameOut({ state: 'agreed', number: 'D/2018/14' })
    await page.locator('.page-text > [data-settled]').waitFor()
    await page.getByRole('button', { name: 'Restore: “First draft”' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByText('Decided lines of these minutes stay as they are').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Restore this text' }).click()
    await page
      .locator('.toast', {
        hasText:
          '1 paragraph was restored to “First draft”. Press Ctrl Z to undo this. Lines that were decided stay as they are.',
      })
      .waitFor()
    expect(
      await lines()
        .nth(decision + 1)
        .innerText(),
    ).toBe(first[decision + 1])
    expect(await lines().nth(decision).innerText()).toContain('As agreed: ')
  })

  it('lead from a decision that was not put to the group yet to the question about it', async () => {
    page = await openMinutes()
    await lines().nth(1).click()
    await page.keyboard.press('Control+Shift+D')
    const way = lines().nth(1).getByRole('button', { name: 'Put to a decision' })
    await way.waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('Put to a decision')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /decision/i, level: 1 }).waitFor()
    await expect
      .poll(async () => (await inputsOf(page, 'decisions.prepare')).at(-1))
      .toMatchObject({ block: expect.stringMatching(/^[a-z0-9]+$/) })
  })

  it('say where they are in their life, and lead to the decision that approves them', async () => {
    page = await openMinutes()
    const life = page.getByRole('list', { name: 'Life of these minutes' })
    await expect.poll(() => life.locator('[aria-current=step]').innerText()).toContain('Draft')
    expect(await page.getByRole('button', { name: 'Ask for approval' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Circulate', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Circulate these minutes' })
    await dialog.getByLabel('Corrections by').fill('2018-09-30')
    expect(await axeFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Circulate' }).click()
    await expect
      .poll(() => life.locator('[aria-current=step]').innerText())
      .toMatch(/^Circulated\s+18 Sept?/)
    expect(await page.getByRole('button', { name: 'Circulate', exact: true }).count()).toBe(0)
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Ask for approval' }).click()
    await page.getByRole('heading', { name: /decision/i, level: 1 }).waitFor()
  })

  it('are approved: they say by what, take no letter, and lead to a version that shows the correction', async () => {
    page = await openApproved()
    const said = page.getByText(
      'Approved on 12 June 2018 by decision D/2018/9, signed by 5 members.',
    )
    await said.waitFor()
    expect(await axeFaults(page)).toEqual([])
    expect(await page.getByRole('button', { name: 'Circulate' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Propose a correction' }).click()
    await page
      .getByText('Version 2. It corrects the minutes approved by decision D/2018/9.')
      .waitFor()
    await page.getByRole('button', { name: 'Show the changes' }).click()
    const shown = page.getByRole('region', { name: 'Version 2' })
    expect(await shown.locator('del').innerText()).toBe('Three')
    expect(await shown.locator('ins').innerText()).toBe('Two')
    await shown
      .getByText('“The third amendment was withdrawn before the session.” Proposed by M.S.')
      .waitFor()
    await page
      .getByRole('region', { name: 'Version 1' })
      .getByText('Approved on 12 June 2018 by decision D/2018/9, by consensus. Text: 2b90 e41d.')
      .waitFor()
    // The paragraph is marked in the margin, the words that came in the line, and those that went below it.
    const marked = page.locator('.page-text > [data-corrected]')
    await expect
      .poll(() => marked.allInnerTexts())
      .toEqual(['The Rapporteur presented draft 4. Two amendments were open.'])
    const below = () => marked.evaluate(line => getComputedStyle(line, '::after').content)
    await expect.poll(below).toBe('"Before: “Three”."')
    const came = () => page.evaluate(() => [...(CSS.highlights.get('corrected') ?? [])].map(String))
    await expect.poll(came).toEqual(['Two'])
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Close the panel' }).click()
    await page.getByRole('button', { name: 'v. 2: what changed in paragraph 1' }).press('Enter')
    await shown.waitFor()
    await shown.getByRole('link').click()
    await page.locator('.page-text:focus').waitFor()
    await page
      .getByRole('region', { name: 'Version 1' })
      .getByRole('button', { name: 'See the approved minutes' })
      .click()
    await said.waitFor()
  })
})

describe('a correction of minutes', () => {
  const openCorrection = async (): Promise<void> => {
    page = await openApproved()
    await page.getByRole('button', { name: 'Propose a correction' }).click()
    await page.getByRole('button', { name: 'Show the changes' }).click()
    await page.getByRole('region', { name: 'Version 2' }).waitFor()
  }
  const marked = () => page.locator('.page-text > [data-corrected]')

  it('is approved: each paragraph says by which decision it was corrected', async () => {
    await openCorrection()
    await page.evaluate(() =>
      (window as unknown as HarnessWindow).fake.approvesCorrection({
        decision: '1f'.repeat(32) as never,
        ...{ number: 'D/2018/22', outcome: 'no-objection', text: '0badcafe' },
        closedAt: Date.UTC(2018, 11, 10, 12),
      }),
    )
    await expect
      .poll(() => marked().evaluate(line => getComputedStyle(line, '::after').content))
      .toBe('"Corrected by decision D/2018/22 of 10 December 2018. Before: “Three”."')
    const shown = page.getByRole('region', { name: 'Version 2' })
    await shown
      .getByText('Approved on 10 December 2018 by decision D/2018/22, without objection.')
      .waitFor()
    expect(await axeFaults(page)).toEqual([])
  })

  it('is written in: words that core did not compare yet have no look of words that came', async () => {
    await openCorrection()
    const came = () => page.evaluate(() => CSS.highlights.get('corrected')?.size ?? 0)
    await expect.poll(came).toBe(1)
    await marked().click()
    await page.keyboard.press('End')
    await page.keyboard.type(' Then')
    await expect.poll(() => marked().innerText()).toContain('Then')
    await expect.poll(came).toBe(0)
  })
})

describe('minutes in a session', () => {
  const openSession = async (options: Parameters<EditorPages['open']>[0] = {}): Promise<void> => {
    page = await pages.open({ inSession: true, ...options })
    await page.keyboard.press('Control+3')
    await page.locator('.next-agenda button').first().click()
    await page.locator('.now-debated').waitFor()
  }
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const write = async (): Promise<void> => {
    await press('Write here')
    await page.locator('.session-writing .page-text:focus').waitFor()
  }

  it('are written below the debated item: the cursor stands behind its last words, and one press leads back', async () => {
    await openSession()
    await write()
    await page.keyboard.type(' At once.')
    const last = page.locator('.page-text > [data-kind=action]')
    expect(await last.innerText()).toMatch(/to the Rapporteur\. At once\.$/m)
    await page.keyboard.press('Enter')
    await page.keyboard.type('/res It needs consent.')
    await page
      .locator('.page-text > [data-kind=reservation]', { hasText: 'needs consent' })
      .waitFor()
    // The debated item stays in view, with the speakers beside it.
    expect(await page.locator('.now-debated').isVisible()).toBe(true)
    expect(await page.locator('.document-bar').count()).toBe(1)
    expect(await axeFaults(page)).toEqual([])

    await lines().nth(0).click()
    await press('Go to item 2 (a)')
    await caretIn(page, '[data-kind=action]')
    await page.keyboard.type(' Soon.')
    expect(await last.first().innerText()).toMatch(/At once\. Soon\.$/m)
    await press('Show what is recorded')
    await page.locator('.item-minutes').getByText('It needs consent.').waitFor()
  })

  it('another item is debated and core is slow: the minutes open behind the last words of that item', async () => {
    await openSession({ slow: 1500 })
    await page.locator('.item-minutes > [data-kind=action]').waitFor()
    const item = page.locator('.session-item', { hasText: 'Country examples' })
    await item.getByRole('button').first().click()
    await page.getByRole('menuitem', { name: 'Debate now' }).click()
    await page.locator('.now-debated', { hasText: 'Country examples' }).waitFor()
    await write()
    const at = () =>
      page.evaluate(() => {
        const node = getSelection()?.anchorNode
        const block = (node instanceof Element ? node : node?.parentElement)?.closest(
          '.page-text > *',
        )
        return block ? Array.from(block.parentElement?.children ?? []).indexOf(block) : -1
      })
    await expect.poll(at).toBeGreaterThan(0)
  })

  it('the item was decided: no restricted paragraph is asked about there, until it is debated again', async () => {
    await openSession({ circle: 'Safety desk' })
    await write()
    const dialog = page.locator('.dialog')
    const add = async (): Promise<void> => {
      await lines().nth(1).click()
      await page.locator('.page-text:focus').waitFor()
      await page.getByRole('button', { name: 'More formatting' }).click()
      await page.getByRole('menuitem', { name: /^New restricted paragraph/ }).click()
    }
    await page.evaluate(() => (window as unknown as HarnessWindow).fake.decides())
    await page.locator('.page-text > [data-settled]').first().waitFor()
    await add()
    await page
      .locator('.notice')
      .getByRole('status')
      .filter({ hasText: 'Decided. Changes are corrections.' })
      .waitFor({ state: 'attached' })
    expect(await dialog.count()).toBe(0)
    await press('Debate now')
    await page.locator('.page-text > [data-settled]').first().waitFor({ state: 'detached' })
    await add()
    await dialog.getByText('Add a new paragraph for Safety desk only?').waitFor()
  })

  it('the item was decided: undo takes no heading back that ends it, says why, and redo goes on', async () => {
    await openSession()
    await write()
    await page.keyboard.press('Enter')
    await page.keyboard.type('Annex follows.')
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.type('# ')
    await page.locator('.page-text > [data-kind=h1]').nth(1).waitFor()
    await page.keyboard.type('Closing')
    const heading = page.locator('.page-text > [data-kind=h1]', { hasText: 'Closing' })
    await heading.waitFor()
    await page.evaluate(() => (window as unknown as HarnessWindow).fake.decides())
    await page.locator('.page-text > [data-settled]').first().waitFor()
    expect(await heading.getAttribute('data-settled')).toBe(null)
    const kinds = () => lines().evaluateAll(all => all.map(each => each.getAttribute('data-kind')))
    const before = await kinds()
    await heading.click()
    await page.locator('.page-text:focus').waitFor()
    await page.keyboard.press('Control+z')
    await heading.waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    await page
      .locator('.toast', {
        hasText: 'Until the next heading, lines after a decided item are plain text.',
      })
      .waitFor()
    expect(await kinds()).toEqual(before)
    // Nobody hears beside it that there was nothing to undo.
    expect(await page.getByText('Nothing to undo.').count()).toBe(0)
    await page.keyboard.press('Control+Shift+z')
    await heading.waitFor()
    expect(await kinds()).toEqual(before)
    expect(await axeFaults(page)).toEqual([])
  })

  it('the item of a figure is decided while its dialog is open: the figure stays, and the words are kept', async () => {
    await openSession()
    await write()
    await page.keyboard.press('Control+Shift+G')
    const dialog = page.getByRole('dialog')
    const described = dialog.getByRole('textbox', { name: 'For who does not see it' })
    await willChoose(page, 'map.png', png({ width: 6, height: 4 }))
    await dialog.getByRole('button', { name: 'Choose a picture' }).click()
    await dialog.getByRole('img').waitFor()
    await described.fill('Three towns on a map.')
    const insert = dialog.getByRole('button', { name: 'Insert figure' })
    await insert.click()
    await dialog.waitFor({ state: 'detached' })
    const figure = page.locator('.page-text > [data-kind=figure]')
    await figure.waitFor()
    const shown = () => figure.locator('img').getAttribute('alt')
    await expect.poll(shown).toBe('Three towns on a map.')
    await page.keyboard.press('Control+Shift+G')
    await described.waitFor()
    await page.evaluate(() => (window as unknown as HarnessWindow).fake.decides())
    await page.locator('.page-text > [data-settled]').first().waitFor()
    await described.fill('Four towns on a map.')
    const said = dialog.getByText('The agenda item with this figure was decided')
    await said.waitFor()
    expect(await axeFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Change figure' }).click()
    await settled(page)
    await said.waitFor()
    expect(await shown()).toBe('Three towns on a map.')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await shown()).toBe('Three towns on a map.')
  })

  it('a closed item is debated: nothing offers to write here, and minutes that are open say who reads them', async () => {
    await openSession({ circle: 'Safety' })
    await write()
    const item = page.locator('.session-item', { hasText: 'Safety' })
    await item.getByRole('button').first().click()
    await page.getByRole('menuitem', { name: 'Debate now' }).click()
    await page.getByText('A closed item is being debated.').waitFor()
    await press('Show what is recorded')
    await page.getByRole('button', { name: 'Open the minutes' }).first().waitFor()
    expect(await page.getByRole('button', { name: 'Write here' }).count()).toBe(0)
  })
})
