// Four members hold a meeting in the real app: its day is found by answers over the local network, a mailbox
// and an encrypted file, its agenda has an item that one member never sees, and two of them take notes apart.
// @module-tag long
import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { passphrase } from '#tests/archive'
import { plainCopy } from '#tests/plain-copy'
import type { Desk } from '#tests/story'
import { type Assembly, carry, handles, openAssembly } from '#tests/story-assembly'
import { ownProfile } from '#tests/story-founded'
import { blocksOf, shows, write } from '#tests/story-page'
import { button, closeDialog, goTo, named, press, reads } from '#tests/story-start'

let all: Assembly
const title = 'Third regular session'
const strategy = 'Strategy of support'
const asked = 'Amina writes what was asked.'
const said = 'Bola writes what was said.'
const circle = 'Zqcircle'
const closed = 'Zqcloseditem'

afterAll(() => all?.remove())

/** The dialog is gone, and keys reach the window again. */
const gone = ({ page }: Desk): Promise<void> =>
  page.locator('.dialog').waitFor({ state: 'detached' })

/** Answers the question about dates, an answer for each time. */
async function answer(desk: Desk, answers: readonly ('yes' | 'maybe')[]): Promise<void> {
  for (const [at, each] of answers.entries()) {
    await desk.hand.press(desk.page.getByRole('button', { name: /Your answer for/ }).nth(at))
    await desk.hand.choose(named(desk, 'option', `meetings.free.${each}`))
  }
}

/** The meeting in this window: its preparation, or the session. */
async function openMeeting(desk: Desk): Promise<void> {
  await desk.page.keyboard.press('Control+3')
  await desk.hand.press(
    button(desk, 'meetings.openAgenda').or(button(desk, 'meetings.goToSession')).first(),
  )
  await desk.page.getByText(strategy).first().waitFor()
}

test('four members are in a group: two of them have a circle', async () => {
  all = await openAssembly('Advisory Group', ['amina', 'bola', 'carol', 'dina'])
  const { amina, bola } = all
  await goTo(amina, 'members')
  await press(amina, 'members.circles.new')
  await amina.hand.fill(named(amina, 'textbox', 'members.circles.name'), circle)
  await press(amina, 'members.circles.make')
  await gone(amina)
  await press(amina, 'members.circles.openName', { name: circle })
  await press(amina, 'members.circles.bring', { handle: handles.bola })
  await named(amina, 'list', 'members.circles.list').getByText(handles.bola).waitFor()
  await closeDialog(amina)
  await goTo(bola, 'members')
  await press(bola, 'members.circles.acceptName', { name: circle })
  expect(all.complaints()).toEqual([])
})

test('a day is found: answers come by a network, a mailbox and a file, and the meeting is called', async () => {
  const { amina, bola, carol, dina } = all
  const { page, words, hand } = amina
  await page.keyboard.press('Control+3')
  await press(amina, 'meetings.findDate')
  await hand.fill(named(amina, 'textbox', 'meetings.plan.title'), title)
  for (const [number, day] of [
    [1, '2031-09-20'],
    [2, '2031-09-21'],
  ] as const) {
    if (number === 2) await press(amina, 'meetings.propose.add')
    const [date, clock] = [
      words('meetings.propose.day', { number }),
      words('meetings.propose.begins', { number }),
    ]
    await page.getByLabel(date, { exact: true }).fill(day)
    await page.getByLabel(clock, { exact: true }).fill('14:00')
  }
  await press(amina, 'meetings.propose.act')
  await gone(amina)
  await answer(amina, ['maybe', 'yes'])
  for (const desk of [carol, bola]) {
    await desk.page.keyboard.press('Control+3')
    await press(desk, 'meetings.poll.answer')
    await answer(desk, ['yes', 'yes'])
  }
  await carry(all, amina, dina)
  const [meeting] = await dina.says<{ agenda: string }[]>('meeting', 'list')
  const agenda = meeting?.agenda ?? ''
  await dina.says('meeting', 'free', '--meeting', agenda, '--answers', 'no,yes')
  await carry(all, dina, amina)
  await page.keyboard.press('Control+3')
  await press(amina, 'meetings.poll.see')
  await page.getByText(/4 of 4 answers have arrived/).waitFor()
  await press(amina, 'meetings.choose.act')
  await reads(amina, 'meetings.state.called')
  for (const desk of [carol, bola]) {
    await desk.page.keyboard.press('Control+3')
    await press(desk, 'meetings.openAgenda')
    await reads(desk, 'meetings.state.called')
  }
  expect(all.complaints()).toEqual([])
})

test('an item is closed: the circle has it in its place, and the others see no gap', async () => {
  const { amina, bola, carol } = all
  await press(amina, 'meetings.item.add')
  await amina.hand.fill(named(amina, 'textbox', 'meetings.item.title'), strategy)
  await press(amina, 'meetings.item.done')
  await press(amina, 'meetings.item.addClosed')
  await amina.hand.fill(named(amina, 'textbox', 'meetings.item.title'), closed)
  await press(amina, 'meetings.closedItem.act')
  await gone(amina)
  for (const desk of [amina, bola]) await desk.page.getByText(closed).first().waitFor()
  await carol.page.getByText(strategy).first().waitFor()
  await carol.page.keyboard.press('Control+3')
  await press(carol, 'meetings.own.answer')
  await carol.hand.press(
    carol.page.getByRole('radio', { name: carol.words('meetings.coming.apology') }),
  )
  await press(carol, 'meetings.coming.act')
  await amina.page.getByText(amina.words('meetings.apologies')).first().waitFor()
  expect(await carol.page.getByText(closed).count()).toBe(0)
})

test('the session is held: an item is debated, and two members take notes apart', async () => {
  const { amina, bola } = all
  await press(amina, 'meetings.open')
  // The day that was chosen is years away.
  const early = amina.page.getByRole('alertdialog', { name: amina.words('meetings.early.title') })
  await amina.hand.press(
    early.getByRole('button', { name: amina.words('meetings.open'), exact: true }),
  )
  await reads(amina, 'meetings.state.open')
  await press(amina, 'meetings.item.more', { title: strategy })
  await amina.hand.choose(named(amina, 'menuitem', 'meetings.debated.begin'))
  await bola.page.locator('.now-debated').getByText(strategy).waitFor()
  await bola.page.locator('.session-agenda').getByText(closed).waitFor()
  await amina.hand.press(amina.page.getByRole('tab', { name: amina.words('meetings.attendance') }))
  // Carol sent apologies.
  await press(amina, 'meetings.markPresent', { count: 3 })
  await bola.page.locator('.quorum[data-met]').waitFor()
  for (const desk of [amina, bola]) await button(desk, 'meetings.openMinutes').waitFor()

  await all.together(false)
  for (const [desk, words] of [
    [amina, asked],
    [bola, said],
  ] as const) {
    await openMeeting(desk)
    await press(desk, 'meetings.openMinutes')
    await desk.page.locator('.page-text[contenteditable=true]').waitFor()
    await desk.page.locator('.page-text > *', { hasText: strategy }).click()
    await desk.page.keyboard.press('End')
    await desk.page.keyboard.press('Enter')
    await write(desk, words)
  }
  await all.together(true)
  for (const desk of [amina, bola]) {
    await openMeeting(desk)
    await press(desk, 'meetings.openMinutes')
    for (const words of [asked, said]) await shows(desk, words)
  }
  await expect
    .poll(async () => (await blocksOf(amina)).join('\n') === (await blocksOf(bola)).join('\n'))
    .toBe(true)
  expect(all.complaints()).toEqual([])
})

test('the session ends with an end for each item: the member of the mailbox has both notes and nothing closed', async () => {
  const { amina, carol } = all
  await openMeeting(amina)
  await press(amina, 'meetings.session.end')
  const dialog = amina.page.locator('.dialog[role=alertdialog]')
  await dialog.getByText(closed).first().waitFor()
  const choices = dialog.locator('.select-button')
  const count = await choices.count()
  for (let at = 0; at < count; at++) {
    await amina.hand.press(choices.nth(at))
    await amina.hand.press(named(amina, 'option', 'meetings.itemState.noted'))
  }
  await amina.hand.press(dialog.getByRole('button', { name: amina.words('meetings.session.end') }))
  await reads(amina, 'meetings.state.closed')

  await carol.page.keyboard.press('Control+3')
  await carol.hand.press(carol.page.getByRole('link', { name: title, exact: true }))
  await press(carol, 'meetings.openMinutes')
  for (const words of [asked, said]) await shows(carol, words)
  await all.close()
  expect(all.complaints()).toEqual([])
  const keptBy = async (name: 'bola' | 'carol'): Promise<Buffer> => {
    await plainCopy(ownProfile(all.at(name)), passphrase, all.at('plain'))
    return readFileSync(all.at('plain'))
  }
  const [inCircle, outside] = [await keptBy('bola'), await keptBy('carol')]
  for (const words of [title, said, asked]) expect(outside.includes(words)).toBe(true)
  for (const words of [circle, closed]) {
    expect(inCircle.includes(words)).toBe(true)
    expect(outside.includes(words)).toBe(false)
  }
})
