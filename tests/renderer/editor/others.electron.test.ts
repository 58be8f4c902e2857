// Others in the same document: their carets and names, what they change, words that fall between, and
// what happens when core refuses or the page dies. In a real window, with a made-up core in it.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Right } from '#shared/contract'
import { closePage, type EditorPages, editorPages, type HarnessWindow } from '#tests/editor-pages'
import { faultsHere } from '#tests/page-faults'
import { settled } from '#tests/renderer-pages'
import { type TextPage, type TextPages, textPages } from '#tests/text-pages'
import { editText, otherMember } from '#tests/text-seed'

let pages: EditorPages
let overCore: TextPages
let page: Page
beforeAll(async () => {
  pages = await editorPages()
  overCore = await textPages()
})
afterAll(async () => {
  await pages.close()
  await overCore.close()
})
afterEach(() => closePage(page))

const inPage = async <T, A = undefined>(
  work: (window: HarnessWindow, input: A) => T,
  input?: A,
): Promise<T> => {
  const handle = await page.evaluateHandle(() => window as unknown as HarnessWindow)
  return (await handle.evaluate<unknown, unknown, HarnessWindow>(
    work as (window: HarnessWindow, input: unknown) => unknown,
    input,
  )) as T
}
const texts = (): Promise<string[]> => inPage(({ text }) => text.texts())
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 3

/** C.R. selects characters `from` to `to` of block `index`. */
const point = (index: number, from: number, to: number, device = 'device-a'): Promise<void> =>
  inPage(
    ({ text, member }, place) =>
      text.present({
        device: place.device,
        member: member(3),
        handle: 'C.R.',
        color: 4,
        presence: {
          anchor: text.place(place.index, place.from),
          focus: text.place(place.index, place.to),
        },
      }),
    { index, from, to, device },
  )

/** Both change the title, the reference, and the kind and the look of the first paragraph, apart. */
const differ = async (text: TextPage): Promise<void> => {
  const { page: shown, core, document } = text
  const other = await otherMember(text)
  await shown.locator('.page-text > *').nth(1).click()
  for (let step = 0; step < 3; step++) await shown.keyboard.press('Shift+ArrowLeft')
  await shown.keyboard.press('Control+b')
  await shown.locator('.kind-now').click()
  await shown.locator('[role^="menuitem"]').filter({ hasText: 'Subsection heading' }).click()
  await expect.poll(() => text.blocks()[1]?.kind).toBe('h2')
  for (const [side, title, reference] of [
    [core, 'Title of mine', 'G/1'],
    [other.core, 'Title of theirs', 'G/2'],
  ] as const) {
    await side.answers['documents.rename']({ document, title })
    await side.answers['documents.setReference']({ document, reference })
  }
  await editText(other.core, document, [
    { kind: 'quote', block: 2 },
    { format: 'italic', block: 2, from: 0, to: 1000 },
  ])
  await other.tell()
}

describe('others’ carets', () => {
  it('stand in the text, with the name in the margin on the same line and a tint over the selection', async () => {
    page = await pages.openDocument()
    await point(2, 184, 213)
    await page.getByText('C.R. is here').waitFor()
    await settled(page)
    const caret = await page.locator('.cursor-caret').boundingBox()
    const name = await page.locator('.cursor-name bdi').boundingBox()
    const expected = await inPage(() => {
      const block = document.querySelectorAll('.page-text > *')[2]
      const text = block?.querySelector('span')?.firstChild
      const range = document.createRange()
      if (text) range.setStart(text, 213)
      const box = range.getBoundingClientRect()
      const end = block ? parseFloat(getComputedStyle(block).paddingInlineEnd) : 0
      const right = (block?.getBoundingClientRect().right ?? 0) - end
      return { left: box.left, top: box.top, height: box.height, right }
    })
    expect(near((caret?.x ?? 0) + 1, expected.left)).toBe(true)
    expect(near(caret?.y ?? 0, expected.top)).toBe(true)
    expect(name?.x ?? 0).toBeGreaterThanOrEqual(expected.right)
    expect(near((name?.y ?? 0) + 9.5, expected.top + expected.height / 2)).toBe(true)
    const tinted = await inPage(() =>
      [...(CSS.highlights.get('member-4') ?? [])].map(range =>
        'startOffset' in range ? `${range.startOffset}-${range.endOffset}` : '',
      ),
    )
    expect(tinted).toEqual(['184-213'])
  })

  it('cover no mark in the margin with their names, and no mark covers another', async () => {
    page = await pages.openDocument()
    await page.locator('.page-text > *').nth(2).click()
    await page.keyboard.press('Control+Shift+B')
    await page.locator('.bracket-mark').waitFor()
    await inPage(({ text, member }) => void text.comment(member(3), 2, 4, 24, 'Is this the date?'))
    await page.locator('.point-mark').waitFor()
    await point(2, 4, 4)
    await point(2, 8, 8, 'device-b')
    await page.locator('.cursor-name').nth(1).waitFor()
    const covered = (): Promise<string[]> =>
      inPage(() => {
        const marks = [...document.querySelectorAll('.bracket-mark, .point-mark, .cursor-name bdi')]
        const boxes = marks.map(mark => ({ mark, box: mark.getBoundingClientRect() }))
        return boxes.flatMap(({ mark, box }, index) =>
          boxes
            .slice(index + 1)
            .filter(
              other =>
                box.left < other.box.right &&
                other.box.left < box.right &&
                box.top < other.box.bottom &&
                other.box.top < box.bottom,
            )
            .map(other => `${mark.className || 'name'} and ${other.mark.className || 'name'}`),
        )
      })
    await expect.poll(covered).toEqual([])
    const folder = process.env['SHOTS']
    if (folder) await page.screenshot({ path: `${folder}/margin.png` })
  })

  it('move with the text that others and oneself put before them', async () => {
    page = await pages.openDocument()
    await point(1, 10, 10)
    await page.locator('.cursor-caret').waitFor()
    const before = await page.locator('.cursor-caret').boundingBox()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Home')
    await page.keyboard.type('Right: ')
    await expect
      .poll(async () => (await page.locator('.cursor-caret').boundingBox())?.x)
      .toBeGreaterThan((before?.x ?? 0) + 20)
  })

  it('go when their device says goodbye', async () => {
    page = await pages.openDocument()
    await point(1, 0, 0)
    await page.locator('.cursor-caret').waitFor()
    await inPage(({ text, member }) =>
      text.present({
        device: 'device-a',
        member: member(3),
        handle: 'C.R.',
        color: 4,
        presence: null,
      }),
    )
    await page.locator('.cursor-caret').waitFor({ state: 'detached' })
    await page.getByText('is here').waitFor({ state: 'detached' })
    expect(await page.locator('.cursor-name').count()).toBe(0)
  })

  it('are answered with one’s own, at most ten times a second', async () => {
    page = await pages.openDocument()
    const began = Date.now()
    for (let step = 0; step < 60; step++) await page.keyboard.press('ArrowRight')
    const heard = () =>
      inPage(({ text }) => text.heard.filter(message => message.kind === 'presence'))
    await expect.poll(async () => (await heard()).length).toBeGreaterThan(2)
    const said = await heard()
    const seconds = (Date.now() - began) / 1000
    expect(said.length).toBeLessThanOrEqual(Math.ceil(seconds * 10) + 3)
    expect(said.at(-1)).toMatchObject({ presence: { anchor: expect.anything() } })
  })
})

describe('others’ changes', () => {
  it('leave one’s caret where it is, and are summed up for those who do not see them', async () => {
    page = await pages.openDocument()
    await page.locator('.page-text > *').nth(6).click()
    await page.keyboard.press('End')
    await inPage(({ text, member }) => {
      text.write(member(3), 1, 0, 'Today, ')
      text.write(member(3), 2, 0, 'And ')
    })
    await page.keyboard.type(' mine')
    await expect.poll(async () => (await texts())[6]).toContain('mine')
    await expect
      .poll(() => page.locator('[data-remote-summary]').innerText())
      .toBe('C.R. changed paragraphs 1 and 2')
  })

  it('keep the line one is writing in where it is on the screen', async () => {
    page = await pages.openDocument({ paragraphs: 60 })
    await page.locator('.page-text > *').nth(30).click()
    const before = await page.locator('.page-text > *').nth(30).boundingBox()
    await inPage(({ text, member }) =>
      text.insert(
        member(3),
        1,
        Array.from({ length: 5 }, () => ({
          kind: 'num1' as const,
          runs: [{ text: 'Added above.' }],
        })),
      ),
    )
    await expect.poll(async () => await page.locator('.page-text > *').count()).toBe(65)
    const after = await page.locator('.page-text > *').nth(35).boundingBox()
    expect(near(after?.y ?? 0, before?.y ?? 1)).toBe(true)
  })

  it('leave the sheet and its tools as they were drawn, and say who has the latest', async () => {
    page = await pages.openDocument()
    await settled(page)
    const bar = () => page.locator('.document-bar').textContent()
    const before = await bar()
    /** The last render of these parts: another object after each. */
    const drawn = (isAgain: boolean): Promise<boolean> =>
      page.evaluate(again => {
        const given = ['.sheet', '.page-tools', '.outline-side'].map(name => {
          const element = document.querySelector(name)
          const key = Object.keys(element ?? {}).find(each => each.startsWith('__reactProps$'))
          return (element as unknown as Record<string, unknown> | null)?.[key ?? '']
        })
        const kept = globalThis as unknown as { given?: unknown[] }
        if (!again) kept.given = given
        return given.every((each, at) => each !== undefined && each === kept.given?.[at])
      }, isAgain)
    await drawn(false)
    await page.evaluate(() => {
      const { fake, text, member } = window as unknown as HarnessWindow
      const [document, group] = [fake.documents[0], fake.groups[0]]
      if (!document || !group) throw new Error('nothing there')
      text.write(member(3), 1, 0, 'Today, ')
      document.changedAt += 1000
      document.have -= 1
      for (const each of group.memberList)
        if (!each.self) each.reach = { state: 'behind', changes: 1, at: document.changedAt }
      fake.emit('documents.changed', { group: group.id, document: document.id })
      fake.emit('groups.changed', { group: group.id })
    })
    await page.getByText('Today, ').waitFor()
    await expect.poll(bar).not.toBe(before)
    await settled(page)
    expect(await drawn(true)).toBe(true)
  })

  it('offer back words that fell into a paragraph removed by another member', async () => {
    page = await pages.openDocument()
    await inPage(({ text }) => text.away())
    await page.locator('.page-text > *').nth(10).click()
    await page.keyboard.press('End')
    await page.keyboard.type(' A long offline thought.')
    await expect.poll(async () => (await texts())[10]).toContain('A long offline thought.')
    await inPage(({ text, member }) => {
      text.remove(member(3), 10)
      text.meet()
    })
    await page.getByText('Someone wrote in a paragraph while it was being deleted.').waitFor()
    await page.getByRole('button', { name: 'Restore the words' }).click()
    await expect.poll(texts).toContain('A long offline thought.')
    await page.getByText('Someone wrote').waitFor({ state: 'detached' })
  })

  /** Both replace the first word of the second paragraph apart. */
  const clash = async (removed = 'Women', put = 'Persons'): Promise<void> => {
    await inPage(({ text }) => text.away())
    await page.locator('.page-text > *').nth(1).click()
    await page.keyboard.press('Control+Home')
    await page
      .locator('.page-text > *')
      .nth(1)
      .click({ position: { x: 4, y: 8 } })
    await page.keyboard.press('Home')
    await page.keyboard.press('Shift+Control+ArrowRight')
    await page.keyboard.type('Girls')
    await expect.poll(async () => (await texts())[1]).toMatch(/^Girls human/)
    await page.evaluate(
      ([gone, come]) => {
        const { text, member, meet } = window as unknown as HarnessWindow
        text.alter(member(3), 1, (_block, words) => {
          words.delete(0, gone.length)
          words.insert(0, come)
        })
        meet()
      },
      [removed, put] as const,
    )
    await page.getByRole('button', { name: 'Compare the wordings' }).click()
    await page.getByRole('dialog').locator('.apart-acts').waitFor()
  }

  it('offer the other wording too where merging alone made the text read as one of them', async () => {
    page = await pages.openDocument()
    await clash('Wo', '')
    expect((await texts())[1]).toMatch(/^Girls human/)
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Use theirs' }).click()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(async () => (await texts())[1]).toMatch(/^men human/)
  })

  it('show two wordings of one place as one text, and take the chosen one by button and by key', async () => {
    page = await pages.openDocument()
    await clash()
    const dialog = page.getByRole('dialog')
    const marked = (whose: string) =>
      dialog.locator(`dd mark[data-whose="${whose}"]`).allInnerTexts()
    await expect
      .poll(async () => [await marked('mine'), await marked('theirs')])
      .toMatchObject([[expect.stringMatching(/Girls$/)], [expect.stringMatching(/Persons$/)]])
    expect(await faultsHere(page)).toEqual([])
    // The text itself is there too: it may be neither of the two.
    const now = dialog.locator('[data-row="now"] dd')
    expect(await now.innerText()).toBe((await texts())[1])
    await dialog.getByRole('button', { name: 'Use theirs' }).click()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(async () => (await texts())[1]).toMatch(/^Persons human/)
    await page.getByText('Merged, please read.').waitFor({ state: 'detached' })
    await page.locator('.page-text:focus').waitFor()
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await texts())[1]).toMatch(/Girls/)
  })

  it('leave the focus in the text where the window is slow to close the dialog of wordings', async () => {
    page = await pages.openDocument()
    await clash()
    await page.evaluate(() => {
      // React works in messages to itself.
      const { postMessage } = MessagePort.prototype
      MessagePort.prototype.postMessage = function (...message: [unknown]) {
        setTimeout(() => postMessage.apply(this, message), 50)
      }
    })
    await page.getByRole('dialog').getByRole('button', { name: 'Use theirs' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Merged, please read.').waitFor({ state: 'detached' })
    await page.locator('.page-text:focus').waitFor()
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await texts())[1]).toMatch(/Girls/)
  })

  it('choose between two wordings once: where the text reads as one of them, nothing is left to choose', async () => {
    page = await pages.openDocument()
    await clash()
    const dialog = page.getByRole('dialog')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    const merged = (await texts())[1] ?? ''
    await page
      .locator('.page-text > *')
      .nth(1)
      .click({ position: { x: 4, y: 8 } })
    await page.keyboard.press('Home')
    for (let step = 0; step < merged.indexOf('Girls'); step++)
      await page.keyboard.press('ArrowRight')
    for (let step = 0; step < 'Girls'.length; step++) await page.keyboard.press('Delete')
    await expect.poll(async () => (await texts())[1]).toMatch(/^Persons human/)
    await inPage(({ fake }) => {
      const [document, group] = [fake.documents[0], fake.groups[0]]
      if (document && group)
        fake.emit('documents.changed', { group: group.id, document: document.id })
    })
    await settled(page)
    await page.getByRole('button', { name: 'Compare the wordings' }).click()
    await dialog.getByText('This paragraph has changed since then.').waitFor()
    expect(await dialog.locator('.apart-acts').count()).toBe(0)
    await page.keyboard.press('Alt+3')
    await settled(page)
    expect(await dialog.locator('[data-row="now"] dd').innerText()).toMatch(/^Persons human/)
    expect((await texts()).filter(each => /^(Girls|Persons) human/.test(each))).toHaveLength(1)
  })

  it('keep both wordings by key, each in a paragraph of its own', async () => {
    page = await pages.openDocument()
    await clash()
    await page.keyboard.press('Alt+3')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect
      .poll(async () => (await texts()).slice(1, 3))
      .toEqual([expect.stringMatching(/^Girls human/), expect.stringMatching(/^Persons human/)])
  })

  it('list what both sides changed while apart, with both wordings', async () => {
    page = await pages.openDocument()
    await inPage(({ text }) => text.away())
    await page.locator('.page-text > *').nth(1).click()
    await page.keyboard.press('End')
    await page.keyboard.type(' Everywhere.')
    await expect.poll(async () => (await texts())[1]).toContain('Everywhere.')
    await inPage(({ text, member, meet }) => {
      text.write(member(3), 1, 0, 'Always, ')
      text.write(member(3), 2, 0, 'Only theirs. ')
      meet()
    })
    await page.getByText('Merged, please read.').waitFor()
    expect(await page.locator('.merged-places').innerText()).toBe('1')
    await page.getByRole('button', { name: 'Compare the wordings' }).click()
    const marked = (whose: string): Promise<string[]> =>
      page.locator(`.comparison dd mark[data-whose="${whose}"]`).allInnerTexts()
    await expect.poll(() => marked('mine')).toEqual([expect.stringMatching(/ Everywhere\.$/)])
    expect(await marked('theirs')).toEqual([expect.stringMatching(/Always, $/)])
    expect(await page.locator('.comparison dd').count()).toBe(3)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'I have read them' }).click()
    await page.getByText('Merged, please read.').waitFor({ state: 'detached' })
  })

  it('say what each side did to a paragraph, and bring back a wording that the text lacks', async () => {
    page = await pages.openDocument()
    await inPage(({ text }) => text.away())
    for (const [index, words] of [
      [2, ' Kept nowhere.'],
      [10, ' Halved.'],
    ] as const) {
      await page.locator('.page-text > *').nth(index).click()
      await page.keyboard.press('End')
      await page.keyboard.type(words)
    }
    await page.keyboard.press('Home')
    for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await texts())[11]).toContain('Halved.')
    await inPage(({ text, member, meet }) => {
      text.write(member(3), 10, 0, 'Theirs. ')
      text.remove(member(3), 2)
      meet()
    })
    await page.getByRole('button', { name: 'Compare the wordings' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('The paragraph is no longer in the text.').waitFor()
    await dialog.getByText('Some words may be missing from the text.').waitFor()
    expect(await dialog.locator('.comparison-deed').allInnerTexts()).toEqual([
      'Split into paragraphs',
    ])
    await dialog.getByText('Text of C.R.').first().waitFor()
    const act = dialog.getByRole('button', { name: 'Restore this wording: Your text' })
    await act.first().click()
    await dialog.waitFor({ state: 'detached' })
    await expect
      .poll(async () => (await texts()).filter(each => each.includes('Kept nowhere.')).length)
      .toBe(1)
    await page.locator('.page-text:focus').waitFor()
    await expect
      .poll(() => page.evaluate(() => getSelection()?.anchorNode?.textContent))
      .toContain('Kept nowhere.')
    await page.keyboard.type(' Going on.')
    await expect
      .poll(async () => (await texts()).some(each => /Kept nowhere\..*Going on\.$/s.test(each)))
      .toBe(true)
    await page.getByRole('button', { name: 'Compare the wordings' }).click()
    await dialog.getByText('Text of C.R.').first().waitFor()
    expect(await act.count()).toBe(0)
    await page.keyboard.press('Escape')
  })

  it('show two kinds, two titles, two references and two looks of the same words, and take the other one', async () => {
    const text = await overCore.open()
    page = text.page
    await differ(text)
    await page
      .getByText('Title · Reference', { exact: true })
      .and(page.locator('.merged-places span'))
      .waitFor()
    await page.getByRole('button', { name: 'Compare the wordings' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('You and others formatted the same words differently').waitFor()
    const values = (name: string) =>
      dialog.locator(`[data-value="${name}"] bdi`).filter({ visible: true }).allInnerTexts()
    expect((await values('title')).slice(1, 3)).toEqual(['Title of mine', 'Title of theirs'])
    const [before, mine, theirs, now] = await values('kind')
    expect([before, mine, theirs]).toEqual([
      ...['Numbered paragraph', 'Subsection heading', 'Quotation'],
    ])
    // No member chooses which of the two stands.
    const [other, kind] = now === mine ? [theirs, 'quote'] : [mine, 'h2']
    expect(other).not.toBe(now)
    // As far as the caret was from the end of a line.
    const bold = await dialog.locator('[data-row="mine"] strong').innerText()
    expect(bold).toHaveLength(3)
    expect(await dialog.locator('[data-row="theirs"] em').innerText()).toContain(bold)
    const take = (label: string) =>
      dialog.getByRole('button', { name: `Take this one: ${label}`, exact: false })
    expect(await take('Kind of paragraph').count()).toBe(1)
    await take('Kind of paragraph').click()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => text.blocks()[1]?.kind).toBe(kind)
    await page.getByText('The wording is in the text now.').first().waitFor()
    await page.getByRole('button', { name: 'Compare the wordings' }).click()
    await take('Title').first().click()
    await expect.poll(() => page.locator('.title').inputValue()).toMatch(/^Title of /)
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Compare the wordings' }).click()
    const reference = (await values('reference'))[3] === 'G/1' ? 'G/2' : 'G/1'
    await take('Reference').click()
    await page.getByText(`Group reference ${reference}`).waitFor()
  })
})

describe('when something goes wrong', () => {
  it('takes back what core refused, says so, and goes on', async () => {
    page = await pages.openDocument()
    await inPage(({ text }) => text.refuse('not-permitted'))
    await page.keyboard.type('X')
    await page.getByText('Your last change was not accepted.').waitFor()
    expect(await page.getByLabel('These words of yours are not in the text').inputValue()).toBe('X')
    await page.locator('.page-text[contenteditable="true"]').waitFor()
    await expect.poll(() => page.locator('.page-text > *').first().innerText()).toBe('Context')
    await page.locator('.page-text > *').first().click()
    await page.keyboard.type('Y')
    await expect.poll(async () => (await texts())[0]).toContain('Y')
    await page.getByRole('button', { name: 'Close', exact: true }).first().click()
    await page.getByText('not accepted').waitFor({ state: 'detached' })
  })

  it('goes on as another role: caret, selected words and undo stay, and a sentence says so', async () => {
    page = await pages.openDocument()
    const rights = (...given: Right[]) =>
      page.evaluate(
        now => (window as unknown as HarnessWindow).text.send({ kind: 'rights', rights: now }),
        given,
      )
    const selected = () => page.evaluate(() => String(getSelection()))
    await page.locator('.page-text > *').first().click()
    await page.keyboard.press('End')
    await page.keyboard.type(' and more')
    await page.keyboard.press('Shift+Control+ArrowLeft')
    expect(await selected()).toBe('more')
    await rights('remark', 'propose')
    await page.getByText('You can comment, but not change the text itself').waitFor()
    await page.getByText('Your changes to this document are suggestions').waitFor()
    await page.locator('.page-text[contenteditable="false"]:focus').waitFor()
    await expect.poll(selected).toBe('more')
    await page.keyboard.type('not')
    await rights()
    await page.getByText('You can read this text, but not change it').waitFor()
    await rights('write', 'remark', 'propose', 'voice')
    await page.getByText('You can change this text now.').waitFor()
    await page.locator('.page-text[contenteditable="true"]:focus').waitFor()
    await expect.poll(selected).toBe('more')
    await page.keyboard.type('less')
    await expect.poll(async () => (await texts())[0]).toBe('Context and less')
    // One step or two, depending on speed. Words typed before are undone too.
    await page.keyboard.press('Control+Z')
    await expect.poll(async () => (await texts())[0]).not.toBe('Context and less')
    await page.keyboard.press('Control+Z')
    await expect.poll(async () => (await texts())[0]).toBe('Context')
    await rights('write', 'remark', 'propose', 'settle', 'voice')
    await page.getByText('You can settle amendments to this text now.').waitFor()
  })

  it('says nothing of amendments to a person who shares an own text, until they are lost', async () => {
    page = await pages.open()
    await inPage(({ text, fake }) => {
      text.rights = ['write', 'remark', 'propose']
      Object.assign(fake.documents[0] ?? {}, { readers: { kind: 'only-you' } })
    })
    await page.keyboard.press('Control+2')
    await page.locator('.table .table-row').first().focus()
    await page.keyboard.press('Enter')
    await page.locator('.page-text[contenteditable="true"]').waitFor()
    await inPage(({ text, fake }) => {
      const [shared] = fake.documents
      if (!shared) throw new Error('There is no document')
      text.send({ kind: 'rights', rights: ['write', 'remark', 'propose', 'settle', 'voice'] })
      Object.assign(shared, { readers: { kind: 'group', members: 9 } })
      fake.emit('documents.changed', { group: shared.group, document: shared.id })
    })
    await page.getByText('9 members can read').first().waitFor()
    const given = (...rights: Right[]) =>
      page.evaluate(
        now => (window as unknown as HarnessWindow).text.send({ kind: 'rights', rights: now }),
        rights,
      )
    const settling = page.locator('.toast', { hasText: 'settle amendments' })
    expect(await settling.count()).toBe(0)
    await given('write', 'remark', 'propose', 'voice')
    await settling.filter({ hasText: 'You can no longer' }).waitFor()
    await given('write', 'remark', 'propose', 'settle', 'voice')
    await settling.filter({ hasText: 'to this text now' }).waitFor()
  })

  it('reloads the page when the editor fails, and keeps nothing of the failed change', async () => {
    page = await pages.openDocument()
    await inPage(() => {
      type Failing = Element & { __lexicalEditor: { update(work: () => void): void } }
      const editor = (document.querySelector('.page-text') as Failing).__lexicalEditor
      Object.assign(window, { failed: editor })
      editor.update(() => {
        throw new Error('planted')
      })
    })
    await page.getByText('Something went wrong on this page.').waitFor()
    // Another editor, which can be written in.
    await page.waitForFunction(() => {
      const text = document.querySelector<HTMLElement>('.page-text[contenteditable="true"]')
      const editor: unknown = text && Reflect.get(text, '__lexicalEditor')
      return editor != null && editor !== Reflect.get(window, 'failed')
    })
    await page.locator('.page-text > *').first().click()
    await page.keyboard.press('End')
    await page.keyboard.type(' again')
    await expect.poll(async () => (await texts())[0]).toBe('Context again')
  })

  it('shows a document that may not be changed here, and takes no key', async () => {
    page = await pages.open()
    await inPage(({ text }) => void Object.assign(text, { rights: [] }))
    await page.keyboard.press('Control+2')
    await page.locator('.table .table-row').first().focus()
    await page.keyboard.press('Enter')
    await page.getByText('You can read this document, but not change it here.').waitFor()
    await page.locator('.page-text[contenteditable="false"]').waitFor()
    const title = page.getByRole('textbox', { name: 'Title of the document' })
    await expect.poll(() => title.isEditable()).toBe(false)
  })

  it('forgets the window’s copy when the document is closed', async () => {
    page = await pages.openDocument()
    await page.keyboard.type('kept ')
    const stored = (): Promise<(string | undefined)[]> =>
      page.evaluate(async () => (await indexedDB.databases()).map(each => each.name))
    await expect.poll(stored).toHaveLength(1)
    await page.keyboard.press('Control+1')
    await expect.poll(stored).toEqual([])
  })
})
