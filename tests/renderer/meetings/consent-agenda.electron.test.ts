// The consent agenda over a real core: it offers the items that core takes.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { exampleNow, groupSeed } from '#tests/advisory-group'
import { type CorePage, type CorePages, corePages } from '#tests/core-pages'
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
  return { group, items }
})

test('items that were asked about before the call are not offered, and one with an open text says so', async () => {
  const came = await pages.open(seed)
  opened = came
  page = came.page
  const { items } = came.seeded
  await page.keyboard.press('Control+3')
  await page.getByRole('button', { name: say('meetings.goToSession') }).click()
  await page.getByRole('button', { name: say('meetings.consent'), exact: true }).press('Enter')
  const dialog = page.getByRole('dialog', { name: say('meetings.consent') })
  const box = (name: RegExp) => dialog.getByRole('checkbox', { name })
  await box(/Other business/).waitFor()
  await settled(page)
  for (const name of [/Strategy of support/, /Rules of the group/])
    expect(await box(name).count(), String(name)).toBe(0)
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
  const { decisions } = await opened.core.answers['decisions.list'](came.seeded)
  expect(decisions.filter(({ state }) => state === 'open')).toMatchObject([
    { words: 'Other business' },
    { words: 'Is the strategy ready?' },
  ])
})
