// A session over a real core: its consent agenda offers the items that core takes, and its end leaves nothing behind.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Core } from '#core'
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
const noteAll = async (core: Core, { agenda }: Seeded): Promise<void> => {
  const { undecided } = await core.answers['meetings.get']({ agenda })
  for (const item of undecided) await core.answers['meetings.item']({ ...item, state: 'noted' })
}
const end = async (): Promise<void> => {
  await page.getByRole('button', { name: say('meetings.session.end') }).click()
  const dialog = page.locator('.dialog')
  await dialog.getByRole('button', { name: say('meetings.session.end') }).click()
  await dialog.waitFor({ state: 'detached' })
}

test('a floor that can still be undone when the session ends is given before it', async () => {
  const { agenda } = await openSession({
    async before(core, seeded) {
      await noteAll(core, seeded)
      const wish = { item: null, what: 'speak', text: '' } as const
      await core.answers['meetings.floor']({ agenda: seeded.agenda, ...wish })
    },
  })
  await page
    .getByRole('button', { name: say('meetings.floor.giveTo', { name: 'K.W.' }), exact: true })
    .first()
    .click()
  await page.getByText(say('meetings.said.floorYours')).first().waitFor()
  await end()
  expect(await inputsOf(page, 'meetings.spoke')).toMatchObject([{ seconds: 0 }])
  await opened.core.answers['meetings.resume']({ agenda, reason: 'An item is left.' })
  const { speakers } = await opened.core.answers['meetings.get']({ agenda })
  expect(speakers).toMatchObject({ speaking: { speaker: { what: 'speak' } }, asked: [] })
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
