// A chair cannot be removed by one member alone: a member proposes it, the other chair sees that
// and agrees, and all of it travels by files. Later records of the removed chair change nothing (in
// `npm run prove -- signatures`).
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onlyInProofs } from '#tests/of-proofs'
import type { Desk } from '#tests/story'
import { foundedDesks } from '#tests/story-founded'
import { pointer } from '#tests/story-hand'
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
import { closeDialog, goTo, named, press, reads } from '#tests/story-start'

const title = 'On rural clinics'
const looks = openLooks()
let folder: string
let amina: Desk
let bea: Desk
let carol: Desk
const at = (name: string) => join(folder, name)
const all = () => [amina, bea, carol]

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

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ts-'))
})
afterAll(async () => {
  await Promise.all(all().map(desk => desk?.kill()))
  await rm(folder, { recursive: true, force: true })
})

test('two chairs and a member are in a group: they share a text', async () => {
  const people = [
    { home: at('amina'), handle: 'A.D.' },
    { home: at('bea'), handle: 'B.O.' },
    { home: at('carol'), handle: 'C.R.' },
  ]
  ;[amina, bea, carol] = (await foundedDesks('Advisory Group', people)) as [Desk, Desk, Desk]
  await newDocument(amina, title)
  await write(amina, 'Clinics close early.')
  await share(amina, 3)
  await chooseAct(amina, 'B.O.', 'members.menu.role')
  await amina.hand.press(amina.page.locator('[role=dialog] .select-button'))
  const chair = amina.words('members.role.chair')
  await amina.hand.choose(amina.page.getByRole('option', { name: new RegExp(`^${chair}`) }))
  await press(amina, 'members.roleDialog.act')
  await amina.page.getByRole('dialog').waitFor({ state: 'detached' })
  await giveFile(amina, at('amina-1.brz'))
  for (const desk of [bea, carol]) {
    await takeFile(desk, at('amina-1.brz'))
    await goTo(desk, 'members')
    const row = desk.page.getByRole('row', { name: /B\.O\./ })
    await expect.poll(() => row.innerText()).toContain(chair)
  }
})

test('a member proposes to remove a chair: that alone changes nothing', async () => {
  await chooseAct(carol, 'A.D.', 'members.menu.remove', { handle: 'A.D.' })
  await reads(carol, 'members.remove.together', { handle: 'A.D.' })
  await looks.at(carol, 'propose to remove?')
  await press(carol, 'members.remove.propose', { handle: 'A.D.' })
  await proposalOn(carol).waitFor()
  await giveFile(carol, at('carol-1.brz'))
  for (const desk of [amina, bea]) await takeFile(desk, at('carol-1.brz'))
  for (const desk of all()) {
    expect(await membersOn(desk)).toEqual({ members: handles, past: [] })
    await proposalOn(desk).waitFor()
  }
})

test('the other chair arrives: the proposal shows, and this chair agrees', async () => {
  await goTo(bea, 'home')
  await reads(bea, 'home.waiting.proposal', { by: 'C.R.' })
  await press(bea, 'home.waiting.look')
  await press(bea, 'members.proposal.answer')
  await looks.at(bea, 'agree?')
  await press(bea, 'members.proposal.act')
  await proposalOn(bea).waitFor({ state: 'detached' })
  await pass(bea, carol, at('bea-1.brz'))
  for (const desk of [bea, carol]) {
    expect(await membersOn(desk)).toEqual({ members: ['B.O.', 'C.R.'], past: ['A.D.'] })
    expect(await proposalOn(desk).count()).toBe(0)
  }
  await looks.at(carol, 'a chair was removed')
})

test.each(onlyInProofs)(
  'the removed chair writes: nothing changes, and later text of the others stays unread',
  async () => {
    await openDocument(amina, title)
    await pointer.enter(amina.page, 1)
    await write(amina, ' Said too late.')
    await giveFile(amina, at('amina-2.brz'))
    await openDocument(bea, title)
    await pointer.enter(bea.page, 1)
    await write(bea, ' Bea goes on.')
    await giveFile(bea, at('bea-2.brz'))
    for (const desk of [bea, carol]) await takeFile(desk, at('amina-2.brz'))
    await takeFile(carol, at('bea-2.brz'))
    for (const desk of [bea, carol]) {
      await openDocument(desk, title)
      await shows(desk, 'Bea goes on.')
      expect((await blocksOf(desk)).join()).not.toContain('Said too late.')
      expect(await membersOn(desk)).toEqual({ members: ['B.O.', 'C.R.'], past: ['A.D.'] })
    }
    await openExchange(amina)
    await amina.willOpen(at('bea-2.brz'))
    await press(amina, 'members.exchange.choose')
    await reads(amina, 'failure.fileNotForThisDevice')
    await closeDialog(amina)
    await openDocument(amina, title)
    expect((await blocksOf(amina)).join()).not.toContain('Bea goes on.')
  },
)

test.each(onlyInProofs)('two members remain: they go on together', async () => {
  await openDocument(carol, title)
  await pointer.enter(carol.page, 1)
  await write(carol, ' Carol too.')
  await pass(carol, bea, at('carol-2.brz'))
  await openDocument(bea, title)
  await shows(bea, 'Carol too.')
  await named(bea, 'heading', 'members.title').waitFor({ state: 'detached' })
  expect((await blocksOf(bea)).join()).toContain('Carol too.')
})

test('the story is over: no window complained, and everybody can read each state', () => {
  expect(all().flatMap(({ complaints }) => complaints)).toEqual([])
  expect(looks.states()).toBe(3)
  expect(looks.faults).toEqual([])
})
