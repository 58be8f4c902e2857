// Minutes are written in a session, over a real core.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Core } from '#core'
import { type CorePages, corePages } from '#tests/core-pages'
import { caretIn } from '#tests/editor-pages'
import { meetingWords } from '#tests/meeting-session'
import { sessionSeed } from '#tests/meetings-seed'
import { axeFaults } from '#tests/page-faults'
import { closePage } from '#tests/editor-pages'
import { settled } from '#tests/renderer-pages'

let pages: CorePages
let page: Page
let core: Core
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const openSession = async () => {
  const opened = await pages.open(sessionSeed)
  ;({ page, core } = opened)
  await page.keyboard.press('Control+3')
  await page.locator('.next-agenda button').first().click()
  await page.locator('.now-debated').waitFor()
  return opened.seeded
}
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
const write = async (): Promise<void> => {
  await press('Write here')
  await page.locator('.session-writing .page-text:focus').waitFor()
}
const lines = () => page.locator('.page-text > *')
const line = (words: string) => lines().filter({ hasText: words })

test('minutes go off the record by the bar: a line of its own begins, and the next press begins one on it', async () => {
  await openSession()
  const off = page.locator('.page-text > [data-off]')
  await press('Off or on the record')
  await expect.poll(() => off.count()).toBe(1)
  await page.locator('.page-text:focus').waitFor()
  await page.keyboard.type('A name was said.')
  await off.filter({ hasText: 'A name was said.' }).waitFor()
  await press('Off or on the record')
  await caretIn(page, '.page-text > :not([data-off])')
  await page.keyboard.type('The debate went on.')
  const on = page.locator('.page-text > :not([data-off])', { hasText: 'The debate went on.' })
  expect(await on.getAttribute('data-kind')).toBe('num1')
  expect(await off.count()).toBe(1)
  expect(await axeFaults(page)).toEqual([])
})

test('the item was decided: its lines take no letter until an officer debates it again', async () => {
  const { agenda } = await openSession()
  const { minutes } = await core.answers['meetings.get']({ agenda })
  const held = () =>
    core.page(minutes!.document).blocks.map(({ runs }) => runs.map(({ text }) => text).join(''))
  const settledLine = page.locator('.page-text > [data-settled]', { hasText: meetingWords.said })
  await write()
  await page.keyboard.type('At once.')
  await expect.poll(held).toContain('At once.')
  await press('Close item 2 (a)')
  await page.getByRole('menuitem', { name: 'Decided' }).click()
  await settledLine.waitFor()
  await line(meetingWords.said).click()
  await page
    .getByText('No one can change the lines of this item until the session ends or the item')
    .waitFor()
  const before = held()
  const shown = await lines().allInnerTexts()
  for (const key of ['x', 'Enter', 'Control+z']) {
    await page.keyboard.press(key)
    await settled(page)
    expect(await lines().allInnerTexts()).toEqual(shown)
    expect(held()).toEqual(before)
  }
  expect(await axeFaults(page)).toEqual([])
  await press('Debate now')
  await settledLine.waitFor({ state: 'detached' })
  await line(meetingWords.said).click()
  await page.keyboard.press('End')
  await page.keyboard.type(' Again.')
  await expect.poll(held).toContain(`${meetingWords.said} Again.`)
})

test('a member who only reads minutes is offered no writing', async () => {
  const { group } = await openSession()
  const offered = page.getByRole('button', { name: 'Write here' })
  await offered.waitFor()
  const { self } = await core.answers['groups.get']({ group })
  await core.answers['members.setRole']({ group, member: self!, role: 'observer' })
  await offered.waitFor({ state: 'detached' })
  await settled(page)
  expect(await offered.count()).toBe(0)
})
