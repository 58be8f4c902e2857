// Erasing in danger: no one opens an erased profile any more, its owner included.
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Core } from '#core'
import { profileState } from '#core/archive'
import { crashImage, passphrase, temporaryDirectory } from '#tests/archive'
import { foundingOf, lockedCore } from '#tests/core'
import { laterRefusal } from '#tests/refusal'

const ask = async (work: () => unknown): Promise<string | null> =>
  laterRefusal(Promise.resolve().then(work))
const erase = (core: Core) => core.answers['profile.erase']({ confirm: 'erase' })

/** A profile with a code, shares and documents, open. */
const fullProfile = async (): Promise<{ directory: string; core: Core }> => {
  const directory = join(temporaryDirectory(), 'profile')
  const core = lockedCore(directory)
  const { answers } = core
  await answers['profile.create']({ passphrase })
  const group = await answers['groups.create'](foundingOf())
  const wanted = { group, kind: 'minutes', language: 'en' } as const
  for (let number = 0; number < 20; number += 1) {
    await answers['documents.create']({ ...wanted, title: `Minutes ${number}` })
  }
  const { code } = await answers['recovery.create']({ passphrase })
  await answers['recovery.confirm']({ code })
  await answers['recovery.shares']({ passphrase, needed: 2, of: 3 })
  return { directory, core }
}

/** Every file below `directory`. */
const filesIn = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))

/** The pieces of the key slots that a scan looks for: every 16 bytes of the file. */
const piecesOf = (slots: Buffer): Buffer[] =>
  Array.from({ length: Math.floor(slots.length / 16) }, (_, at) =>
    slots.subarray(at * 16, at * 16 + 16),
  )

test('when the profile is open, no slot byte is left within two seconds, and the profile is new', async () => {
  const { directory, core } = await fullProfile()
  const slots = readFileSync(join(directory, 'keys'))
  // Another name for the same place on the disk, to see that it was overwritten, not only unlinked.
  const outside = temporaryDirectory()
  linkSync(join(directory, 'keys'), join(outside, 'slots'))
  writeFileSync(join(directory, 'own file'), 'a file that is not ours')
  const heard: unknown[] = []
  core.onEvent((name, detail) => heard.push([name, detail]))

  const began = performance.now()
  await erase(core)
  const took = performance.now() - began
  expect(took).toBeLessThan(2000)
  console.log(JSON.stringify({ eraseMilliseconds: Math.round(took) }))

  expect(heard).toContainEqual(['profile.changed', 'new'])
  expect(await core.answers['profile.state'](undefined)).toBe('new')
  expect(await ask(() => core.answers['groups.list'](undefined))).toBe('locked')
  expect(readdirSync(directory)).toEqual(['own file'])
  const left = [...filesIn(directory), ...filesIn(outside)].map(path => readFileSync(path))
  expect(left.some(bytes => bytes.length === slots.length)).toBe(true)
  expect(piecesOf(slots).filter(piece => left.some(bytes => bytes.includes(piece)))).toEqual([])
  // The same scan finds every piece in the slots as they were.
  expect(piecesOf(slots).filter(piece => slots.includes(piece))).toHaveLength(
    piecesOf(slots).length,
  )

  // A new profile in the same place.
  await core.answers['profile.create']({ passphrase: 'another beginning' })
  expect(await core.answers['groups.list'](undefined)).toEqual([])
})

test('when slots have copies, beside backups, set aside or half written, none is left', async () => {
  const { directory, core } = await fullProfile()
  await core.close()
  const later = lockedCore(directory, { now: () => 1_700_000_000_000 + 2 * 24 * 60 * 60 * 1000 })
  const kept = new Promise<void>(resolve => {
    later.onEvent(
      (name, detail) =>
        name === 'progress' && JSON.stringify(detail).includes('backup-kept') && resolve(),
    )
  })
  await later.answers['profile.unlock']({ passphrase })
  await kept
  await later.close()
  const slots = readFileSync(join(directory, 'keys'))
  expect(readFileSync(join(directory, 'backups', 'keys')).equals(slots)).toBe(true)
  mkdirSync(join(directory, 'damaged', '1'), { recursive: true })
  const copies = ['keys.new', 'backups/keys.new', 'damaged/1/keys', 'backups/keys', 'keys']
  const outside = temporaryDirectory()
  for (const [at, name] of copies.entries()) {
    if (at < 3) writeFileSync(join(directory, name), slots)
    linkSync(join(directory, name), join(outside, String(at)))
  }
  await erase(later)
  expect(readdirSync(directory)).toEqual([])
  const left = filesIn(outside).map(path => readFileSync(path))
  expect(left).toHaveLength(5)
  expect(left.filter(bytes => bytes.some(byte => byte !== 0))).toEqual([])
})

test('when the screen is locked, erasing needs no passphrase, but the word', async () => {
  const { directory, core } = await fullProfile()
  await core.close()
  const locked = lockedCore(directory)
  const wrong = { confirm: 'Erase' } as unknown as { confirm: 'erase' }
  expect(await ask(() => locked.answers['profile.erase'](wrong))).toBe('invalid-input')
  expect(profileState(directory)).toBe('locked')
  await erase(locked)
  expect(profileState(directory)).toBe('new')
  expect(readdirSync(directory)).toEqual([])
  // Erasing an absent profile does no harm.
  await erase(locked)
  await erase(lockedCore(join(directory, 'nowhere')))
  expect(profileState(directory)).toBe('new')
})

test('when a profile is damaged or open in another process, it is erased too', async () => {
  const { directory, core } = await fullProfile()
  await erase(lockedCore(directory))
  expect(profileState(directory)).toBe('new')
  await core.close()
  expect(existsSync(join(directory, 'keys'))).toBe(false)

  const damaged = await fullProfile()
  await damaged.core.close()
  writeFileSync(join(damaged.directory, 'keys'), 'noise')
  expect(profileState(damaged.directory)).toBe('damaged')
  await erase(lockedCore(damaged.directory))
  expect(profileState(damaged.directory)).toBe('new')
})

test('when a crash interrupts an erasure, the next start finishes it', async () => {
  const { directory, core } = await fullProfile()
  await core.close()
  // After the first step, the renaming: the slots' bytes are still whole.
  const first = crashImage(directory)
  renameSync(join(first, 'keys'), join(first, 'erased'))
  // Later: overwritten, and some files gone.
  const later = crashImage(first)
  writeFileSync(join(later, 'erased'), Buffer.alloc(400))
  cpSync(join(later, 'journal'), join(later, 'journal.new'))
  for (const at of [first, later]) {
    const begun = lockedCore(at)
    expect(await begun.answers['profile.state'](undefined)).toBe('new')
    expect(readdirSync(at)).toEqual([])
    await begun.answers['profile.create']({ passphrase })
    expect(await begun.answers['groups.list'](undefined)).toEqual([])
  }
})
