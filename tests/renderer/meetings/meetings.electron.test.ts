// Meetings in the window, over a real core: acts of a person and what comes of them, by keyboard where a key is there,
// and what a screen reader is told.
// @module-tag long
import { readdirSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '#core'
import { Failure, type FailureCode } from '#shared/failure'
import {
  type CoreOptions,
  type CorePage,
  type CorePages,
  corePages,
  longLater,
} from '#tests/core-pages'
import type { CallName } from '#tests/core-window'
import { emptySeed } from '#tests/follow-up-seed'
import { holdMinutes } from '#tests/held-minutes'
import { meetingWords } from '#tests/meeting-session'
import { meetingsSeed, memberSeed, memberSessionSeed, sessionSeed } from '#tests/meetings-seed'
import { axeFaults, faultsEverywhere, losses } from '#tests/page-faults'
import { becomesLong, inputsOf, leavePage, settled } from '#tests/renderer-pages'
import { readFile } from '#tests/restricted-seed'
import { sayIn } from '#tests/screen-states'
import type { Seed } from '#tests/seeds'

const say = sayIn('en')
let pages: CorePages
let opened: CorePage
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const load = async <T>(seed: Seed<T>, options?: CoreOptions<T>): Promise<T> => {
  const { seeded, ...rest } = await pages.open(seed, options)
  opened = rest
  page = rest.page
  return seeded
}
const open = async <T>(seed: Seed<T>, options?: CoreOptions<T>): Promise<T> => {
  const seeded = await load(seed, options)
  await page.keyboard.press('Control+3')
  await page.getByRole('heading', { name: say('meetings.title'), level: 1 }).waitFor()
  await settled(page)
  return seeded
}
/** Core refuses this call. */
const refusing =
  (name: CallName, code: FailureCode = 'internal') =>
  async ({ answers }: Core): Promise<void> =>
    void Object.assign(answers, { [name]: () => Promise.reject(new Failure(code)) })
const button = (id: string, values = {}): Locator =>
  page.getByRole('button', { name: say(id, values), exact: true })
/** Enters the next meeting. */
const enter = async <T>(seed: Seed<T>, options?: CoreOptions<T>): Promise<T> => {
  const seeded = await open(seed, options)
  await page
    .locator('.next-agenda')
    .getByRole('button', {
      name: new RegExp(`^(${say('meetings.goToSession')}|${say('meetings.openAgenda')})$`),
    })
    .click()
  await page.getByRole('heading', { name: meetingWords.next }).first().waitFor()
  await settled(page)
  return seeded
}
const asked = (name: string): Promise<unknown[]> => inputsOf(page, name)
/** The question that is prepared; a change of the group meanwhile asks for it again. */
const prepared = async (): Promise<unknown> => (await asked('decisions.prepare')).at(-1)
/** The file of another device comes. */
const hear = (path: string): Promise<void> => readFile(opened.core, path)
const focused = (): Promise<string> =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
const choose = async (name: string, option: string): Promise<void> => {
  await page.getByRole('button', { name }).click()
  await page.getByRole('option', { name: option }).click()
}
/** Waits until a screen reader was told so. */
const told = (text: string): Promise<void> =>
  page
    .locator('[data-meeting-said]')
    .getByText(text, { exact: true })
    .last()
    .waitFor({ state: 'attached' })
const handle = (title: string): Locator =>
  page.getByRole('button', { name: say('meetings.item.openNamed', { title }), exact: true })
const titles = (): Promise<string[]> =>
  page
    .locator('.agenda-items [data-item-handle]')
    .evaluateAll(all => all.map(each => each.textContent ?? ''))
const { amendments, examples, other, strategy, protocol, travel } = meetingWords

describe('the list', () => {
  test('its times go on with each minute while it stays on the screen', async () => {
    await load(meetingsSeed)
    const pass = await holdMinutes(page)
    await page.keyboard.press('Control+3')
    const tag = page.locator('.next-title .tag')
    const before = await tag.innerText()
    expect(before).toMatch(/\d/)
    await pass(86_400_000)
    await expect.poll(() => tag.innerText()).not.toBe(before)
  })

  test('without a meeting it says what one is, and a planned one opens its agenda', async () => {
    await open(emptySeed)
    await page.getByText(say('meetings.empty.text')).waitFor()
    await button('meetings.plan').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill('Third regular session')
    await dialog.getByRole('button', { name: say('meetings.plan.act') }).click()
    await page.locator('.agenda-items').waitFor()
    expect(await asked('meetings.create')).toMatchObject([
      { title: 'Third regular session', language: 'en' },
    ])
  })

  test('the member says that another one may take the seat, and past meetings are narrowed', async () => {
    await open(meetingsSeed)
    await button('meetings.own.change').click()
    await page.getByText(say('meetings.coming.apology'), { exact: true }).click()
    await choose(say('meetings.coming.alternate'), 'E.G.')
    await button('meetings.coming.act').click()
    await page.getByText(say('meetings.own.apology')).first().waitFor()
    expect(await asked('meetings.coming')).toMatchObject([{ answer: 'apology' }])
    expect(await page.getByRole('rowheader').count()).toBe(5)
    await page.getByRole('cell', { name: /^Approved 12 June 2018$/ }).waitFor()
    await page.getByRole('cell', { name: /^Approved 9 June 2018, Version 2$/ }).waitFor()
    // Planned for the day before.
    const first = page.getByRole('row', { name: /^First regular session/ })
    await first.getByRole('cell', { name: '3 June', exact: true }).waitFor()
    await page.getByRole('radio', { name: say('meetings.shown.approve') }).click()
    const past = () => page.getByRole('rowheader').allTextContents()
    await expect
      .poll(past)
      .toEqual([
        expect.stringContaining('Second regular session'),
        expect.stringContaining('Opening session'),
      ])
    await page.getByRole('radio', { name: say('meetings.shown.attended') }).click()
    await expect
      .poll(past)
      .toEqual([
        expect.stringContaining('Second regular session'),
        expect.stringContaining('Extra session on the CSW62 outcome'),
      ])
  })
})

test('answers about coming stand under that question, apart from those about dates', async () => {
  await enter(meetingsSeed)
  const side = page.getByRole('complementary', { name: say('meetings.side') })
  const heading = side.getByRole('heading', { name: say('meetings.coming.title'), exact: true })
  await expect.poll(() => heading.count()).toBe(1)
})

describe('a meeting that has ended', () => {
  test('its page says who attended, and an officer puts a mark right; nothing is said of who is coming', async () => {
    await open(meetingsSeed)
    await page.getByText('Opening session', { exact: true }).click()
    const side = page.getByRole('complementary', { name: say('meetings.side') })
    await side.getByText(say('meetings.attended.none'), { exact: true }).waitFor()
    expect(await side.getByRole('heading', { name: say('meetings.coming.title') }).count()).toBe(0)
    // Not all who are not marked were there.
    expect(await side.getByRole('button', { name: /^Mark \d+ as present$/ }).count()).toBe(0)
    await choose(say('meetings.markOf', { name: 'V.S.' }), say('meetings.mark.absent'))
    await expect
      .poll(() => asked('meetings.present'))
      .toMatchObject([{ members: [expect.any(String)], state: 'absent' }])
    const none = { attended: 0, alternates: 0, entitled: 8, needed: 5 }
    await side.getByText(say('meetings.attended.quorum', none), { exact: true }).waitFor()
    await page.keyboard.press('Control+3')
    await page.getByText('Extra session on the CSW62 outcome', { exact: true }).click()
    const attended = { attended: 7, alternates: 1, entitled: 8, needed: 5 }
    await side.getByText(say('meetings.attended.quorum', attended), { exact: true }).waitFor()
  })

  test.each([
    ['Extra session on the CSW62 outcome', 0],
    ['Second regular session', 1],
  ])(
    'in "%s" a member without an office marks %i: not where an officer marked',
    async (title, marked) => {
      await open(memberSeed)
      await page.getByText(title, { exact: true }).first().click()
      const side = page.getByRole('complementary', { name: say('meetings.side') })
      await side.getByText(say('meetings.attendance.who')).waitFor()
      const own = side.getByRole('button', { name: /Attendance of / })
      await settled(page)
      expect(await own.count()).toBe(marked)
    },
  )

  test('the list says of a meeting that nobody is marked, and not that no seat was held', async () => {
    await open(meetingsSeed)
    const rows = page.getByRole('row')
    const unmarked = rows.filter({ hasText: 'Opening session' })
    await unmarked.getByRole('cell', { name: say('meetings.mark.none'), exact: true }).waitFor()
    const marked = rows.filter({ hasText: 'Preparatory session' })
    expect(await marked.getByRole('cell', { name: /^\W*4\W+of\W+8\W*$/ }).count()).toBe(1)
  })
})

describe('preparation', () => {
  test('an item opens by Enter, its words go into the text, and undo takes them back', async () => {
    await enter(meetingsSeed)
    await handle(other).focus()
    await page.keyboard.press('Enter')
    const title = page.getByLabel(say('meetings.item.title'), { exact: true })
    await title.and(page.locator(':focus')).waitFor()
    await page.keyboard.press('End')
    await page.keyboard.type(' and dates')
    await page.getByLabel(say('meetings.item.ask')).fill('Name the next day.')
    await page.getByRole('textbox', { name: say('meetings.item.minutes'), exact: true }).fill('15')
    await button('meetings.item.done').click()
    await handle(`${other} and dates`).waitFor()
    await page.getByText(say('meetings.over', { minutes: 10 })).waitFor()
    await expect.poll(focused).toBe(say('meetings.item.openNamed', { title: `${other} and dates` }))
    await page.keyboard.press('Control+z')
    await told(say('meetings.item.undone'))
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await handle(other).waitFor()
    await page.keyboard.press('Control+Shift+z')
    await told(say('meetings.item.redone'))
  })

  test('items move by Alt and arrows, keep the focus, and the place is said', async () => {
    await enter(meetingsSeed)
    await handle(strategy).focus()
    await page.keyboard.press('Alt+ArrowUp')
    await told(say('meetings.item.moved.up', { title: strategy }))
    await settled(page)
    await expect
      .poll(async () => (await titles()).slice(0, 3))
      .toEqual([strategy, amendments, examples])
    await expect.poll(focused).toBe(say('meetings.item.openNamed', { title: strategy }))
    await page.keyboard.press('Alt+ArrowUp')
    await told(say('meetings.item.not.up', { title: strategy }))
  })

  test('Escape leads from a field to the handle, where Tab makes the item a part of the one above', async () => {
    await enter(meetingsSeed)
    await handle(other).click()
    await page.keyboard.press('Escape')
    await settled(page)
    expect(await focused()).toBe(say('meetings.item.handle', { number: '4' }))
    await page.keyboard.press('Tab')
    await told(say('meetings.item.moved.deeper', { title: other }))
    await settled(page)
    await page.keyboard.press('Shift+Tab')
    await told(say('meetings.item.moved.shallower', { title: other }))
    await settled(page)
    await page.keyboard.press('Escape')
    await settled(page)
    expect(await focused()).toBe(say('meetings.item.openNamed', { title: other }))
    // Here Tab leads on, as everywhere.
    await page.keyboard.press('Tab')
    expect(await focused()).toBe(say('meetings.item.more', { title: other }))
  })

  test('a removed item comes back with the message, and one that is left over is added', async () => {
    await enter(meetingsSeed)
    await handle(strategy).click()
    await button('meetings.item.remove').click()
    await page.getByText(say('meetings.item.removed', { title: strategy })).waitFor()
    await handle(strategy).waitFor({ state: 'detached' })
    await page
      .locator('.toast')
      .getByRole('button', { name: say('ui.undo') })
      .click()
    await handle(strategy).waitFor()
    const { left } = meetingWords
    await button('meetings.left.addNamed', { title: left }).click()
    await page.getByText(say('meetings.left.added', { title: left })).waitFor()
    expect(await asked('meetings.carry')).toHaveLength(1)
  })

  test('a meeting is cancelled with a reason that then stands above its agenda', async () => {
    await enter(meetingsSeed)
    await button('meetings.more').click()
    await page.getByRole('menuitem', { name: say('meetings.give.cancel.act') }).click()
    await page.getByRole('dialog').getByRole('textbox').fill('Two members have no connection.')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('meetings.give.cancel.act') })
      .click()
    await page.locator('.notice').getByText('Two members have no connection.').waitFor()
    expect(await asked('meetings.cancel')).toMatchObject([
      { reason: 'Two members have no connection.' },
    ])
  })

  test('the annotated agenda is saved after the warning that each export has, and not before', async () => {
    await enter(meetingsSeed)
    await button('meetings.annotated').click()
    await page.getByRole('menuitem', { name: say('editor.export.docx') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(say('editor.export.warning')).waitFor()
    await dialog.getByText(say('meetings.annotated.lead')).waitFor()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe(say('ui.cancel'))
    expect(await asked('meetings.annotated')).toEqual([])
    await dialog.getByRole('button', { name: say('editor.export.act', { format: 'docx' }) }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await asked('meetings.annotated')).toMatchObject([{ format: 'docx' }])
    expect(readdirSync(opened.folder)).toEqual([expect.stringMatching(/\.docx$/)])
  })

  test('the dialog of the annotated agenda stays while core writes it, and says a refusal', async () => {
    await enter(meetingsSeed, {
      hold: ['meetings.annotated'],
      before: refusing('meetings.annotated', 'not-permitted'),
    })
    await button('meetings.annotated').click()
    await page.getByRole('menuitem', { name: say('editor.export.docx') }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: say('editor.export.act', { format: 'docx' }) }).click()
    await expect.poll(() => asked('meetings.annotated')).toHaveLength(1)
    await dialog.getByRole('button', { name: say('ui.cancel') }).press('Enter')
    await page.keyboard.press('Escape')
    opened.release()
    await dialog
      .getByRole('alert')
      .filter({ hasText: say('failure.notPermitted') })
      .waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await asked('meetings.annotated')).toHaveLength(1)
  })

  test('a closed item opens where it stands, its words go into the agenda of its circle, and Escape closes it', async () => {
    await enter(meetingsSeed)
    const before = await titles()
    await handle(travel).click()
    const form = page.locator('.agenda-item[data-open][data-closed]')
    await form.getByRole('textbox', { name: say('meetings.item.title') }).fill('Travel')
    // It moves nowhere, and is not a part of another item.
    expect(await form.getByRole('button', { name: say('meetings.item.up') }).count()).toBe(0)
    await form.getByText(say('meetings.closedItem.open', { circle: 'Safety' })).waitFor()
    await page.keyboard.press('Escape')
    await settled(page)
    await page.keyboard.press('Escape')
    await handle('Travel').waitFor()
    await expect.poll(focused).toBe(say('meetings.item.openNamed', { title: 'Travel' }))
    expect(await titles()).toEqual(before.map(each => (each === travel ? 'Travel' : each)))
  })

  test('the words of a place stay in the field when it is set, also before the meeting is read again', async () => {
    const { promise: read, resolve: answer } = Promise.withResolvers<void>()
    let isSet = false
    await enter(meetingsSeed, {
      async before({ answers }) {
        const { 'meetings.get': get, 'meetings.place': set } = answers
        Object.assign(answers, {
          async 'meetings.get'(input: Parameters<typeof get>[0]) {
            if (isSet) await read
            return get(input)
          },
          'meetings.place'(input: Parameters<typeof set>[0]) {
            isSet = true
            return set(input)
          },
        })
      },
    })
    const field = page.getByRole('textbox', { name: say('meetings.place.words') })
    await field.fill('Room 4')
    await button('meetings.place.set').click()
    await page.getByText(say('meetings.place.done')).first().waitFor()
    expect(await field.inputValue()).toBe('Room 4')
    await field.press('End')
    await page.keyboard.type('b')
    answer()
    const shown = () => page.locator('.place-form').innerText()
    await expect.poll(shown).toContain(say('meetings.place.all'))
    expect(await field.inputValue()).toBe('Room 4b')
    await button('meetings.place.set').click()
    await expect.poll(() => asked('meetings.place')).toMatchObject([{}, { place: 'Room 4b' }])
    await expect.poll(() => button('meetings.place.set').count()).toBe(0)
    expect(await field.inputValue()).toBe('Room 4b')
  })

  test('a place that was set elsewhere as it is typed here is that of the meeting, and goes on with it', async () => {
    const { agenda, circle } = await enter(meetingsSeed)
    const field = page.getByRole('textbox', { name: say('meetings.place.words') })
    const withholds = async (place: string): Promise<void> =>
      void (await opened.core.answers['meetings.place']({ agenda, place, circle }))
    await field.fill('Room 4')
    await page.getByText(say('meetings.place.withhold')).click()
    await button('meetings.place.set').waitFor()
    await withholds('Room 4')
    await button('meetings.place.set').waitFor({ state: 'detached' })
    await withholds('Room 5')
    await expect.poll(() => field.inputValue()).toBe('Room 5')
    expect(await button('meetings.place.set').count()).toBe(0)
  })

  test.each<[string, CoreOptions]>([
    ['while core has not answered', { hold: ['circles.list'] }],
    ['where core answers none', { before: refusing('circles.list') }],
  ])(
    'nothing sets a place that is to be withheld while no circle is known, %s',
    async (_, unknown) => {
      await enter(meetingsSeed, unknown)
      await page.getByRole('textbox', { name: say('meetings.place.words') }).fill('Room 4')
      await button('meetings.place.set').waitFor()
      await page.getByText(say('meetings.place.withhold')).click()
      await expect.poll(() => button('meetings.place.set').count()).toBe(0)
    },
  )

  test('the place is set where it stands, and withheld for one circle after its readers were named', async () => {
    await enter(meetingsSeed)
    const field = page.getByRole('textbox', { name: say('meetings.place.words') })
    expect(await button('meetings.place.set').count()).toBe(0)
    await field.fill('Room 4')
    await page.getByText(say('meetings.place.all')).waitFor()
    await button('meetings.place.set').click()
    await expect
      .poll(() => asked('meetings.place'))
      .toMatchObject([{ place: 'Room 4', circle: null }])
    await page.getByText(say('meetings.place.done')).first().waitFor()
    await expect.poll(() => button('meetings.place.set').count()).toBe(0)
    await page.getByText(say('meetings.place.withhold')).click()
    await page.getByText(say('meetings.place.before')).waitFor()
    await page.getByText(/Others see that the place is withheld/).waitFor()
    await button('meetings.place.set').click()
    await expect.poll(async () => (await asked('meetings.place')).length).toBe(2)
    expect((await asked('meetings.place'))[1]).toMatchObject({
      place: 'Room 4',
      circle: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    })
    expect(await field.inputValue()).toBe('Room 4')
  })

  test.each(['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const)(
    '%s: in windows of 1024 by 700 and 720 by 450 no button of the bar breaks its words, and items keep their room',
    async language => {
      await load(meetingsSeed, { appearance: { language } })
      await page.keyboard.press('Control+3')
      await settled(page)
      await page.locator('.next-agenda button').first().click()
      await page.locator('.agenda-items').waitFor()
      for (const size of [
        { width: 1024, height: 700 },
        { width: 720, height: 450 },
      ]) {
        await page.setViewportSize(size)
        await settled(page)
        const heights = await page
          .locator('.document-bar .button:visible')
          .evaluateAll(all => all.map(each => each.getBoundingClientRect().height))
        expect(Math.max(...heights)).toBeLessThan(40)
        const titlesWide = await page
          .locator('.agenda-item > .grow')
          .evaluateAll(all => all.map(each => each.getBoundingClientRect().width))
        expect(Math.min(...titlesWide)).toBeGreaterThan(300)
      }
      // Day, place and answers open beside the agenda, below the bar.
      await page.locator('.prepare-side-button button').click()
      const [bar, side] = await Promise.all(
        ['.document-bar', '.prepare-side'].map(each => page.locator(each).boundingBox()),
      )
      expect(side!.y).toBeGreaterThanOrEqual(bar!.y + bar!.height - 1)
    },
  )

  test('a closed item has no number, and others are said to see no gap', async () => {
    await enter(meetingsSeed)
    const item = page.locator('[data-closed]')
    await item.getByText(travel).waitFor()
    expect(await item.locator('.item-number').textContent()).toBe('')
    await item
      .getByText('For the circle “Safety”: you, L.H. and C.R. Others cannot see', { exact: false })
      .waitFor()
    await item
      .getByText(say('meetings.closedOthers', { number: '4', begins: '15:10' }), { exact: false })
      .waitFor()
  })
})

test('an agenda is cited without a status: it is no draft of a text to adopt', async () => {
  await load(meetingsSeed)
  await page.keyboard.press('Control+2')
  const named = say('documents.acts', { title: meetingWords.next })
  await page.getByRole('button', { name: named, exact: true }).click()
  await page.getByRole('menuitem', { name: say('documents.cite.menu') }).click()
  await expect.poll(() => asked('clipboard.copy')).toHaveLength(1)
  const [copied] = (await asked('clipboard.copy')) as { text: string }[]
  expect(copied?.text).toMatch(/, “Third regular session”.* \(\d+ \w+ 2018\)$/)
})

describe('finding a date', () => {
  const toDates = async (): Promise<void> => {
    await button('meetings.poll.see').click()
    await page.getByRole('table').waitFor()
    await settled(page)
  }

  test('an answer that is not received is no "cannot", and choosing says what it means', async () => {
    await open(meetingsSeed)
    await toDates()
    const row = page.getByRole('row', { name: /^A\.D\./ })
    expect(await row.getByText(say('meetings.free.none')).count()).toBe(6)
    expect(await row.getByText(say('meetings.free.no'), { exact: true }).count()).toBe(0)
    await page.getByText(say('meetings.choose.missing', { count: 1, names: 'A.D.' })).waitFor()
    await button('meetings.choose.act').click()
    await page.locator('.agenda').waitFor()
    expect(await asked('meetings.call')).toMatchObject([{ from: Date.UTC(2018, 10, 29, 12) }])
  })

  test('a zone that a member said shows the hour there; the own one is sent by choice and not before', async () => {
    await open(meetingsSeed)
    await toDates()
    // 27 November 2018, 12:00 UTC.
    expect(await page.locator('.zone-clock').allTextContents()).toContain(
      'Tue 07:00Tue 07:00 in New York',
    )
    expect(await page.locator('.zone-clock').count()).toBe(6)
    expect(await page.locator('.dates-zone').allTextContents()).toEqual(['New York'])
    await page.getByRole('button', { name: /^Can Your answer for Tuesday/ }).click()
    await page.getByRole('option', { name: say('meetings.free.no') }).click()
    await expect.poll(() => asked('meetings.free')).toMatchObject([{ zone: null }])
    await page.getByText(say('meetings.dates.zoneHint')).click()
    await expect.poll(async () => (await asked('meetings.free')).length).toBe(2)
    const own = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
    expect((await asked('meetings.free'))[1]).toMatchObject({ zone: own })
  })

  test('own answers are changed in place, and are sent when each time has one', async () => {
    await open(meetingsSeed)
    await toDates()
    await page.getByRole('button', { name: /^Can Your answer for Tuesday/ }).click()
    await page.getByRole('option', { name: say('meetings.free.no') }).click()
    await settled(page)
    const [sent] = (await asked('meetings.free')) as [{ slots: string[] }]
    expect(sent.slots).toEqual(['no', 'maybe', 'yes', 'yes', 'yes', 'no'])
  })
})

test('opening a session well before its time is asked first', async () => {
  await enter(meetingsSeed)
  await button('meetings.open').click()
  const dialog = page.getByRole('alertdialog', { name: say('meetings.early.title') })
  await dialog.getByText(/20 September 2018/).waitFor()
  expect(await asked('meetings.open')).toEqual([])
  await dialog.getByRole('button', { name: say('meetings.open'), exact: true }).click()
  await page.locator('.session').waitFor()
  expect(await asked('meetings.open')).toHaveLength(1)
})

test('a meeting that has ended says when it was held', async () => {
  await open(meetingsSeed)
  await page.getByText('Extra session on the CSW62 outcome', { exact: true }).click()
  const side = page.getByRole('complementary', { name: say('meetings.side') })
  await expect.poll(() => side.innerText()).toContain(say('meetings.day.held', { span: '' }).trim())
  expect(await side.innerText()).toMatch(/:28/)
})

describe('in session', () => {
  test('the minutes of the item that is debated are read beside it, with what is recorded so far', async () => {
    await enter(sessionSeed)
    await page.locator('.now-debated').getByText('Item 2 (a)', { exact: true }).waitFor()
    const lines = page.locator('.item-minutes li')
    await expect.poll(() => lines.count()).toBe(2)
    expect(await lines.nth(0).innerText()).toContain('The Rapporteur presented draft 4.')
    expect(await lines.nth(1).innerText()).toContain(say('editor.kind.action'))
    const recorded = page.getByRole('list', { name: say('minutes.recorded'), exact: true })
    expect(await recorded.getByRole('listitem').nth(2).innerText()).toContain('1')
    expect(await axeFaults(page)).toEqual([])
  })

  test('an item with a paper puts that paper to a decision, and the way back is the session', async () => {
    const { papers } = await enter(sessionSeed)
    await page
      .locator('.session-item', { hasText: protocol })
      .getByRole('button')
      .last()
      .press('Enter')
    await page.getByRole('menuitem', { name: say('meetings.debated.begin') }).press('Enter')
    await told(say('meetings.said.debated', { item: protocol }))
    await button('meetings.debated.ask').click()
    await page.getByRole('heading', { name: say('decisions.ask'), level: 1 }).waitFor()
    await expect.poll(prepared).toEqual({ document: papers.protocol, block: null })
    const path = page.getByRole('navigation', { name: say('decisions.path') })
    await path.getByRole('link', { name: 'Third regular session' }).click()
    await page.locator('.session').waitFor()
  })

  test('an item without a paper is asked about by its title, not by that of the agenda', async () => {
    const { items } = await enter(sessionSeed)
    const item = await page.locator('#now-debated').innerText()
    await button('meetings.debated.ask').click()
    await expect
      .poll(() => page.getByLabel(say('decisions.ask.question')).inputValue())
      .not.toContain('Third regular session')
    await expect.poll(prepared).toMatchObject({ block: items.amendments })
    expect(item).toBe(amendments)
  })

  test('a point of order comes first; the floor given by key can be undone, and then core hears nothing', async () => {
    await enter(sessionSeed)
    await button('meetings.floor.giveTo', { name: 'T.N.' }).waitFor()
    await page.keyboard.press('Control+Shift+H')
    await told(say('meetings.floor.speaks', { name: 'T.N.' }))
    await page
      .locator('.toast')
      .getByRole('button', { name: say('ui.undo') })
      .click()
    await page.locator('.speakers').getByText(say('meetings.floor.free')).waitFor()
    await page.keyboard.press('Control+3')
    await settled(page)
    expect(await asked('meetings.spoke')).toEqual([])
  })

  test('a member sees and hears who has the floor and who comes next, as another device says it', async () => {
    const { files } = await enter(memberSessionSeed)
    const side = page.locator('.speakers')
    await side.getByText(say('meetings.floor.free')).waitFor()
    const [order, ...wishes] = files.given
    await hear(order!)
    await told(say('meetings.floor.speaks', { name: 'T.N.' }))
    await side.locator('.speaker-now').getByText('T.N.').waitFor()
    expect(await side.locator('.point-of-order').count()).toBe(0)
    for (const wish of wishes.slice(0, 2)) await hear(wish)
    await told(say('meetings.said.next'))
    await hear(wishes[2]!)
    await told(say('meetings.said.floorYours'))
    expect(
      await page.locator('[data-meeting-said]').getByText(say('meetings.said.floorYours')).count(),
    ).toBe(1)
    // An officer times the speech, and the member does not.
    expect(await button('meetings.floor.finish').count()).toBe(0)
    await hear(files.spoken)
    await side.getByText(say('meetings.floor.free')).waitFor()
  })

  test('a floor that was not taken back reaches core, at the latest when the next one has it', async () => {
    await enter(sessionSeed)
    await page.keyboard.press('Control+Shift+H')
    await told(say('meetings.floor.speaks', { name: 'T.N.' }))
    await page.keyboard.press('Control+Shift+H')
    await told(say('meetings.floor.speaks', { name: 'P.J.' }))
    await settled(page)
    expect(await asked('meetings.spoke')).toMatchObject([{ seconds: 0 }])
  })

  test('an officer ends a speech that another device began, with its time', async () => {
    const { files, floors } = await enter(sessionSeed)
    await hear(files.given[1]!)
    await told(say('meetings.floor.speaks', { name: 'P.J.' }))
    await button('meetings.floor.finish').click()
    await page.locator('.speakers').getByText(say('meetings.floor.free')).waitFor()
    expect(await asked('meetings.spoke')).toMatchObject([
      { floor: floors['P.J.'], seconds: expect.any(Number) },
    ])
  })

  test('balance is a second view of the list, and moves nobody until the chair does', async () => {
    await enter(sessionSeed)
    const names = (): Promise<string[]> => page.locator('.speaker-name').allTextContents()
    await expect.poll(names).toEqual(['P.J.', 'L.H.', 'V.S.'])
    await page.getByRole('radio', { name: say('meetings.speakers.balanced') }).click()
    await expect.poll(names).toEqual(['V.S.', 'L.H.', 'P.J.'])
    await page.locator('.speaker-name').last().focus()
    await page.keyboard.press('Alt+ArrowUp')
    await expect.poll(names).toEqual(['V.S.', 'P.J.', 'L.H.'])
    await page.getByRole('radio', { name: say('meetings.speakers.asked') }).click()
    await expect.poll(names).toEqual(['P.J.', 'L.H.', 'V.S.'])
  })

  test('quorum is said in words, and its loss is said aloud', async () => {
    const { files } = await enter(sessionSeed)
    const counts = { present: 6, entitled: 8, needed: 5 }
    await page.locator('.quorum').getByText(say('meetings.quorum.met', counts)).waitFor()
    await page.getByRole('tab', { name: say('meetings.attendance') }).click()
    for (const name of ['M.S.', 'L.H.']) {
      await page.getByRole('button', { name: say('meetings.markOf', { name }) }).click()
      await page.getByRole('option', { name: say('meetings.mark.left') }).click()
      await settled(page)
    }
    const lost = { present: 4, entitled: 8, needed: 5 }
    // An officer may still mark an item as decided.
    await page
      .locator('.quorum')
      .getByText('No quorum. Entitled members present: 4 of 8. Needed to decide: 5.')
      .waitFor()
    await page.getByText('Counted only from the attendance marked below.').waitFor()
    await told(say('meetings.said.quorumLost', lost))
    expect(await asked('meetings.present')).toHaveLength(2)
    // Deciding without a quorum is asked first, and the safe answer has the focus.
    const endItem = async (): Promise<void> => {
      await page.locator('.now-acts').getByRole('button').last().click()
      await page.getByRole('menuitem', { name: say('meetings.itemState.decided') }).click()
      await page.getByRole('alertdialog').getByText(say('meetings.unquorate.count', lost)).waitFor()
    }
    await endItem()
    const cancel = page.getByRole('alertdialog').getByRole('button', { name: say('ui.cancel') })
    await expect.poll(() => cancel.evaluate(each => each === document.activeElement)).toBe(true)
    await cancel.click()
    await page.locator('.dialog').waitFor({ state: 'detached' })
    expect(await asked('meetings.item')).toEqual([])
    // Another device marks a member as present meanwhile.
    await endItem()
    await hear(files.arrived)
    await page.getByText(say('meetings.unquorate.met')).first().waitFor()
    await page.locator('.dialog').waitFor({ state: 'detached' })
    expect(await asked('meetings.item')).toEqual([])
    await choose(say('meetings.markOf', { name: 'A.D.' }), say('meetings.mark.left'))
    await page.locator('.quorum').getByText(say('meetings.quorum.notMet', lost)).waitFor()
    await endItem()
    await button('meetings.unquorate.act').click()
    await page.locator('.dialog').waitFor({ state: 'detached' })
    await expect.poll(() => asked('meetings.item')).toMatchObject([{ state: 'decided' }])
    await page.getByRole('button', { name: say('meetings.markOf', { name: 'M.S.' }) }).click()
    await page.getByRole('option', { name: say('meetings.mark.present'), exact: true }).click()
    await told(say('meetings.said.quorumMet'))
  })

  test('a member sent apologies and has no mark: all others are marked as present, and that member is not', async () => {
    const { agenda } = await enter(sessionSeed)
    await page.getByRole('tab', { name: say('meetings.attendance') }).click()
    await button('meetings.markPresent', { count: 1 }).click()
    await settled(page)
    expect(await asked('meetings.present')).toMatchObject([
      { members: [expect.any(String)], state: 'present' },
    ])
    const { members } = await opened.core.answers['meetings.get']({ agenda })
    expect(
      members.filter(({ isEntitled, attendance }) => isEntitled && attendance === null),
    ).toMatchObject([{ answer: 'apology' }])
    const row = page.locator('.attendance-row', { hasText: 'A.D.' })
    await row.getByText(say('meetings.mark.none')).first().waitFor()
    expect(await row.getByText(/apologies/i).count()).toBe(1)
  })

  test('the item that is debated next, and the own mark, are each said once', async () => {
    await enter(sessionSeed)
    const said = page.locator('[data-meeting-said] > *')
    expect(await said.count()).toBe(0)
    expect(await page.locator('[data-meeting-said]').getAttribute('aria-live')).toBe('polite')
    const item = examples
    await page.locator('.session-item', { hasText: item }).getByRole('button').last().press('Enter')
    await page.getByRole('menuitem', { name: say('meetings.debated.begin') }).press('Enter')
    await told(say('meetings.said.debated', { item }))
    await page.getByRole('tab', { name: say('meetings.attendance') }).click()
    const own = page.locator('.attendance-row').first().getByRole('button')
    await own.press('Enter')
    await page.getByRole('option', { name: say('meetings.mark.left') }).press('Enter')
    await told(say('meetings.said.marked.left'))
    await own.press('Enter')
    await page
      .getByRole('option', { name: say('meetings.mark.present'), exact: true })
      .press('Enter')
    await told(say('meetings.said.marked.present'))
    const texts = await said.allTextContents()
    expect(new Set(texts).size).toBe(texts.length)
  })

  test('items go to members without debate, each as a question of its own; that a decision is open is said aloud', async () => {
    const { items } = await enter(sessionSeed)
    await button('meetings.consent').focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: say('meetings.consent') })
    const act = (count: number): Locator =>
      dialog.getByRole('button', { name: say('meetings.consent.act', { count }) })
    await dialog.getByText(say('meetings.consent.objection')).waitFor()
    await act(0).press('Enter')
    await dialog.getByText(say('meetings.consent.missing')).first().waitFor()
    expect(await asked('meetings.consent')).toEqual([])
    await dialog.getByRole('checkbox', { name: /Any other business/ }).waitFor()
    // A closed item is decided in its circle.
    expect(await dialog.getByText(travel).count()).toBe(0)
    // An item that has an open question is asked about already.
    expect(await dialog.getByText(examples).count()).toBe(0)
    await dialog.getByText('Protocolo de La Esperanza', { exact: false }).click()
    await dialog.getByRole('checkbox', { name: /Any other business/ }).focus()
    await page.keyboard.press('Space')
    await dialog.getByLabel(say('meetings.consent.until')).fill('2018-09-27')
    await act(2).click()
    await told(say('meetings.said.asked', { question: protocol }))
    expect(await asked('meetings.consent')).toMatchObject([
      { blocks: [items.protocol, items.other] },
    ])
    await dialog.waitFor({ state: 'detached' })
  })

  test('the act of the consent agenda comes to rest where its items cannot be read', async () => {
    await enter(sessionSeed, { before: refusing('meetings.consentable') })
    await button('meetings.consent').press('Enter')
    const dialog = page.getByRole('dialog', { name: say('meetings.consent') })
    await dialog
      .getByRole('alert')
      .filter({ hasText: say('failure.internal') })
      .waitFor()
    expect(await dialog.locator('[data-busy]').count()).toBe(0)
  })

  test('a session does not end before every item has an end; the focus is on going on', async () => {
    await enter(sessionSeed)
    await button('meetings.session.end').click()
    const dialog = page.getByRole('alertdialog')
    await dialog.waitFor()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe(say('meetings.end.goOn'))
    const end = dialog.getByRole('button', { name: say('meetings.session.end') })
    expect(await end.getAttribute('aria-disabled')).toBe('true')
    await dialog.getByText(say('meetings.end.left', { count: 5 })).waitFor()
    const rows = dialog.locator('.select-button')
    for (let at = 0; at < 5; at++) {
      await rows.nth(at).click()
      await page.getByRole('option', { name: say('meetings.itemState.noted'), exact: true }).click()
    }
    expect(await asked('meetings.end')).toEqual([])
    await end.click()
    await dialog.waitFor({ state: 'detached' })
    expect(await asked('meetings.item')).toHaveLength(5)
    expect(await asked('meetings.end')).toHaveLength(1)
  })

  test('a member without an office asks for the floor on a point of order, and gives nobody the floor', async () => {
    await enter(memberSessionSeed)
    await page.keyboard.press('Control+Shift+H')
    await button('meetings.ask').click()
    await page.getByRole('menuitem', { name: say('meetings.ask.order') }).click()
    await page.getByRole('textbox').fill('The text is not translated.')
    await page.getByRole('button', { name: say('meetings.ask.act'), exact: true }).click()
    await page.getByText(say('meetings.ask.done')).waitFor()
    expect(await asked('meetings.floor')).toMatchObject([
      { what: 'order', text: 'The text is not translated.' },
    ])
    expect(await button('meetings.session.end').count()).toBe(0)
    expect(await asked('meetings.spoke')).toEqual([])
  })
})

type Made = Awaited<ReturnType<typeof meetingsSeed>>['seeded']
type State = { name: string; seed: Seed<object>; step: (made: Made) => Promise<void> }
const states: State[] = [
  { name: 'no meetings', seed: emptySeed, step: async () => {} },
  { name: 'meetings', seed: meetingsSeed, step: async () => {} },
  {
    name: 'an open item of the agenda',
    seed: meetingsSeed,
    async step({ items }) {
      await page.locator('.next-agenda button').first().click()
      await page.locator(`[data-item-handle="${items.protocol}"]`).click()
    },
  },
  {
    name: 'the warning before the annotated agenda',
    seed: meetingsSeed,
    async step() {
      await page.locator('.next-agenda button').first().click()
      await page.locator('.document-bar button:has(.lucide-upload)').click()
      await page.getByRole('menuitem').first().click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'the answers of a poll',
    seed: meetingsSeed,
    async step() {
      await page.locator('.meeting-row button').first().click()
      await page.locator('.dates').waitFor()
    },
  },
  {
    name: 'a session',
    seed: sessionSeed,
    async step() {
      await page.locator('.next-agenda button').first().click()
      await page.locator('.speaker-list').waitFor()
    },
  },
  {
    name: 'a session in which another device gave the floor',
    seed: memberSessionSeed,
    async step({ files }) {
      await page.locator('.next-agenda button').first().click()
      await page.locator('.speaker-list').waitFor()
      await hear(files.given[1]!)
      await page.locator('.speaker-now').waitFor()
    },
  },
  {
    name: 'the attendance of a session',
    seed: sessionSeed,
    async step() {
      await page.locator('.next-agenda button').first().click()
      await page.getByRole('tab').nth(1).click()
      await page.locator('.attendance-row').first().waitFor()
    },
  },
  {
    name: 'the items that go to members without debate',
    seed: sessionSeed,
    async step() {
      await page.locator('.next-agenda button').first().click()
      await page.locator('.session-agenda > .button').click()
      await page.getByRole('dialog').getByRole('checkbox').nth(1).press('Space')
    },
  },
  {
    name: 'the end of a session',
    seed: sessionSeed,
    async step() {
      await page.locator('.next-agenda button').first().click()
      await page.locator('.document-bar > button').last().click()
      await page.getByRole('alertdialog').waitFor()
    },
  },
]

describe.each(states)('$name', ({ seed, step }) => {
  test('has no accessibility fault, and loses nothing when small, mirrored or long', async () => {
    const written: string[] = []
    const made = await load(seed, {
      ...longLater,
      watch(shown) {
        shown.on('console', message => written.push(message.text()))
        shown.on('pageerror', error => written.push(String(error)))
      },
    })
    await page.keyboard.press('Control+3')
    await settled(page)
    await step(made as Made)
    await settled(page)
    expect(await faultsEverywhere(page)).toEqual([])
    await becomesLong(page, async () => opened.release())
    expect(await losses(page)).toEqual([])
    expect(
      await page.evaluate(() => (window as unknown as { violations: string[] }).violations),
    ).toEqual([])
    expect(written).toEqual([])
  })
})

describe('decisions at items', () => {
  const { question } = meetingWords
  const link = (name: string): Locator => page.getByRole('link', { name, exact: true }).first()

  test('an item is marked, leads to its question, and the question leads back to the meeting', async () => {
    await enter(meetingsSeed)
    const row = page.locator('.agenda-item', { hasText: examples })
    await row.getByText(say('meetings.toDecide'), { exact: true }).waitFor()
    await row.getByText(say('decisions.state.open')).waitFor()
    expect(await page.getByText(say('meetings.toDecide'), { exact: true }).count()).toBe(1)
    await link(question).click()
    await page.locator('.decision-screen h1').waitFor()
    await page.getByText(`item 2 (b): ${examples}`).waitFor()
    await link('Third regular session').click()
    await page.locator('.agenda-items').waitFor()
  })

  test('in a small window no part of the agenda lies over another', async () => {
    await enter(sessionSeed)
    await page.setViewportSize({ width: 1024, height: 700 })
    await settled(page)
    const over = await page.locator('.session-agenda').evaluate(agenda =>
      [...agenda.children].flatMap((part, at, all) => {
        const next = all[at + 1]
        const inside = [...part.querySelectorAll('*')].map(
          each => each.getBoundingClientRect().bottom,
        )
        return next && Math.max(0, ...inside) > next.getBoundingClientRect().top + 0.5
          ? [next.textContent]
          : []
      }),
    )
    expect(over).toEqual([])
  })

  test('the results of a session list its decisions under their items', async () => {
    const { files } = await enter(sessionSeed)
    await hear(files.closed)
    await page.getByRole('tab', { name: say('meetings.results') }).click()
    const results = page.locator('.session-results > li')
    await expect.poll(() => results.count()).toBe(2)
    // Nothing is wider than the panel.
    const panel = page.getByRole('tabpanel')
    expect(await panel.evaluate(each => each.scrollWidth - each.clientWidth)).toBe(0)
    await results.nth(1).getByText(`2 (b) ${examples}`, { exact: true }).waitFor()
    await results
      .nth(1)
      .getByText(say('decisions.state.closed', { purpose: 'adopt', agreed: 'yes' }))
      .waitFor()
    await results.nth(1).getByRole('link', { name: question }).click()
    await page.locator('.decision-screen h1').waitFor()
    // It leads to the line of the minutes that states it.
    await page
      .getByText(/^In the minutes, /)
      .getByRole('link')
      .click()
    await page.locator('.page-text:focus').waitFor()
    await page.locator('[data-kind=decision]', { hasText: 'The follow-up is adopted.' }).waitFor()
  })
})
