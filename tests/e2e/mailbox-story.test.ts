// Two members whose apps are never open at the same time, and a mailbox between them: text of one
// arrives at the other, the host holds nothing readable, and the window shows the state.
// @module-tag long
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { found, openFounded } from '#tests/story-founded'
import { leaks, phrases } from '#tests/phrases'
import type { Desk } from '#tests/story'
import { openLooks } from '#tests/story-look'
import {
  mailboxCard as card,
  type MailboxHost,
  mailboxSays as says,
  secretPath,
  startHost,
  useMailbox,
} from '#tests/story-mailbox'
import { blocksOf, newDocument, openDocument, share, shows, write } from '#tests/story-page'
import { goTo } from '#tests/story-start'

type Person = 'amina' | 'carol'

const [group = '', aminaName = '', carolName = '', title = '', ...texts] = phrases(10)
const [first = '', second = '', third = '', fourth = '', fifth = '', sixth = ''] = texts
const all = [group, aminaName, carolName, title, ...texts]
const looks = openLooks()
const complaints: string[] = []
let folder: string
let open: Desk | null = null
let host: MailboxHost
let path: string
const at = (name: string) => join(folder, name)

/** Opens one person's app; it is closed again before the next is opened. */
async function sitting(person: Person, act: (desk: Desk) => Promise<void>): Promise<void> {
  if (open) throw new Error('Two apps at the same time')
  open = await openFounded({ home: at(person) })
  await act(open)
  await open.close()
  complaints.push(...open.complaints)
  open = null
}

const nothingWaits = (desk: Desk): string => desk.words('members.mailbox.waiting', { waiting: 0 })

/** Names the mailbox. No screen shows the secret path until a person asks for it. */
async function usesMailbox(desk: Desk): Promise<void> {
  await useMailbox(desk, host.url)
  expect(await card(desk).innerText()).not.toContain(path.slice(1, 10))
}

/** At the end of the text. */
async function writeMore(desk: Desk, text: string): Promise<void> {
  await openDocument(desk, title)
  await desk.hand.enter(desk.page, 0)
  await desk.page.keyboard.press('Control+End')
  await write(desk, ` ${text}`)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mb-'))
  path = await secretPath(at('host'))
  host = await startHost({ directory: at('host'), path })
})
afterAll(async () => {
  await open?.kill()
  await host?.running.kill()
  await rm(folder, { recursive: true, force: true })
})

test('two members are in a group: one of them uses the mailbox', async () => {
  await found(group, [
    { home: at('amina'), handle: aminaName },
    { home: at('carol'), handle: carolName },
  ])
  await sitting('amina', async desk => {
    await newDocument(desk, title)
    await write(desk, first)
    await share(desk, 2)
    await usesMailbox(desk)
    await looks.at(desk, 'a mailbox in touch')
    await writeMore(desk, second)
    for (const text of [first, second]) expect((await blocksOf(desk)).join()).toContain(text)
    await goTo(desk, 'members')
    await says(desk, 'members.mailbox.connected')
  })
})

test('one member left text there: the other reads it', async () => {
  await sitting('carol', async desk => {
    await usesMailbox(desk)
    await openDocument(desk, title)
    await shows(desk, second)
    for (const text of [first, second]) expect((await blocksOf(desk)).join()).toContain(text)
    await writeMore(desk, third)
    await goTo(desk, 'members')
    await says(desk, 'members.mailbox.connected')
  })
})

test('a host was killed: it shows as out of reach, and is found again by itself', async () => {
  await sitting('amina', async desk => {
    await openDocument(desk, title)
    await shows(desk, third)
    expect((await blocksOf(desk)).at(-1)).toContain(`${second} ${third}`)
    await goTo(desk, 'members')
    await says(desk, 'members.mailbox.connected')
    await host.running.kill()
    await says(desk, 'members.mailbox.unreachable')
    await looks.at(desk, 'a mailbox that is not reachable')
    await writeMore(desk, fourth)
    await goTo(desk, 'members')
    await card(desk)
      .filter({ hasText: desk.words('members.mailbox.unreachable') })
      .filter({ hasNotText: nothingWaits(desk) })
      .waitFor()
    host = await startHost({ directory: at('host'), path, port: host.port })
    // The longer it was away, the longer until the next try: as long again.
    await says(desk, 'members.mailbox.connected', { timeout: 120_000 })
    await writeMore(desk, fifth)
    await writeMore(desk, sixth)
    await goTo(desk, 'members')
    await says(desk, 'members.mailbox.connected')
  })
  await sitting('carol', async desk => {
    await openDocument(desk, title)
    await shows(desk, sixth)
    expect((await blocksOf(desk)).at(-1)).toContain(texts.slice(1).join(' '))
  })
})

test("ten phrases were exchanged: the host's files contain none of them", async () => {
  expect(await host.running.end()).toBe(0)
  const { files, bytes, found } = leaks(
    all.flatMap(phrase => phrase.split(' ')),
    [at('host')],
  )
  expect(files).toBeGreaterThan(0)
  expect(bytes).toBeGreaterThan(10_000)
  expect(found).toEqual([])
  expect([...complaints, ...looks.faults]).toEqual([])
})
