// A laptop is taken: its owner telephones, another member shuts it out at once, a chair makes it
// final, and its holder, even with the passphrase, reads and sends nothing more. Then the owner
// buys a new one and is the same member on it, and becomes a chair. A member proposes to remove the first
// chair, which alone changes nothing: the other chair sees that and agrees. Later records of
// the removed chair change nothing. Four real apps; everything travels by files.
// @module-tag long
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { passphrase } from '#tests/archive'
import { openDesk, type Desk } from '#tests/story'
import { pointer } from '#tests/story-hand'
import { foundedDesks } from '#tests/story-founded'
import { openLooks } from '#tests/story-look'
import { chooseAct, noticeOf, pass } from '#tests/story-members'
import {
  blocksOf,
  giveFile,
  newDocument,
  openDocument,
  openExchange,
  share,
  shows,
  takeFile,
  write,
} from '#tests/story-page'
import { makeCode } from '#tests/story-recovery'
import {
  button,
  choosePassphrase,
  closeDialog,
  comeIn,
  goTo,
  named,
  press,
  readReply,
  reads,
  sixWords,
} from '#tests/story-start'

const title = 'On rural clinics'
const draft = 'What I have not sent'
const looks = openLooks()
let folder: string
let amina: Desk
let bea: Desk
let carol: Desk
let newLaptop: Desk
let code: string
const at = (name: string) => join(folder, name)
const launch = (home: string): Promise<Desk> => openDesk({ home: at(home), hand: pointer })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tl-'))
})
afterAll(async () => {
  await Promise.all([amina?.kill(), bea?.kill(), carol?.kill(), newLaptop?.kill()])
  await rm(folder, { recursive: true, force: true })
})

/** The words on the page that are drawn in the colour of this member. */
const inColourOf = async ({ page }: Desk, handle: string): Promise<string> => {
  const name = page.locator('.author-name', { hasText: handle }).locator('[data-author]')
  const colour = await name.getAttribute('data-author')
  return page.evaluate(
    wanted => [...(CSS.highlights.get(wanted) ?? [])].map(String).join('|'),
    `author-${colour}`,
  )
}

const handles = ['A.D.', 'B.O.', 'C.R.']
/** The members of the table, and those of the list of past ones. */
async function membersOn(desk: Desk): Promise<{ members: string[]; past: string[] }> {
  await goTo(desk, 'members')
  const shown = async (selector: string): Promise<string[]> => {
    const text = (await desk.page.locator(selector).allInnerTexts()).join()
    return handles.filter(handle => text.includes(handle))
  }
  return { members: await shown('.members [role=row]'), past: await shown('.past-members li') }
}
const proposalOn = (desk: Desk) => {
  const what = desk.words('members.proposal.remove.lost', { handle: 'A.D.' })
  return noticeOf(desk, desk.words('members.proposal.title', { by: 'C.R.', what }))
}

const laptop = { device: 'Device 1' }

test('three members write in one text: one of them keeps a code on paper', async () => {
  const people = [
    { home: at('amina'), handle: 'A.D.' },
    { home: at('bea'), handle: 'B.O.' },
    { home: at('carol'), handle: 'C.R.' },
  ]
  ;[amina, bea, carol] = (await foundedDesks('Advisory Group', people)) as [Desk, Desk, Desk]
  await newDocument(amina, title)
  await write(amina, 'Clinics close early.')
  await share(amina, 3)
  await pass(amina, bea, at('amina-0.brz'))
  await takeFile(carol, at('amina-0.brz'))
  await openDocument(bea, title)
  await pointer.enter(bea.page, 1)
  await write(bea, ' Bea wrote this.')
  code = await makeCode(bea, passphrase)
  // A draft that Bea sends to nobody.
  await newDocument(bea, draft)
  await write(bea, 'Only Bea has this.')
  await pass(bea, amina, at('bea-1.brz'))
  await takeFile(carol, at('bea-1.brz'))
  await openDocument(carol, title)
  await shows(carol, 'Bea wrote this.')
  expect((await blocksOf(carol))[1]).toMatch(/^Clinics close early\..* Bea wrote this\.$/)
})

test('the owner telephones: a member blocks the laptop at once, and a chair removes it for good', async () => {
  await chooseAct(carol, 'B.O.', 'members.menu.block', laptop)
  await looks.at(carol, 'block?')
  await press(carol, 'members.block.act', laptop)
  await noticeOf(carol, 'blocked').waitFor()
  await pass(carol, amina, at('carol-1.brz'))
  await goTo(amina, 'members')
  await noticeOf(amina, 'C.R. blocked').waitFor()
  await looks.at(amina, 'a device is blocked')
  await press(amina, 'members.unblock.final')
  await press(amina, 'members.removeDevice.act', laptop)
  await noticeOf(amina, 'C.R. blocked').waitFor({ state: 'detached' })
  await pass(amina, carol, at('amina-1.brz'))
  await expect.poll(() => membersOn(carol)).toEqual({ members: handles, past: [] })
  await noticeOf(carol, 'blocked').waitFor({ state: 'detached' })
})

test('the laptop is held with its passphrase: it reads nothing later and sends nothing more', async () => {
  await openDocument(amina, title)
  await pointer.enter(amina.page, 1)
  await write(amina, ' After the theft.')
  await giveFile(amina, at('amina-2.brz'))
  await openExchange(bea)
  await bea.willOpen(at('amina-2.brz'))
  await press(bea, 'members.exchange.choose')
  await reads(bea, 'failure.fileNotForThisDevice')
  await closeDialog(bea)
  await openDocument(bea, title)
  expect((await blocksOf(bea)).join()).not.toContain('After the theft.')

  await pointer.enter(bea.page, 1)
  await write(bea, ' The thief wrote this.')
  await giveFile(bea, at('thief.brz'))
  await takeFile(carol, at('thief.brz'))
  await takeFile(carol, at('amina-2.brz'))
  await openDocument(carol, title)
  await shows(carol, 'After the theft.')
  expect((await blocksOf(carol)).join()).not.toContain('The thief wrote this.')
  expect((await blocksOf(carol)).join()).toContain('Bea wrote this.')
})

test('the owner has a new laptop, the code and six equal words: it belongs to the same member', async () => {
  await chooseAct(amina, 'B.O.', 'members.menu.restore', { handle: 'B.O.' })
  // Text that no device can bring back is named before the new device comes in.
  await reads(amina, 'members.restore.check', { handle: 'B.O.' })
  await looks.at(amina, 'bring back?')
  await amina.willSave(at('back.brz'))
  await press(amina, 'members.invite.save')
  await press(amina, 'members.invite.done')

  newLaptop = await launch('new')
  const { page, words, hand } = newLaptop
  await hand.press(page.getByRole('radio', { name: new RegExp(words('start.join.title')) }))
  await choosePassphrase(newLaptop)
  await newLaptop.willOpen(at('back.brz'))
  await press(newLaptop, 'start.join.choose')
  await reads(newLaptop, 'start.join.lost')
  await hand.fill(named(newLaptop, 'textbox', 'start.join.recovery'), code)
  await hand.fill(named(newLaptop, 'textbox', 'start.join.device'), 'New laptop')
  await looks.at(newLaptop, 'coming back')
  await newLaptop.willSave(at('back-reply.brz'))
  await newLaptop.willAllow()
  await press(newLaptop, 'start.join.act')
  await page.locator('.joining-steps').waitFor()

  await readReply(amina, at('back-reply.brz'))
  expect(await sixWords(newLaptop)).toEqual(await sixWords(amina))
  await press(amina, 'members.check.same')
  await press(amina, 'members.admitDevice.act')
  await button(amina, 'members.admitted.act').waitFor()
  await amina.willSave(at('back-welcome.brz'))
  await press(amina, 'members.admitted.act')
  await press(amina, 'members.exchange.save')
  await amina.page.locator('[role=dialog] .notice[data-tone=good]').waitFor()
  await closeDialog(amina)
  await comeIn(newLaptop, at('back-welcome.brz'))

  const rows = amina.page.getByRole('row', { name: /B\.O\./ })
  await goTo(amina, 'members')
  await rows.getByText('New laptop').waitFor()
  expect(await rows.count()).toBe(1)
  await looks.at(amina, 'back on a new laptop')
  await openDocument(newLaptop, title)
  await shows(newLaptop, 'Bea wrote this.')
  await shows(newLaptop, 'After the theft.')
  // Bea's own words belong to Bea on it, by their signatures, and to nobody else.
  await press(newLaptop, 'history.colour')
  await expect.poll(() => inColourOf(newLaptop, 'B.O.')).toContain('Bea wrote this.')
  expect(await inColourOf(newLaptop, 'B.O.')).not.toContain('After the theft.')
  expect(await inColourOf(newLaptop, 'A.D.')).toContain('After the theft.')
  await pointer.enter(newLaptop.page, 1)
  await write(newLaptop, ' Bea is back.')
  await pass(newLaptop, carol, at('back-2.brz'))
  await openDocument(carol, title)
  await shows(carol, 'Bea is back.')

  await goTo(newLaptop, 'documents')
  await newLaptop.page.getByRole('row', { name: title }).waitFor()
  expect(await newLaptop.page.getByRole('row', { name: draft }).count()).toBe(0)
})

test('the member is made a chair: both others see it', async () => {
  await chooseAct(amina, 'B.O.', 'members.menu.role')
  await amina.hand.press(amina.page.locator('[role=dialog] .select-button'))
  const chair = amina.words('members.role.chair')
  await amina.hand.choose(amina.page.getByRole('option', { name: new RegExp(`^${chair}`) }))
  await press(amina, 'members.roleDialog.act')
  await amina.page.getByRole('dialog').waitFor({ state: 'detached' })
  await giveFile(amina, at('chair.brz'))
  for (const desk of [newLaptop, carol]) {
    await takeFile(desk, at('chair.brz'))
    await goTo(desk, 'members')
    const row = desk.page.getByRole('row', { name: /B\.O\./ })
    await expect.poll(() => row.innerText()).toContain(chair)
  }
})

test('a member proposes to remove a chair: that alone changes nothing', async () => {
  await chooseAct(carol, 'A.D.', 'members.menu.remove', { handle: 'A.D.' })
  await reads(carol, 'members.remove.together', { handle: 'A.D.' })
  await looks.at(carol, 'propose to remove?')
  await carol.hand.press(carol.page.getByText(carol.words('members.remove.lost'), { exact: true }))
  await press(carol, 'members.remove.propose', { handle: 'A.D.' })
  await proposalOn(carol).waitFor()
  await giveFile(carol, at('chairs-carol-1.brz'))
  for (const desk of [amina, newLaptop]) await takeFile(desk, at('chairs-carol-1.brz'))
  for (const desk of [amina, newLaptop, carol]) {
    await expect.poll(() => membersOn(desk)).toEqual({ members: handles, past: [] })
    await proposalOn(desk).waitFor()
  }
})

test('the other chair arrives: the proposal shows, and this chair agrees', async () => {
  await goTo(newLaptop, 'home')
  await reads(newLaptop, 'home.waiting.proposal', { by: 'C.R.' })
  await press(newLaptop, 'home.waiting.look')
  await press(newLaptop, 'members.proposal.answer')
  await looks.at(newLaptop, 'agree?')
  await press(newLaptop, 'members.proposal.act')
  await proposalOn(newLaptop).waitFor({ state: 'detached' })
  await pass(newLaptop, carol, at('chairs-bea-1.brz'))
  for (const desk of [newLaptop, carol]) {
    await expect.poll(() => membersOn(desk)).toEqual({ members: ['B.O.', 'C.R.'], past: ['A.D.'] })
    await proposalOn(desk).waitFor({ state: 'detached' })
  }
  await looks.at(carol, 'a chair was removed')
})

test('the removed chair writes: nothing changes, and later text of the others stays unread', async () => {
  await openDocument(amina, title)
  await pointer.enter(amina.page, 1)
  await write(amina, ' Said too late.')
  await giveFile(amina, at('chairs-amina-2.brz'))
  await openDocument(newLaptop, title)
  await pointer.enter(newLaptop.page, 1)
  await write(newLaptop, ' Bea goes on.')
  await giveFile(newLaptop, at('chairs-bea-2.brz'))
  for (const desk of [newLaptop, carol]) await takeFile(desk, at('chairs-amina-2.brz'))
  await takeFile(carol, at('chairs-bea-2.brz'))
  for (const desk of [newLaptop, carol]) {
    await openDocument(desk, title)
    await shows(desk, 'Bea goes on.')
    expect((await blocksOf(desk)).join()).not.toContain('Said too late.')
    await expect.poll(() => membersOn(desk)).toEqual({ members: ['B.O.', 'C.R.'], past: ['A.D.'] })
  }
  await openExchange(amina)
  await amina.willOpen(at('chairs-bea-2.brz'))
  await press(amina, 'members.exchange.choose')
  await reads(amina, 'failure.fileNotForThisDevice')
  await closeDialog(amina)
  await openDocument(amina, title)
  expect((await blocksOf(amina)).join()).not.toContain('Bea goes on.')
})

test('two members remain: they go on together', async () => {
  await openDocument(carol, title)
  await pointer.enter(carol.page, 1)
  await write(carol, ' Carol too.')
  await pass(carol, newLaptop, at('chairs-carol-2.brz'))
  await openDocument(newLaptop, title)
  await shows(newLaptop, 'Carol too.')
  await named(newLaptop, 'heading', 'members.title').waitFor({ state: 'detached' })
  expect((await blocksOf(newLaptop)).join()).toContain('Carol too.')
})

test('the story is over: no window complained, and everybody can read each state', () => {
  const desks = [amina, bea, carol, newLaptop]
  expect(desks.flatMap(({ complaints }) => complaints)).toEqual([])
  expect(looks.states()).toBe(8)
  expect(looks.faults).toEqual([])
})
