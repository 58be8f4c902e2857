// Changing the passphrase while the profile is open.
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  truncateSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Core } from '#core'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { grantOf, lockedCore } from '#tests/core'
import { laterRefusal } from '#tests/refusal'

const ask = async (work: () => unknown): Promise<string | null> =>
  laterRefusal(Promise.resolve().then(work))

test('when the passphrase was changed, the new one opens the profile and the old one does not', async () => {
  const directory = join(temporaryDirectory(), 'profile')
  const core = lockedCore(directory)
  const change = (old: string, next: string) =>
    ask(() => core.answers['profile.changePassphrase']({ old, new: next }))
  expect(await change(passphrase, 'next words')).toBe('locked')
  await core.answers['profile.create']({ passphrase })
  expect(await change('not it', 'next words')).toBe('wrong-passphrase')
  expect(await change(passphrase, ' \u00a0 ')).toBe('invalid-input')
  expect(await change(passphrase, 'next words')).toBe(null)
  expect(await change(passphrase, 'third words')).toBe('wrong-passphrase')
  await core.close()
  const unlock = (words: string) =>
    ask(() => lockedCore(directory).answers['profile.unlock']({ passphrase: words }))
  expect(await unlock(passphrase)).toBe('wrong-passphrase')
  expect(await unlock('next words')).toBe(null)
})

test('when the passphrase was changed, the old slot is overwritten on the disk', async () => {
  const directory = join(temporaryDirectory(), 'profile')
  const core = lockedCore(directory)
  await core.answers['profile.create']({ passphrase })
  // A second name for the same place on the disk, for reading it afterwards.
  const old = join(temporaryDirectory(), 'old')
  linkSync(join(directory, 'keys'), old)
  expect(readFileSync(old).some(byte => byte !== 0)).toBe(true)
  await core.answers['profile.changePassphrase']({ old: passphrase, new: 'next words' })
  expect(readFileSync(old).every(byte => byte === 0)).toBe(true)
})

test('when five tries were wrong, the next waits, longer each time, also after a restart, never for good', async () => {
  const directory = join(temporaryDirectory(), 'profile')
  const made = lockedCore(directory)
  await made.answers['profile.create']({ passphrase })
  await made.close()
  let now = 1_700_000_000_000
  /** One attempt in a new core; its failure, and the wait that follows. */
  const attempt = async (words: string): Promise<[string | null, number]> => {
    const core = lockedCore(directory, { now: () => now })
    const said = await ask(() => core.answers['profile.unlock']({ passphrase: words }))
    const wait = await core.answers['profile.wait']()
    await core.close()
    return [said, wait]
  }
  for (let wrong = 1; wrong < 5; wrong++)
    expect(await attempt('not it')).toEqual(['wrong-passphrase', 0])
  expect(await attempt('not it')).toEqual(['wrong-passphrase', 30_000])
  // The right one is not tested, and an early attempt does not make the wait longer.
  now += 10_000
  expect(await attempt(passphrase)).toEqual(['too-many-tries', 20_000])
  expect(await attempt('not it')).toEqual(['too-many-tries', 20_000])
  now += 20_000
  const waits: number[] = []
  for (let wrong = 6; wrong < 14; wrong++) {
    const [said, wait] = await attempt('not it')
    expect(said).toBe('wrong-passphrase')
    waits.push(wait / 60_000)
    now += wait
  }
  expect(waits).toEqual([1, 2, 4, 8, 15, 15, 15, 15])
  // The file has no trace of typed words.
  const kept = readFileSync(join(directory, 'tries'))
  expect(kept.length).toBeLessThan(32)
  expect(kept.includes('not it')).toBe(false)
  // A clock that is set back by years makes the person wait once, no more.
  expect((await attempt('not it'))[0]).toBe('wrong-passphrase')
  now -= 5 * 365 * 24 * 3_600_000
  expect(await attempt(passphrase)).toEqual(['too-many-tries', 15 * 60_000])
  now += 15 * 60_000
  expect(await attempt(passphrase)).toEqual([null, 0])
  expect(existsSync(join(directory, 'tries'))).toBe(false)
})

test('when a thousand passphrases are wrong, the answer is one, at unlocking and at a change', async () => {
  const directory = join(temporaryDirectory(), 'profile')
  let now = 1_700_000_000_000
  const open = lockedCore(directory, { now: () => now })
  await open.answers['profile.create']({ passphrase })
  const answers = new Set<string | null>()
  for (let number = 0; number < 500; number += 1) {
    const old = `${passphrase}${number}`
    answers.add(await ask(() => open.answers['profile.changePassphrase']({ old, new: 'x' })))
    now += 15 * 60_000
  }
  await open.close()
  const locked = lockedCore(directory, { now: () => now })
  for (let number = 0; number < 500; number += 1) {
    const wrong = `${number}${passphrase}`
    answers.add(await ask(() => locked.answers['profile.unlock']({ passphrase: wrong })))
    now += 15 * 60_000
  }
  expect([...answers]).toEqual(['wrong-passphrase'])
  await locked.answers['profile.unlock']({ passphrase })
})

/** A profile with a backup beside it and one elsewhere, both with the one passphrase. */
const backedUp = async (now: () => number) => {
  const directory = join(temporaryDirectory(), 'profile')
  const path = join(temporaryDirectory(), 'a.backup')
  const core = lockedCore(directory, { now })
  await core.answers['profile.create']({ passphrase })
  await core.answers['backup.write']({ file: grantOf(core, path) })
  await core.close()
  mkdirSync(join(directory, 'backups'), { recursive: true })
  copyFileSync(path, join(directory, 'backups', '1.backup'))
  return { directory, path }
}

const whileOpen = {
  'a change of the passphrase': (core, words) =>
    core.answers['profile.changePassphrase']({ old: words, new: 'next words' }),
  'a recovery code': (core, words) => core.answers['recovery.create']({ passphrase: words }),
  'shares of colleagues': (core, words) =>
    core.answers['recovery.shares']({ passphrase: words, needed: 2, of: 3 }),
} satisfies Record<string, (core: Core, words: string) => unknown>

const whileLocked = {
  'the newest backup': (core, words) => core.answers['backup.newest']({ passphrase: words }),
  'a restoration of the newest backup': (core, words) =>
    core.answers['backup.restore']({ file: null, passphrase: words }),
  'a restoration of a chosen backup': (core, words, path) =>
    core.answers['backup.restore']({ file: grantOf(core, path), passphrase: words }),
} satisfies Record<string, (core: Core, words: string, path: string) => unknown>

test.each([...Object.keys(whileOpen), ...Object.keys(whileLocked)] as const)(
  'when five passphrases were wrong at %s, the next waits as at unlocking, and all places share one count',
  async place => {
    let now = 1_700_000_000_000
    const { directory, path } = await backedUp(() => now)
    const core = lockedCore(directory, { now: () => now })
    if (Object.hasOwn(whileOpen, place)) await core.answers['profile.unlock']({ passphrase })
    const tries: Record<string, (core: Core, words: string, path: string) => unknown> = {
      ...whileOpen,
      ...whileLocked,
    }
    const attempt = (words: string) => ask(() => tries[place]!(core, words, path))
    for (let wrong = 1; wrong <= 5; wrong++)
      expect(await attempt('not it')).toBe('wrong-passphrase')
    expect(await core.answers['profile.wait']()).toBe(30_000)
    expect(await attempt('not it')).toBe('too-many-tries')
    expect(await attempt(passphrase)).toBe('too-many-tries')
    const other = lockedCore(directory, { now: () => now })
    await core.close()
    expect(await ask(() => other.answers['profile.unlock']({ passphrase }))).toBe('too-many-tries')
    await other.close()
    now += 30_000
    const again = lockedCore(directory, { now: () => now })
    if (Object.hasOwn(whileOpen, place)) await again.answers['profile.unlock']({ passphrase })
    // A whole profile is not restored; the passphrase was right all the same.
    const said = await ask(() => tries[place]!(again, passphrase, path))
    expect(said).toBe(place.startsWith('a restoration') ? 'profile-exists' : null)
    expect(await again.answers['profile.wait']()).toBe(0)
    expect(existsSync(join(directory, 'tries'))).toBe(place.startsWith('a restoration'))
  },
)

test('when a passphrase waits, a recovery code and pieces open a profile: they cannot be guessed', async () => {
  const directory = join(temporaryDirectory(), 'profile')
  const core = lockedCore(directory)
  await core.answers['profile.create']({ passphrase })
  const { code } = await core.answers['recovery.create']({ passphrase })
  await core.answers['recovery.confirm']({ code })
  await core.close()
  const locked = lockedCore(directory)
  for (let wrong = 1; wrong <= 5; wrong++)
    await ask(() => locked.answers['profile.unlock']({ passphrase: 'not it' }))
  expect(await ask(() => locked.answers['profile.unlock']({ passphrase }))).toBe('too-many-tries')
  const opened = await ask(() =>
    locked.answers['profile.recover']({ texts: [code], passphrase: 'next words' }),
  )
  expect(opened).toBe(null)
  expect(await locked.answers['profile.wait']()).toBe(0)
})

test.each(['no backup is there', 'the only backup is damaged'])(
  'when passphrases were wrong and the newest backup is asked for where %s, the count goes on',
  async why => {
    const now = () => 1_700_000_000_000
    const { directory } = await backedUp(now)
    const backup = join(directory, 'backups', '1.backup')
    if (why === 'no backup is there') rmSync(backup)
    else truncateSync(backup, 20)
    const core = lockedCore(directory, { now })
    const unlock = (words: string) =>
      ask(() => core.answers['profile.unlock']({ passphrase: words }))
    for (let wrong = 1; wrong <= 4; wrong++) {
      expect(await unlock('not it')).toBe('wrong-passphrase')
      expect(await core.answers['backup.newest']({ passphrase: 'any' })).toBe(null)
    }
    expect(await unlock('not it')).toBe('wrong-passphrase')
    expect(await ask(() => core.answers['backup.newest']({ passphrase: 'any' }))).toBe(
      'too-many-tries',
    )
    expect(await unlock(passphrase)).toBe('too-many-tries')
  },
)
