// Refusals of Baraza as a person meets them: one plain sentence on the screen, and nothing changed.
// @module-tag long
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { digest, encode } from '#core/keys'
import { passphrase } from '#tests/archive'
import { resident } from '#tests/command-line'
import { electronRuntime } from '#tests/electron-runtime'
import { digestsIn } from '#tests/story-digest'
import { foundedDesk, openFounded } from '#tests/story-founded'
import { openDesk, profileOf, type Desk } from '#tests/story'
import { seen } from '#tests/story-seen'
import { pointer } from '#tests/story-hand'
import { newDocument, openExchange, share, shows, openDocument, write } from '#tests/story-page'
import {
  admit,
  closeDialog,
  invite,
  press,
  readReply,
  reads,
  sixWords,
  unlock,
} from '#tests/story-start'
import type { MessageId } from '../../src/renderer/words/ids.ts'

const title = 'On rural clinics'
let folder: string
let desk: Desk
const at = (name: string) => join(folder, name)
const profile = (home: string) => profileOf(home, electronRuntime().kind === 'test')

/** Name to hash of every file of a profile that is closed. */
const fingerprint = (home: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(profile(home)).map(name => {
      const bytes = readFileSync(join(profile(home), name))
      return [name, createHash('sha256').update(bytes).digest('hex')]
    }),
  )

/** A home with a copy of the closed profile, changed by `change`. */
async function copiedHome(name: string, change: (directory: string) => Promise<void>) {
  await cp(profile(at('a')), profile(at(name)), { recursive: true })
  await change(profile(at(name)))
  return at(name)
}

/** Everything of the profile that a person can see. */
const all = (of: Desk) => seen(of, title, 'Clinics')

/** Opens a member's file through the dialog, and waits for this sentence. */
async function opening(path: string, sentence: MessageId): Promise<void> {
  await openExchange(desk)
  await desk.willOpen(path)
  await press(desk, 'members.exchange.choose')
  await reads(desk, sentence)
  await closeDialog(desk)
}

/** Starts an app on `home`, and waits until it says this. */
async function starting(home: string, sentence: MessageId): Promise<Desk> {
  const other = await openDesk({ home, hand: pointer })
  await reads(other, sentence)
  return other
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rf-'))
  desk = await foundedDesk({ home: at('a') })
  await newDocument(desk, title)
  await write(desk, 'Clinics close early.')
  await share(desk, 1)
})
afterAll(async () => {
  await desk?.kill()
  await rm(folder, { recursive: true, force: true })
})

test('a file is cut short, of another kind, or for other devices: one sentence tells it', async () => {
  const carol = await resident(folder, 'carol')
  await invite(desk, at('invitation.brz'))
  await carol.says(
    'join',
    '--invitation',
    at('invitation.brz'),
    '--handle',
    'C.R.',
    '--out',
    at('reply.brz'),
  )
  await readReply(desk, at('reply.brz'))
  await sixWords(desk)
  await admit(desk, { handle: 'C.R.', welcome: at('welcome.brz') })
  await carol.says('file', 'read', at('welcome.brz'))
  await carol.says('file', 'write', '--out', at('whole'))
  await cp(at('whole'), at('short'))
  await truncate(at('short'), 400)

  const before = await all(desk)
  await opening(at('short'), 'failure.fileDamaged')
  await opening(at('invitation.brz'), 'failure.chosenInvitation')
  await opening(at('welcome.brz'), 'failure.fileNotForThisDevice')
  expect(await all(desk)).toEqual(before)
  expect(desk.complaints).toEqual([])
})

test('a second instance starts: it reports the first one, and leaves it alone', async () => {
  const before = await all(desk)
  const second = await starting(at('a'), 'start.cannot.inUse.title')
  await reads(second, 'start.cannot.inUse.text')
  await second.kill()
  expect(await all(desk)).toEqual(before)
  await openDocument(desk, title)
  await pointer.enter(desk.page, 0)
  await write(desk, ' Still here.')
  expect(desk.complaints).toEqual([])
})

test('a passphrase is wrong: one sentence tells it', async () => {
  const shown = await all(desk)
  await desk.close()
  const before = await digestsIn(at('a'), passphrase)
  const files = fingerprint(at('a'))
  desk = await openDesk({ home: at('a'), hand: pointer })
  const field = desk.page.getByLabel(desk.words('start.unlock.passphrase'), { exact: true })
  await desk.hand.fill(field, `${passphrase} not`)
  await desk.page.keyboard.press('Enter')
  await reads(desk, 'failure.wrongPassphrase')
  await expect.poll(() => field.inputValue()).toBe('')
  // The wrong attempt is counted, and no other file changed.
  const { tries, ...others } = fingerprint(at('a'))
  expect(tries).toBeDefined()
  expect(others).toEqual(files)
  await unlock(desk, passphrase)
  expect(await all(desk)).toEqual(shown)
  await desk.close()
  expect(await digestsIn(at('a'), passphrase)).toEqual(before)
})

test('a newer Baraza wrote the archive: one sentence tells it', async () => {
  const body = encode([2, 'keys', []])
  const newer = await copiedHome('n', directory =>
    writeFile(join(directory, 'keys'), new Uint8Array([...body, ...digest('key slots', body)])),
  )
  const files = fingerprint(newer)
  const other = await starting(newer, 'start.cannot.newer.title')
  await reads(other, 'start.cannot.newer.text')
  await other.kill()
  expect(fingerprint(newer)).toEqual(files)
})

test('an archive is damaged: one sentence tells it', async () => {
  const damaged = await copiedHome('d', async directory => {
    const path = join(directory, 'archive.db')
    const bytes = readFileSync(path)
    for (let place = 0; place < bytes.length; place += 64) bytes[place] = (bytes[place] ?? 0) ^ 255
    await writeFile(path, bytes)
  })
  const files = fingerprint(damaged)
  const other = await openDesk({ home: damaged, hand: pointer })
  const field = other.page.getByLabel(other.words('start.unlock.passphrase'), { exact: true })
  await other.hand.fill(field, passphrase)
  await other.page.keyboard.press('Enter')
  await reads(other, 'failure.archiveDamaged')
  await other.kill()
  expect(fingerprint(damaged)).toEqual(files)
})

test('a file of keys is damaged: one sentence tells it', async () => {
  const headless = await copiedHome('h', directory => truncate(join(directory, 'keys'), 20))
  const cut = fingerprint(headless)
  const third = await starting(headless, 'start.cannot.damaged.title')
  await reads(third, 'start.cannot.damaged.text')
  await third.kill()
  expect(fingerprint(headless)).toEqual(cut)
})

test('all refusals are over: the archive opens, with every word', async () => {
  desk = await openFounded({ home: at('a') })
  await openDocument(desk, title)
  await shows(desk, 'Clinics close early.')
  await shows(desk, 'Still here.')
  expect(desk.complaints).toEqual([])
})
