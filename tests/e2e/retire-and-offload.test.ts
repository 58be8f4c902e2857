// Two members with real apps and a mailbox between them: a retired document leaves no deleted word
// on either device, and an offloaded one leaves nothing behind until it is asked for again. Remarks
// and decisions beside another one are the same in both windows and in both profiles.
// @module-tag long
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { start, type Running } from '#tests/command-line'
import { electronRuntime } from '#tests/electron-runtime'
import { passphrase } from '#tests/archive'
import { phrases } from '#tests/phrases'
import { seenPlain } from '#tests/seen-plain'
import { openDesk, profileOf, type Desk } from '#tests/story'
import { pointer } from '#tests/story-hand'
import { blocksOf, newDocument, openDocument, saved, share, shows, write } from '#tests/story-page'
import { digestsIn } from '#tests/story-digest'
import { foundedDesks } from '#tests/story-founded'
import { button, goTo, named, press, unlock } from '#tests/story-start'
import type { MessageId } from '../../src/renderer/words/ids.ts'

const [group = '', aminaName = '', carolName = '', title = '', ...texts] = phrases(8)
const [kept = '', deleted = '', meanwhile = ''] = texts
const draft = 'What we deliberate'
let folder: string
let host: { running: Running; port: number }
const open = new Map<string, Desk>()
type Person = 'amina' | 'carol'
const at = (name: string) => join(folder, name)

/** The open app of this person, or a new one that is unlocked. */
const desk = async (person: Person): Promise<Desk> => {
  const known = open.get(person)
  if (known) return known
  const opened = await openDesk({ home: at(person), hand: pointer })
  open.set(person, opened)
  await unlock(opened, passphrase)
  return opened
}
const closed = async (person: Person): Promise<void> => {
  await open.get(person)?.close()
  open.delete(person)
}
/** Whether the profile on the disk contains the text when its encryption is removed. */
const lies = async (person: Person, text: string): Promise<boolean> =>
  (await seenPlain(profileOf(at(person), electronRuntime().kind === 'test'), passphrase)).includes(
    text,
  )

const useMailbox = async (of: Desk): Promise<void> => {
  await goTo(of, 'members')
  const card = named(of, 'region', 'members.mailbox.title')
  const url = `ws://127.0.0.1:${host.port}`
  await of.hand.fill(card.getByLabel(of.words('members.mailbox.address')), url)
  await of.willAllow()
  await press(of, 'members.mailbox.use')
  await card.filter({ hasText: of.words('members.mailbox.connected') }).waitFor()
}
const settings = async (of: Desk): Promise<void> => {
  await of.hand.press(of.page.getByLabel(of.words('app.settings'), { exact: true }))
  await named(of, 'heading', 'settings.title').waitFor()
}
const inBrackets = async (of: Desk, act: MessageId): Promise<void> => {
  await press(of, 'brackets.tool')
  // A hint stands beside its name.
  await of.hand.choose(of.page.getByRole('menuitem', { name: of.words(act) }))
}
const travel = (of: Desk): Locator => named(of, 'region', 'settings.travel')
const reads = (of: Desk, text: string | RegExp): Promise<void> =>
  travel(of).getByText(text).first().waitFor()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'st-'))
  const words = ['mailbox', '--open', '--listen', '127.0.0.1:0', '--data', at('host')]
  const running = start(words, {})
  const listening = await running.event(({ event }) => event === 'listening')
  host = { running, port: listening['port'] as number }
})
afterAll(async () => {
  for (const each of open.values()) await each.kill()
  await host?.running.kill()
  await rm(folder, { recursive: true, force: true })
})

test('a sentence was deleted in a document: both members have it without the sentence', async () => {
  const desks = await foundedDesks(group, [
    { home: at('amina'), handle: aminaName },
    { home: at('carol'), handle: carolName },
  ])
  const [amina, carol] = desks as [Desk, Desk]
  open.set('amina', amina)
  open.set('carol', carol)
  await newDocument(amina, title)
  await write(amina, `${kept} ${deleted}`)
  await share(amina, 2)
  for (const each of [amina, carol]) await useMailbox(each)
  await openDocument(carol, title)
  await shows(carol, deleted)
  await openDocument(amina, title)
  await amina.hand.enter(amina.page, 0)
  await amina.page.keyboard.press('Control+a')
  await amina.page.keyboard.press('Delete')
  await write(amina, kept)
  // The deletion can arrive before the words.
  await carol.page.locator('.page-text').getByText(deleted).waitFor({ state: 'detached' })
  await shows(carol, kept)
  for (const person of ['amina', 'carol'] as const) expect(await lies(person, deleted)).toBe(true)
})

test('both deliberate in another one: comment, suggestion, amendment and brackets are the same for both', async () => {
  const [amina, carol] = [await desk('amina'), await desk('carol')]
  await newDocument(amina, draft)
  await write(amina, 'States shall protect defenders.')
  await amina.page.keyboard.press('Enter')
  await write(amina, 'States shall report each year.')
  await share(amina, 2)
  // Opened again: a window that was open while the document was private settles no amendment.
  await goTo(amina, 'home')
  await openDocument(amina, draft)
  await openDocument(carol, draft)
  await shows(carol, 'States shall report each year.')

  // Carol asks about a word, and the chair reads it.
  await carol.page.locator('.page-text > *').first().click()
  await carol.page.keyboard.press('Home')
  await carol.page.keyboard.press('Control+Shift+ArrowRight')
  await carol.page.keyboard.press('Control+Shift+M')
  await named(carol, 'textbox', 'comments.new').waitFor()
  await carol.page.keyboard.type('Which States?')
  await carol.page.keyboard.press('Control+Enter')
  await carol.page.locator('.thread').waitFor()
  await amina.hand.press(amina.page.getByRole('button', { name: /^1 comment$/ }))
  const thread = amina.page.locator('.thread')
  await thread.getByText('Which States?').waitFor()
  await thread.getByText(carolName).first().waitFor()

  // Carol suggests words, which are text once they are accepted.
  await carol.page.locator('.page-text').focus()
  await carol.page.keyboard.press('Control+Shift+X')
  await carol.hand.enter(carol.page, 0)
  await carol.page.keyboard.type(' and their families')
  await amina.page.locator('.text-inserted', { hasText: 'and their families' }).waitFor()
  await amina.page.locator('.side-panel').getByRole('radio').last().click()
  await press(amina, 'comments.accept')
  await shows(amina, 'and their families')
  for (const each of [amina, carol])
    await each.page.locator('.text-inserted').waitFor({ state: 'detached' })
  const [agreed = ''] = await blocksOf(amina)
  expect(agreed).toContain('and their families')
  await carol.page.keyboard.press('Control+Shift+X')

  // Carol proposes other words for a paragraph, and the chair accepts them.
  await carol.hand.enter(carol.page, 1)
  await carol.hand.press(button(carol, 'amendments.propose').first())
  await named(carol, 'textbox', 'amendments.wording').waitFor()
  await carol.page.keyboard.press('Control+a')
  await carol.page.keyboard.insertText('States shall report every two years.')
  await carol.page.keyboard.press('Control+Enter')
  await carol.page.locator('.amendment').waitFor()
  await amina.hand.enter(amina.page, 1)
  await amina.page.locator('.point-mark').first().waitFor()
  await amina.page.keyboard.press('Control+Alt+ArrowDown')
  await amina.page.locator('.amendment[data-current]:focus').waitFor()
  await press(amina, 'amendments.accept')
  await expect.poll(async () => (await blocksOf(amina)).join('|')).toContain('every two years')
  await expect.poll(async () => (await blocksOf(carol)).join('|')).toContain('every two years')

  // One puts it in brackets with another wording beside it, and the other keeps one of the two.
  await carol.hand.enter(carol.page, 1)
  await inBrackets(carol, 'brackets.put')
  await carol.page.locator('.page-text > [data-opens]').waitFor()
  await carol.page.locator('.page-text:focus').waitFor()
  await inBrackets(carol, 'brackets.other')
  await expect.poll(() => carol.page.locator('.page-text > [data-opens]').count()).toBe(2)
  await carol.page.locator('.page-text:focus').waitFor()
  await write(carol, 'States may report.')
  await shows(amina, 'States may report.')
  await amina.hand.enter(amina.page, 1)
  await amina.page.keyboard.press('Control+Enter')
  for (const each of [amina, carol]) {
    await expect.poll(() => each.page.locator('.page-text > [data-opens]').count()).toBe(0)
    const blocks = await blocksOf(each)
    expect(blocks.slice(0, 2)).toEqual([agreed, 'States shall report every two years.'])
    expect(blocks).not.toContain('States may report.')
    await saved(each)
  }
  expect(await blocksOf(amina)).toEqual(await blocksOf(carol))
  for (const person of ['amina', 'carol'] as const) await closed(person)
  const [hers, theirs] = [
    await digestsIn(at('amina'), passphrase),
    await digestsIn(at('carol'), passphrase),
  ]
  expect(hers[draft]).toHaveLength(64)
  expect(hers).toEqual(theirs)
})

test('one member retires it: the deleted sentence is in neither profile', async () => {
  const [amina, carol] = [await desk('amina'), await desk('carol')]
  await goTo(amina, 'documents')
  await press(amina, 'documents.acts', { title })
  await amina.hand.choose(named(amina, 'menuitem', 'documents.eraseHistory.menu'))
  await press(amina, 'documents.eraseHistory.act')
  await amina.page.getByText(amina.words('documents.eraseHistory.done')).waitFor()
  await openDocument(amina, title)
  await shows(amina, kept)
  await amina.hand.enter(amina.page, 0)
  await amina.page.keyboard.press('Control+End')
  await write(amina, ` ${meanwhile}`)
  // Carol opens it until the successor shows.
  await expect
    .poll(
      async () => {
        await goTo(carol, 'home')
        await openDocument(carol, title)
        return carol.page.locator('.page-text').getByText(meanwhile).count()
      },
      { timeout: 60_000 },
    )
    .toBe(1)
  for (const person of ['amina', 'carol'] as const) await closed(person)
  for (const person of ['amina', 'carol'] as const) {
    expect(await lies(person, kept)).toBe(true)
    expect(await lies(person, deleted)).toBe(false)
  }
})

test('the other device keeps it: it leaves one device, and comes back on request', async () => {
  const [amina] = [await desk('amina'), await desk('carol')]
  await settings(amina)
  const box = travel(amina).getByRole('checkbox', { name: title })
  await box.waitFor()
  await box.press('Space')
  await press(amina, 'settings.travel.ask', { documents: 1 })
  await reads(amina, /^Kept by /)
  await press(amina, 'settings.travel.leave', { documents: 1 })
  await amina.hand.press(
    amina.page
      .getByRole('alertdialog')
      .getByRole('button', { name: amina.words('settings.travel.leave', { documents: 1 }) }),
  )
  await reads(amina, amina.words('settings.travel.away', { documents: 1 }))
  await closed('amina')
  for (const text of [kept, title]) expect(await lies('amina', text)).toBe(false)
  const again = await desk('amina')
  await settings(again)
  await press(again, 'settings.travel.return')
  await travel(again).getByRole('checkbox', { name: title }).waitFor()
  await openDocument(again, title)
  await shows(again, kept)
  for (const person of ['amina', 'carol'] as const) await closed(person)
})
