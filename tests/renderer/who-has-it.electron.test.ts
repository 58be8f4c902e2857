// The side bar says who may not have the texts of a group yet, and the exchange by file for whom a file is.
import { readdirSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { aloneSeed, hears, joiningSeed, membersSeed } from '#tests/members-seed'
import { inputsOf, leavePage } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'
import type { Seed } from '#tests/seeds'

const say = sayIn('en')
let pages: CorePages
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const open = async <T>(seed: Seed<T>): Promise<CorePage & { seeded: T }> => {
  const opened = await pages.open(seed)
  page = opened.page
  return opened
}
const card = (): Promise<string> => page.locator('.reach-card').innerText()

test('a member whose device was never heard may have nothing: the side bar says so, and ends it once all answered', async () => {
  const { core, seeded } = await open(membersSeed)
  await expect.poll(card).toContain(say('app.reach.notHeard', { count: 1 }))
  expect(await card()).not.toContain(say('app.reach.nothing'))
  await hears(core, seeded, 'an answer')
  await expect.poll(card).toContain(say('app.reach.nothing'))
})

test('a group with no other device: the side bar says that its documents are only here', async () => {
  await open(aloneSeed)
  await expect.poll(card).toContain(say('app.reach.onlyHere'))
  expect(await card()).not.toContain(say('app.reach.nothing'))
})

test('a person who joins: the side bar says that the request still has to reach a member', async () => {
  await open(joiningSeed)
  await expect.poll(card).toContain(say('app.reach.joining'))
})

test('a file is for all members at first, and for one once they are chosen', async () => {
  const { folder } = await open(membersSeed)
  await page.locator('.reach-card').getByText(say('app.reach.byFile')).click()
  const dialog = page.getByRole('dialog', { name: say('members.exchange.title') })
  const box = (name: string | RegExp): Locator => dialog.getByRole('checkbox', { name })
  const all = box(say('members.exchange.all', { readers: 'all' }))
  await all.waitFor()
  expect(await all.isChecked()).toBe(true)
  await box(/T\.N\./).click({ force: true })
  await expect.poll(() => all.isChecked()).toBe(false)
  await all.click({ force: true })
  await expect.poll(() => box(/T\.N\./).isChecked()).toBe(false)
  await dialog.getByRole('button', { name: say('members.exchange.save') }).click()
  await expect.poll(() => inputsOf(page, 'exchange.write')).toMatchObject([{ for: [] }])
  await expect.poll(() => readdirSync(folder)).toHaveLength(1)
})
