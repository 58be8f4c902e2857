// A session over a real core: its consent agenda offers the items that core takes, and its end leaves nothing behind.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Core } from '#core'
import { Failure } from '#shared/failure'
import type { BlockId } from '#shared/ids'
import { exampleNow, groupSeed } from '#tests/advisory-group'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { inputsOf, leavePage, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'

const say = sayIn('en')
let pages: CorePages
let opened: CorePage
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const hour = 3_600_000
const silence = { kind: 'silence', quorum: 1, threshold: null, heard: false } as const

/** A session with an item that was asked about before the call, one that was agreed then, an open text and a new item. */
const seed = groupSeed(['K.W.'], async made => {
  const { group } = made
  const core = made.core('K.W.')
  made.before(1)
  const { agenda } = await core.answers['meetings.create']({
    ...({ group, title: 'Extra session', language: 'en' } as const),
  })
  const add = async (title: string) =>
    (await core.answers['meetings.addItem']({ agenda, title, minutes: 20, after: null })).block
  const items = {
    asked: await add('Strategy of support'),
    agreed: await add('Rules of the group'),
    open: await add('Country examples'),
    left: await add('Other business'),
  }
  await core.answers['documents.share']({ document: agenda })
  const ask = async (block: (typeof items)['asked'], words: string) =>
    (
      await core.answers['decisions.ask']({
        ...({ document: agenda, block, words, purpose: 'decide', rule: silence } as const),
        ...{ languages: [], until: null, edition: '', leftOut: [], replaces: null, where: null },
      })
    ).decision
  await ask(items.asked, 'Is the strategy ready?')
  const decision = await ask(items.agreed, 'Do the rules hold?')
  await core.answers['decisions.position']({
    ...({ decision, choice: 'support', reason: '', reservations: [] } as const),
  })
  await core.answers['decisions.close']({ decision })
  const at = core.page(agenda).blocks.findIndex(({ id }) => id === items.open) + 1
  await core.edit(agenda, [{ bracket: at, from: 0, to: 7 }])
  await core.answers['meetings.call']({
    ...{ agenda, from: exampleNow - hour, until: exampleNow + hour },
    ...{ zones: [], languages: [] },
  })
  await core.answers['meetings.open']({ agenda })
  return { group, agenda, items }
})
type Seeded = Awaited<ReturnType<typeof seed>>['seeded']

const openSession = async (options: CoreOptions<Seeded> = {}): Promise<Seeded> => {
  const came = await pages.open(seed, options)
  opened = came
  page = came.page
  await page.keyboard.press('Control+3')
  await page.getByRole('button', { name: say('meetings.goToSession') }).click()
  await page.getByRole('button', { name: say('meetings.session.end') }).waitFor()
  return came.seeded
}
const noteAll = async (
  { answers }: Core,
  { agenda }: Seeded,
  but: readonly BlockId[] = [],
): Promise<void> => {
  const { undecided } = await answers['meetings.get']({ agenda })
  for (const item of undecided)
    if (!but.includes(item.block)) await answers['meetings.item']({ ...item, state: 'noted' })
}
const pressEnd = async (): Promise<void> => {
  await page.getByRole('button', { name: say('meetings.session.end') }).click()
  await page
    .locator('.dialog')
    .getByRole('button', { name: say('meetings.session.end') })
    .click()
}
const end = async (): Promise<void> => {
  await pressEnd()
  await page.locator('.dialog').waitFor({ state: 'detached' })
}
const openWithWish = (
  options: CoreOptions<Seeded> = {},
  change: (core: Core) => unknown = () => {},
): Promise<Seeded> =>
  openSession({
    ...options,
    async before(core, seeded) {
      change(core)
      await noteAll(core, seeded)
      const wish = { item: null, what: 'speak', text: '' } as const
      await core.answers['meetings.floor']({ agenda: seeded.agenda, ...wish })
    },
  })
const give = async (): Promise<void> => {
  await page
    .getByRole('button', { name: say('meetings.floor.giveTo', { name: 'K.W.' }), exact: true })
    .first()
    .click()
  await page.getByText(say('meetings.said.floorYours')).first().waitFor()
}
const speakersOf = async ({ agenda }: Seeded) => {
  const { speakers } = await opened.core.answers['meetings.get']({ agenda })
  return speakers
}
const resume = ({ agenda }: Seeded) =>
  opened.core.answers['meetings.resume']({ agenda, reason: 'An item is left.' })

test('a floor that can still be undone when the session ends is given before it', async () => {
  const seeded = await openWithWish()
  await give()
  await end()
  expect(await inputsOf(page, 'meetings.spoke')).toMatchObject([{ seconds: 0 }])
  await resume(seeded)
  expect(await speakersOf(seeded)).toMatchObject({
    ...{ speaking: { speaker: { what: 'speak' } }, asked: [] },
  })
})

test('a session whose last floor core refuses does not end, and says why', async () => {
  await openWithWish({}, ({ answers }) =>
    Object.assign(answers, { 'meetings.spoke': () => Promise.reject(new Failure('disk-full')) }),
  )
  await give()
  await pressEnd()
  const dialog = page.getByRole('alertdialog', { name: /Extra session/ })
  await dialog
    .getByRole('alert')
    .filter({ hasText: say('failure.diskFull') })
    .waitFor()
  expect(await inputsOf(page, 'meetings.end')).toEqual([])
  await dialog.getByRole('button', { name: say('meetings.session.end') }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await inputsOf(page, 'meetings.end')).toHaveLength(1)
})

test('a session ends after the floors that are on their way to core, one after the other', async () => {
  const seeded = await openWithWish({ hold: ['meetings.spoke'] })
  await give()
  await page.getByRole('button', { name: say('meetings.floor.finish') }).click()
  await pressEnd()
  expect(await inputsOf(page, 'meetings.spoke')).toMatchObject([{ seconds: 0 }])
  expect(await inputsOf(page, 'meetings.end')).toEqual([])
  opened.release()
  await page.locator('.dialog').waitFor({ state: 'detached' })
  expect(await inputsOf(page, 'meetings.spoke')).toMatchObject([{ seconds: 0 }, { seconds: 1 }])
  await resume(seeded)
  expect(await speakersOf(seeded)).toMatchObject({ speaking: null, asked: [] })
})

test('items that were asked about before the call are not offered, and one with an open text says so', async () => {
  const { items, group } = await openSession()
  await page.getByRole('button', { name: say('meetings.consent'), exact: true }).press('Enter')
  const dialog = page.getByRole('dialog', { name: say('meetings.consent') })
  const box = (name: RegExp) => dialog.getByRole('checkbox', { name })
  await box(/Other business/).waitFor()
  await settled(page)
  for (const name of [/Strategy of support/, /Rules of the group/])
    expect(await box(name).count()).toBe(0)
  expect(await box(/Country examples/).isDisabled()).toBe(true)
  await dialog.getByText(say('failure.textOpen')).waitFor()
  await box(/Other business/).focus()
  await page.keyboard.press('Space')
  await dialog.getByLabel(say('meetings.consent.until')).fill('2018-09-27')
  await dialog
    .getByRole('button', { name: say('meetings.consent.act', { count: 1 }), exact: true })
    .click()
  await dialog.waitFor({ state: 'detached' })
  expect(await inputsOf(page, 'meetings.consent')).toMatchObject([{ blocks: [items.left] }])
  const { decisions } = await opened.core.answers['decisions.list']({ group })
  expect(decisions.filter(({ state }) => state === 'open')).toMatchObject([
    { words: 'Other business' },
    { words: 'Is the strategy ready?' },
  ])
})

test('the consent agenda says that no item can go, and that every item has a result only where this is so', async () => {
  const seeded = await openSession({
    before: (core, made) => noteAll(core, made, [made.items.asked, made.items.agreed]),
  })
  await page.getByRole('button', { name: say('meetings.consent'), exact: true }).press('Enter')
  const dialog = page.getByRole('dialog', { name: say('meetings.consent') })
  await dialog.getByText(say('meetings.consent.none')).waitFor()
  expect(await dialog.getByLabel(say('meetings.consent.until')).count()).toBe(0)
  expect(await dialog.getByText(say('meetings.allDecided')).count()).toBe(0)
  await noteAll(opened.core, seeded)
  await dialog.getByText(say('meetings.allDecided')).waitFor()
  expect(await dialog.getByText(say('meetings.consent.none')).count()).toBe(0)
})
