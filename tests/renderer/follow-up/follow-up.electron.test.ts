// Action items and recommendations in the window.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { faultsEverywhere, losses } from '#tests/page-faults'
import {
  type CoreOptions,
  type CorePage,
  type CorePages,
  corePages,
  longLater,
} from '#tests/core-pages'
import { askingOf } from '#tests/deciding'
import { emptySeed, followUpSeed } from '#tests/follow-up-seed'
import { becomesLong, inputsOf, leavePage, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'

const say = sayIn('en')
let pages: CorePages
let opened: CorePage
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

type Options = CoreOptions<Awaited<ReturnType<typeof followUpSeed>>['seeded']>
const load = async (options?: Options) => {
  const loaded = await pages.open(followUpSeed, options)
  opened = loaded
  page = loaded.page
  return loaded.seeded
}
const shown = async (): Promise<void> => {
  await page.keyboard.press('Control+5')
  await page.getByRole('heading', { name: say('follow-up.title') }).waitFor()
  await settled(page)
}
const open = async (options?: Options) => {
  const seeded = await load(options)
  await shown()
  return seeded
}
const button = (id: string, values = {}): Locator =>
  page.getByRole('button', { name: say(id, values), exact: true })
const asked = (name: string): Promise<unknown[]> => inputsOf(page, name)

/** The recommendations, with the text that was answered. */
const openAnswers = async () => {
  const seeded = await open()
  await page.getByRole('tab', { name: say('follow-up.recommendations') }).click()
  await page.getByRole('button', { name: advice }).click()
  await page.getByRole('heading', { name: advice }).waitFor()
  return seeded
}
const advice = 'Advice on carrying out A/RES/68/181'

test('late items come first, and an item that has not reached its owner says so', async () => {
  await open()
  const sections = await page.locator('.action-section').allTextContents()
  expect(sections[0]).toContain(say('follow-up.section.late'))
  const [first = ''] = await page.locator('tr:has(.late)').allTextContents()
  expect(first).toContain(say('follow-up.unreached', { name: 'E.G.' }))
})

test('an item is marked as done with a note that was kept while unsent, and that can be undone', async () => {
  const { group } = await open()
  const words = 'Send the wording on the regional observatory in Guatemala to M.S.'
  await page.getByRole('button', { name: words }).click()
  const note = page.getByLabel(say('follow-up.note'))
  await note.fill('Sent on Monday.')
  await page.keyboard.press('Control+1')
  await page.keyboard.press('Control+5')
  await page.getByRole('button', { name: words }).click()
  expect(await note.inputValue()).toBe('Sent on Monday.')
  await button('follow-up.markDone').click()
  await page.locator('.toast').getByText(say('follow-up.put.done')).waitFor()
  expect(await asked('actions.progress')).toMatchObject([
    { state: 'done', text: 'Sent on Monday.' },
  ])
  await page
    .locator('.toast')
    .getByRole('button', { name: say('ui.undo') })
    .click()
  await expect
    .poll(() => opened.core.answers['actions.list']({ group }))
    .toContainEqual(expect.objectContaining({ words, state: 'open' }))
})

test.each([
  ['en', '11 September 2018', '11 Sept'],
  ['fr', '11 septembre 2018', '11 sept.'],
  ['ar', '11 سبتمبر 2018', '11 سبتمبر'],
] as const)('the day stands in the box in words (%s), and beside the digits', async (...given) => {
  const [language, whole, short] = given
  await load({ appearance: { language } })
  await page.keyboard.press('Control+5')
  const line = page.locator('.field-line', { has: page.locator('input[type=date]') })
  await line.waitFor()
  const shown = async () => {
    const words = line.locator('.day-whole:visible, .day-short:visible')
    return (await words.allTextContents()).map(each => each.trim())
  }
  await expect.poll(shown).toEqual([whole])
  await line.locator('input').focus()
  await expect.poll(shown).toEqual([short])
  await line.locator('input').fill('')
  await expect.poll(shown).toEqual([])
  await page.locator('h1').first().click()
  await expect.poll(shown).toEqual([sayIn(language)('meetings.dayField.none')])
})

test('an item that moves down the list by its new day stays in the panel, with the focus', async () => {
  await open()
  const panel = page.getByRole('complementary', { name: say('follow-up.detail') })
  const words = 'Report on the training manual for human rights defenders, Georgia'
  await panel.getByRole('heading', { name: words }).waitFor()
  const day = panel.locator('input[type=date]')
  await day.fill('2018-12-31')
  await panel.getByLabel(say('follow-up.note')).focus()
  const rows = page.locator('.action-table tr:has(td)')
  await rows.filter({ hasText: '31 December' }).waitFor()
  expect(await rows.first().textContent()).not.toContain(words)
  expect(await panel.locator('h2').first().textContent()).toBe(words)
  await panel.locator('textarea:focus').waitFor()
})

test.each([
  ['en', '31122018'],
  ['fr', '31122018'],
  ['ar', '31122018'],
  ['ru', '31122018'],
  ['zh', '20181231'],
] as const)('a day is typed in the order of the language of the window (%s)', async (...given) => {
  const [language, digits] = given
  await load({ appearance: { language } })
  await page.keyboard.press('Control+5')
  // The window is English until the words of its language are there.
  const day = page.locator(`input[type=date][lang|="${language}"]`)
  await day.focus()
  await expect.poll(() => day.evaluate(each => each === document.activeElement)).toBe(true)
  await page.keyboard.type(digits)
  await expect.poll(() => day.inputValue()).toBe('2018-12-31')
})

test('an answer is placed by paragraph, in the words of the reply', async () => {
  await openAnswers()
  await button('follow-up.more', { place: '9' }).click()
  await page.getByRole('menuitem', { name: say('follow-up.form.answer') }).click()
  await page.getByRole('dialog').getByText(say('follow-up.answer.partly')).click()
  await page.getByLabel(say('follow-up.column.reply')).fill('Two trainings a year.')
  await button('follow-up.note.act').click()
  await page.getByText(say('follow-up.answerNoted', { place: '9' })).waitFor()
  await page.locator('q', { hasText: 'Two trainings a year.' }).waitFor()
  expect(await asked('recommendations.answered')).toMatchObject([
    { answer: 'partly', text: 'Two trainings a year.' },
  ])
})

/** By keyboard alone: the tab of recommendations, and the dialog that files a reply. */
const openFiling = async (): Promise<void> => {
  await open()
  await page.getByRole('tab', { name: say('follow-up.actions') }).focus()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('button', { name: advice }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: advice }).waitFor()
  await button('follow-up.file').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await settled(page)
}
/** An open list, or its option, that has the focus. */
const inListbox = (): Locator => page.locator('[role=listbox]:focus, [role=option]:focus')
const chooseBy = async (label: string, presses: number): Promise<void> => {
  await page.getByRole('dialog').getByRole('button', { name: label }).focus()
  await page.keyboard.press('Enter')
  await inListbox().waitFor()
  for (let count = 0; count < presses; count++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('listbox').waitFor({ state: 'detached' })
}

test('a reply is pasted and filed by keyboard, and stands above the answers with who filed it', async () => {
  await openFiling()
  await page.getByRole('radio').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.getByLabel(say('follow-up.file.text')).focus()
  await page.keyboard.insertText('6. We will train the police.')
  await page.getByLabel(say('follow-up.file.day')).fill('2018-10-02')
  const act = page.getByRole('dialog').getByRole('button', { name: say('follow-up.file') })
  await act.focus()
  await page.keyboard.press('Enter')
  await page.getByText(say('follow-up.filed')).waitFor()
  expect(await asked('recommendations.file')).toMatchObject([
    {
      day: '2018-10-02',
      reply: {
        what: 'text',
        name: 'Reply of 2 October 2018.txt',
        text: '6. We will train the police.',
      },
      instead: null,
    },
  ])
  const lines = page.locator('.reply-line')
  await expect.poll(() => lines.count()).toBe(2)
  expect(await lines.nth(1).textContent()).toContain(say('follow-up.reply', { day: '2 October' }))
})

test('without a file, a text or a document the dialog says which is missing, and files nothing', async () => {
  await openFiling()
  const act = page.getByRole('dialog').getByRole('button', { name: say('follow-up.file') })
  await act.focus()
  await page.keyboard.press('Enter')
  await page.getByText(say('follow-up.file.missing.file')).waitFor()
  await page.getByText(say('follow-up.file.is.document')).click()
  await act.focus()
  await page.keyboard.press('Enter')
  await page.getByText(say('follow-up.file.missing.document')).waitFor()
  expect(await asked('recommendations.file')).toEqual([])
})

test('a paragraph of the reply fills in its number and its words, and the answer names both', async () => {
  const { reply } = await openAnswers()
  await button('follow-up.more', { place: '9' }).focus()
  await page.keyboard.press('Enter')
  await page
    .getByRole('menuitem', { name: say('follow-up.form.answer') })
    .and(page.locator(':focus'))
    .waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByText(say('follow-up.answer.not')).click()
  await chooseBy(say('follow-up.answer.from'), 5)
  expect(await page.getByLabel(say('follow-up.answer.place')).inputValue()).toBe('11')
  await button('follow-up.note.act').click()
  await page.getByText(say('follow-up.answerNoted', { place: '9' })).waitFor()
  expect(await asked('recommendations.answered')).toMatchObject([
    { answer: 'not', text: 'No funds are foreseen in 2018.', in: reply, place: '11' },
  ])
  const row = page.getByRole('row').filter({ hasText: 'Train police' })
  await row.getByText(say('follow-up.replyPlace', { place: '11' })).waitFor()
})

test('the table of a text that was sent is exported to the file that a person chose', async () => {
  await openAnswers()
  await button('follow-up.export').focus()
  await page.keyboard.press('Enter')
  await page.locator('.toast').waitFor()
  expect(await asked('dialog.save')).toMatchObject([
    { type: 'table', name: 'Advice on carrying out A RES 68 181' },
  ])
  expect(await asked('recommendations.export')).toHaveLength(1)
  const { allowed, folder } = opened
  expect(allowed).toMatchObject([{ act: 'export-table', text: advice }])
  const table = readFileSync(join(folder, 'Advice on carrying out A RES 68 181.csv'), 'utf8')
  expect(table).toContain('No funds are foreseen in 2018.')
  expect(table).not.toContain('M.S.')
  await page.getByRole('button', { name: 'Follow-up to CSW62, paragraph 42' }).click()
  await page.getByText(say('follow-up.notSent')).first().waitFor()
  expect(await button('follow-up.export').count()).toBe(0)
})

test('a review that is due comes with its day, and answers that differ say so', async () => {
  await openAnswers()
  await page.getByText(say('follow-up.answer.apart')).waitFor()
  await page.getByRole('button', { name: 'Input to the draft CEDAW report, Cambodia' }).click()
  await expect.poll(() => page.locator('.tracker-table .late').textContent()).toContain('since')
})

test('an item of a member who left names the member, says so, and gets another owner by keyboard', async () => {
  await open({
    before: async (core, { group, member: named }) => {
      const member = named('L.H.')
      await core.answers['members.remove']({ group, member, reason: 'left' })
    },
  })
  const words = 'Send the wording on the regional observatory in Guatemala to M.S.'
  const item = page.getByRole('button', { name: words })
  await item.focus()
  await page.keyboard.press('Enter')
  const row = (): Promise<string | null> =>
    page.getByRole('row').filter({ has: item }).textContent()
  await expect.poll(row).toContain('L.H.')
  await expect.poll(row).toContain(say('follow-up.hasLeft'))
  await page.getByText(say('follow-up.ownerLeft', { name: 'L.H.' })).waitFor()
  const owner = page.locator('.assign').getByRole('button', { name: say('follow-up.column.owner') })
  expect(await owner.textContent()).toContain('L.H.')
  const heights = await page
    .locator('.assign .field:has(.select-button) :is(.field-label, .select-button)')
    .evaluateAll(all =>
      all.map(each => {
        const { top, bottom } = each.getBoundingClientRect()
        return Math.round((top + bottom) / 2)
      }),
    )
  expect(heights, 'the list stands beside its label').toEqual([heights[0], heights[0]])
  await owner.focus()
  await page.keyboard.press('Enter')
  await inListbox().waitFor()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByText(say('follow-up.ownerLeft', { name: 'L.H.' })).waitFor({ state: 'detached' })
  expect(await asked('actions.assign')).toHaveLength(1)
})

test('an item of minutes that a decision fixes says why its owner stays, and takes a note', async () => {
  await open({
    before: async ({ answers }, { group }) => {
      const [item] = await answers['actions.list']({ group })
      await answers['decisions.ask'](askingOf(item!.document))
    },
  })
  await page.getByRole('button', { name: /^Circulate the annex/ }).press('Enter')
  const detail = page.getByRole('complementary', { name: say('follow-up.detail') })
  await detail.getByText(say('follow-up.fixed')).waitFor()
  expect(await detail.getByRole('button', { name: say('follow-up.column.owner') }).count()).toBe(0)
  await detail.getByLabel(say('follow-up.note')).fill('M.S. takes it over.')
  await button('follow-up.addNote').press('Enter')
  await detail.locator('.notes').getByText('M.S. takes it over.').waitFor()
  expect(await asked('actions.progress')).toMatchObject([{ text: 'M.S. takes it over.' }])
})

test('an item that is done is opened again by keyboard', async () => {
  await open()
  await button('follow-up.showDone', { count: 1 }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Thank the interpreters' }).focus()
  await page.keyboard.press('Enter')
  await button('follow-up.openAgain').focus()
  await page.keyboard.press('Enter')
  await button('follow-up.markDone').waitFor()
  expect(await asked('actions.progress')).toMatchObject([{ state: 'open' }])
})

test('without anything to do it says where action items come from', async () => {
  page = (await pages.open(emptySeed)).page
  await shown()
  expect(await page.locator('.empty-state').textContent()).toContain(
    say('follow-up.actions.emptyText'),
  )
})

test.each(['actions', 'recommendations'] as const)(
  'the tab of %s has no accessibility fault, and loses nothing when small, mirrored or long',
  async tab => {
    const written: string[] = []
    await load({
      ...longLater,
      watch(watched) {
        watched.on('console', message => written.push(message.text()))
        watched.on('pageerror', error => written.push(String(error)))
      },
    })
    await page.keyboard.press('Control+5')
    await page.getByRole('tab').first().waitFor()
    if (tab === 'recommendations') await page.getByRole('tab').nth(1).click()
    await settled(page)
    expect(await faultsEverywhere(page)).toEqual([])
    await becomesLong(page, async () => opened.release())
    expect(await losses(page)).toEqual([])
    expect(written).toEqual([])
  },
)
