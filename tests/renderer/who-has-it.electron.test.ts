// The side bar says who may not have the texts of a group yet, and the exchange by file for whom a file is.
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Group } from '#shared/contract'
import type { FakeOptions } from '#tests/fake-core'
import { inputsOf, leavePage, type RendererPages, rendererPages } from '#tests/renderer-pages'
import { type FakeWindow, sayIn } from '#tests/screen-states'
import type { Writable } from '#tests/writable'

const say = sayIn('en')
let pages: RendererPages
let page: Page
beforeAll(async () => void (pages = await rendererPages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const open = async (options: FakeOptions = {}): Promise<void> => {
  page = await pages.open({ network: { changesToGo: 0, bytesToGo: 0 }, ...options })
}
const card = (): Promise<string> => page.locator('.reach-card').innerText()
const inGroup = (change: 'all-heard' | 'alone' | 'joining'): Promise<void> =>
  page.evaluate(is => {
    const { fake } = window as unknown as FakeWindow
    const [group] = fake.groups as [Writable<Group>]
    if (is === 'joining') group.state = 'joining'
    if (is === 'alone') group.memberList = group.memberList.slice(0, 1)
    for (const member of group.memberList) {
      if (is === 'all-heard' && !member.self) member.reach = { state: 'has-everything', at: 0 }
      if (is === 'alone') member.devices = member.devices.filter(({ self }) => self)
    }
    fake.emit('groups.changed', { group: group.id })
  }, change)

test('a member whose device was never heard may have nothing: the side bar says so, and ends it once all answered', async () => {
  await open()
  await expect.poll(card).toContain(say('app.reach.notHeard', { count: 1 }))
  expect(await card()).not.toContain(say('app.reach.nothing'))
  await inGroup('all-heard')
  await expect.poll(card).toContain(say('app.reach.nothing'))
})

test('a group with no other device: the side bar says that its documents are only here', async () => {
  await open()
  await inGroup('alone')
  await expect.poll(card).toContain(say('app.reach.onlyHere'))
  expect(await card()).not.toContain(say('app.reach.nothing'))
})

test('a person who joins: the side bar says that the request still has to reach a member', async () => {
  await open()
  await inGroup('joining')
  await expect.poll(card).toContain(say('app.reach.joining'))
})

test('a file is for all members at first, and for one once they are chosen', async () => {
  await open()
  await page.locator('.reach-card').getByText(say('app.reach.byFile')).click()
  const dialog = page.getByRole('dialog', { name: say('members.exchange.title') })
  const box = (name: string | RegExp): Locator => dialog.getByRole('checkbox', { name })
  const all = box(say('members.exchange.all', { readers: 'all' }))
  await all.waitFor()
  expect(await all.isChecked()).toBe(true)
  await box(/V\.S\./).click({ force: true })
  await expect.poll(() => all.isChecked()).toBe(false)
  await all.click({ force: true })
  await expect.poll(() => box(/V\.S\./).isChecked()).toBe(false)
  await dialog.getByRole('button', { name: say('members.exchange.save') }).click()
  await expect.poll(() => inputsOf(page, 'exchange.write')).toMatchObject([{ for: [] }])
})
