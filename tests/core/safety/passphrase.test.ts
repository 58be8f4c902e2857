// A person changes her passphrase while Baraza is open.
import { linkSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { lockedCore } from '#tests/core'
import { laterRefusal } from '#tests/refusal'

const ask = async (work: () => unknown): Promise<string | null> =>
  laterRefusal(Promise.resolve().then(work))

test('the new passphrase opens the profile from then on, and the old one no longer does', async () => {
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

test('what the old passphrase opened is written over on the disk', async () => {
  const directory = join(temporaryDirectory(), 'profile')
  const core = lockedCore(directory)
  await core.answers['profile.create']({ passphrase })
  // A second name for the same place on the disk, to look at it afterwards.
  const old = join(temporaryDirectory(), 'old')
  linkSync(join(directory, 'keys'), old)
  expect(readFileSync(old).some(byte => byte !== 0)).toBe(true)
  await core.answers['profile.changePassphrase']({ old: passphrase, new: 'next words' })
  expect(readFileSync(old).every(byte => byte === 0)).toBe(true)
})

test('a thousand wrong passphrases get one answer, at unlock and at a change', async () => {
  const directory = join(temporaryDirectory(), 'profile')
  const open = lockedCore(directory)
  await open.answers['profile.create']({ passphrase })
  const answers = new Set<string | null>()
  for (let number = 0; number < 500; number += 1) {
    const old = `${passphrase}${number}`
    answers.add(await ask(() => open.answers['profile.changePassphrase']({ old, new: 'x' })))
  }
  await open.close()
  const locked = lockedCore(directory)
  for (let number = 0; number < 500; number += 1) {
    const wrong = `${number}${passphrase}`
    answers.add(await ask(() => locked.answers['profile.unlock']({ passphrase: wrong })))
  }
  expect([...answers]).toEqual(['wrong-passphrase'])
  await locked.answers['profile.unlock']({ passphrase })
})
