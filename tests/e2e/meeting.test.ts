// A meeting in the real app: an agenda is planned, edited in place, circulated and called; the session is
// opened, an item is debated, the chair is marked and has the floor, each item gets an end, and the meeting ends.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Desk } from '#tests/story'
import { foundedDesk } from '#tests/story-founded'
import { shareAct } from '#tests/story-page'
import { button, named, press, reads } from '#tests/story-start'

let folder: string
let desk: Desk
const title = 'Third regular session'

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meeting-'))
  desk = await foundedDesk({ home: join(folder, 'home') })
})
afterAll(async () => {
  await desk?.kill()
  rmSync(folder, { recursive: true, force: true })
})

const shows = (text: string): Promise<void> => desk.page.getByText(text).first().waitFor()

test('a meeting is planned, circulated, called, opened, held and ended, and its file has no more than its day', async () => {
  const { page, words, hand } = desk
  await page.keyboard.press('Control+3')
  await reads(desk, 'meetings.empty.title')
  await press(desk, 'meetings.plan')
  await hand.fill(named(desk, 'textbox', 'meetings.plan.title'), title)
  await press(desk, 'meetings.plan.act')

  // The agenda begins with items of its own; one is added and edited in place.
  await page.locator('.agenda-items > li').nth(1).waitFor()
  await reads(desk, 'meetings.state.planned')
  await press(desk, 'meetings.item.add')
  await hand.fill(named(desk, 'textbox', 'meetings.item.title'), 'Strategy of support')
  await hand.fill(named(desk, 'textbox', 'meetings.item.minutes'), '40')
  await press(desk, 'meetings.item.done')
  await button(desk, 'meetings.item.openNamed', { title: 'Strategy of support' })
    .and(page.locator(':focus'))
    .waitFor()
  await page.keyboard.press('Alt+ArrowUp')
  await page
    .locator('[data-meeting-said]')
    .getByText('Strategy of support')
    .waitFor({ state: 'attached' })

  await press(desk, 'meetings.circulate')
  await desk.hand.press(shareAct(desk, 1))
  await reads(desk, 'meetings.state.circulated')
  await press(desk, 'meetings.day.set')
  // Typed in the order of the window's language, whatever that of the system is.
  const date = page.getByLabel(words('meetings.day.date'), { exact: true })
  await date.focus()
  await expect.poll(() => date.evaluate(each => each === document.activeElement)).toBe(true)
  await page.keyboard.type('20092031')
  await expect.poll(() => date.inputValue()).toBe('2031-09-20')
  await page.getByLabel(words('meetings.day.begins'), { exact: true }).fill('14:00')
  await page.getByLabel(words('meetings.day.ends'), { exact: true }).fill('15:30')
  await press(desk, 'meetings.day.act')
  await reads(desk, 'meetings.state.called')
  const file = join(folder, 'meeting.ics')
  await desk.willSave(file)
  await press(desk, 'meetings.calendar')
  await shows('meeting.ics')
  expect(readFileSync(file, 'utf8')).toContain('BEGIN:VEVENT')

  await press(desk, 'meetings.open')
  // Its time is years away.
  const early = page.getByRole('alertdialog', { name: words('meetings.early.title') })
  await hand.press(early.getByRole('button', { name: words('meetings.open'), exact: true }))
  await reads(desk, 'meetings.state.open')
  await press(desk, 'meetings.item.more', { title: 'Strategy of support' })
  await hand.press(named(desk, 'menuitem', 'meetings.debated.begin'))
  await page.locator('.now-debated').getByText('Strategy of support').waitFor()
  // The minutes of the item are written below it, in the editor of every text.
  await press(desk, 'meetings.session.write')
  await page.locator('.session-writing .page-text:focus').waitFor()
  await page.keyboard.press('Enter')
  await hand.write(page, 'The draft was read.')
  await page.locator('.session-writing .saved-line[data-saved=yes]').waitFor()
  await press(desk, 'meetings.session.read')
  await page.locator('.item-minutes').getByText('The draft was read.').waitFor()
  await hand.press(page.getByRole('tab', { name: words('meetings.attendance') }))
  await press(desk, 'meetings.markPresent', { count: 1 })
  await page.locator('.quorum[data-met]').waitFor()
  await hand.press(page.getByRole('tab', { name: words('meetings.speakers') }))
  await press(desk, 'meetings.ask')
  await hand.press(named(desk, 'menuitem', 'meetings.ask.speak'))
  await page.locator('.speaker').waitFor()
  await page.keyboard.press('Control+Shift+H')
  await page.locator('.speaker-now').waitFor()
  await page.locator('.toast').getByText(words('meetings.said.floorYours')).waitFor()

  await press(desk, 'meetings.session.end')
  const dialog = page.locator('.dialog[role=alertdialog]')
  await dialog.waitFor()
  const choices = dialog.locator('.select-button')
  const count = await choices.count()
  expect(count).toBeGreaterThan(1)
  for (let at = 0; at < count; at++) {
    await hand.press(choices.nth(at))
    await hand.press(named(desk, 'option', 'meetings.itemState.noted'))
  }
  await hand.press(dialog.getByRole('button', { name: words('meetings.session.end') }))
  await dialog.waitFor({ state: 'detached' })
  await reads(desk, 'meetings.state.closed')
  await button(desk, 'meetings.openMinutes').waitFor()

  await page.keyboard.press('Control+3')
  await page.getByRole('rowheader', { name: title }).waitFor()
  await page.keyboard.press('Control+5')
  await reads(desk, 'follow-up.actions.empty')
  expect(desk.complaints).toEqual([])
})
