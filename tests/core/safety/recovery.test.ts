// A person keeps a code on paper, or gives pieces to colleagues, and forgets the passphrase.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Core } from '#core'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { foundingOf, grantOf, lockedCore } from '#tests/core'
import { laterRefusal } from '#tests/refusal'

const ask = async (work: () => unknown): Promise<string | null> =>
  laterRefusal(Promise.resolve().then(work))

const newProfile = async (): Promise<{ directory: string; core: Core }> => {
  const directory = join(temporaryDirectory(), 'profile')
  const core = lockedCore(directory)
  await core.answers['profile.create']({ passphrase })
  await core.answers['groups.create'](foundingOf())
  return { directory, core }
}
const recover = (directory: string, texts: string[], next = 'new words') =>
  ask(() => lockedCore(directory).answers['profile.recover']({ texts, passphrase: next }))
const unlock = (directory: string, words: string) =>
  ask(async () => {
    const core = lockedCore(directory)
    await core.answers['profile.unlock']({ passphrase: words })
    await core.close()
  })
const statusOf = (core: Core) => core.answers['recovery.status'](undefined)

test('when a code was typed back, it is valid and opens the profile under a new passphrase', async () => {
  const { directory, core } = await newProfile()
  const { answers } = core
  expect(await ask(() => answers['recovery.create']({ passphrase: 'wrong' }))).toBe(
    'wrong-passphrase',
  )
  expect(statusOf(core)).toEqual({ code: null, waiting: false, shares: null })
  expect(await ask(() => answers['recovery.confirm']({ code: 'AAAA' }))).toBe('not-found')
  const { code } = await answers['recovery.create']({ passphrase })
  expect(statusOf(core)).toEqual({ code: null, waiting: true, shares: null })
  await core.close()
  expect(await recover(directory, [code])).toBe('recovery-wrong')

  // Typed back after the next unlocking, first with a slip.
  const again = lockedCore(directory)
  await again.answers['profile.unlock']({ passphrase })
  const confirm = (typed: string) => ask(() => again.answers['recovery.confirm']({ code: typed }))
  expect(await confirm(code.slice(1))).toBe('recovery-mistyped')
  expect(await confirm(code.toLowerCase().replaceAll('-', ' '))).toBe(null)
  expect(statusOf(again)).toMatchObject({ code: { since: 1_700_000_000_000 }, waiting: false })
  expect(await confirm(code)).toBe('not-found')
  await again.close()

  expect(await unlock(directory, 'new words')).toBe('wrong-passphrase')
  const recovered = lockedCore(directory)
  await recovered.answers['profile.recover']({ texts: [code], passphrase: 'new words' })
  expect(await recovered.answers['groups.list'](undefined)).toHaveLength(1)
  expect(statusOf(recovered)).toMatchObject({ code: { since: 1_700_000_000_000 } })
  expect(
    await ask(() => recovered.answers['profile.recover']({ texts: [code], passphrase: 'x' })),
  ).toBe('profile-in-use')
  await recovered.close()
  expect(await unlock(directory, passphrase)).toBe('wrong-passphrase')
  expect(await unlock(directory, 'new words')).toBe(null)
})

test('when a code is wrong, mistyped, replaced or removed, it changes nothing', async () => {
  const { directory, core } = await newProfile()
  const make = async () => {
    const { code } = await core.answers['recovery.create']({ passphrase })
    await core.answers['recovery.confirm']({ code })
    return code
  }
  const first = await make()
  const { code: waiting } = await core.answers['recovery.create']({ passphrase })
  const second = await make()
  expect(second).not.toBe(first)
  await core.close()
  const before = readFileSync(join(directory, 'keys'))
  for (const [typed, answer] of [
    [first, 'recovery-wrong'],
    [waiting, 'recovery-wrong'],
    [second.slice(0, -1), 'recovery-mistyped'],
    ['', 'recovery-mistyped'],
  ] as const) {
    expect(await recover(directory, [typed])).toBe(answer)
  }
  expect(
    await ask(() => lockedCore(directory).answers['profile.recover']({ texts: [], passphrase })),
  ).toBe('pieces-too-few')
  expect(await recover(directory, [second], ' ')).toBe('invalid-input')
  expect(readFileSync(join(directory, 'keys'))).toEqual(before)

  const again = lockedCore(directory)
  await again.answers['profile.unlock']({ passphrase })
  await again.answers['recovery.remove']({ kind: 'code' })
  expect(statusOf(again)).toEqual({ code: null, waiting: false, shares: null })
  expect(await recover(directory, [second])).toBe('profile-in-use')
  await again.close()
  expect(await recover(directory, [second])).toBe('recovery-wrong')
  expect(await recover(temporaryDirectory(), [second])).toBe('profile-missing')
})

const choices = (count: number): number[][] =>
  Array.from({ length: 32 }, (_, bits) => [0, 1, 2, 3, 4].filter(at => (bits >> at) & 1)).filter(
    some => some.length === count,
  )

test('when any 3 of 5 colleagues act together, they open the profile, and no 2 do', async () => {
  const { directory, core } = await newProfile()
  const paths = Array.from({ length: 5 }, (_, at) => join(directory, '..', `share ${at + 1}`))
  const wanted = { passphrase, needed: 3, of: 5 }
  // One file for two pieces would leave four, which is noticed only when they are needed.
  const twice = [...paths.slice(0, 4), join(directory, '..', '.', 'Share 1')]
  const inOneFile = twice.map(path => grantOf(core, path))
  expect(await ask(() => core.answers['recovery.shares']({ ...wanted, files: inOneFile }))).toBe(
    'pieces-in-one-file',
  )
  expect(paths.filter(path => existsSync(path))).toEqual([])
  expect(statusOf(core)).toMatchObject({ shares: null })
  const { set, texts } = await core.answers['recovery.shares']({
    ...wanted,
    files: paths.map(path => grantOf(core, path)),
  })
  expect(texts).toEqual([])
  expect(statusOf(core)).toMatchObject({ shares: { set, needed: 3, of: 5 } })
  await core.close()
  for (const path of paths) {
    // Nothing in it names its owner.
    expect(readFileSync(path, 'utf8')).toMatch(
      /^BARAZA RECOVERY SHARE [1-5], SET [0-9a-f]{10}\n([A-Z2-9-]{29}\n){2}$/,
    )
  }
  const recoverWith = async (some: number[], next: string) => {
    const locked = lockedCore(directory)
    const files = some.map(at => grantOf(locked, paths[at] ?? ''))
    const answer = await ask(() =>
      locked.answers['profile.recover']({ texts: [], files, passphrase: next }),
    )
    await locked.close()
    return answer
  }
  const before = readFileSync(join(directory, 'keys'))
  expect(choices(2)).toHaveLength(10)
  for (const pair of choices(2)) expect(await recoverWith(pair, 'x')).toBe('pieces-too-few')
  expect(readFileSync(join(directory, 'keys'))).toEqual(before)
  expect(choices(3)).toHaveLength(10)
  for (const [at, three] of choices(3).entries()) {
    expect(await recoverWith(three, `words ${at}`)).toBe(null)
    expect(await unlock(directory, `words ${at}`)).toBe(null)
  }
})

test('when new pieces are made, they replace the old; two sets do not mix; the code stays', async () => {
  const { directory, core } = await newProfile()
  const { code } = await core.answers['recovery.create']({ passphrase })
  await core.answers['recovery.confirm']({ code })
  const make = async () =>
    (await core.answers['recovery.shares']({ passphrase, needed: 2, of: 3 })).texts
  const first = await make()
  const second = await make()
  expect(second).toHaveLength(3)
  await core.close()
  expect(await recover(directory, first.slice(1))).toBe('recovery-wrong')
  expect(await recover(directory, [first[0]!, second[1]!])).toBe('pieces-differ')
  expect(await recover(directory, [second[0]!, second[2]!], 'by shares')).toBe(null)
  const again = lockedCore(directory)
  expect(await ask(() => again.answers['profile.unlock']({ passphrase: 'by shares' }))).toBe(
    'profile-in-use',
  )
})

test('when pieces cannot be written or make no sense, everything stays as it was', async () => {
  const { directory, core } = await newProfile()
  const before = readFileSync(join(directory, 'keys'))
  const files = [grantOf(core, join(directory, '..', 'one')), grantOf(core, '/no/such/place')]
  const share = (given: object) =>
    ask(() => core.answers['recovery.shares']({ passphrase, needed: 2, of: 2, ...given }))
  expect(await share({ files })).toBe('folder-not-found')
  expect(await share({ files: files.slice(1) })).toBe('invalid-input')
  expect(await share({ needed: 3 })).toBe('invalid-input')
  expect(await share({ passphrase: 'wrong' })).toBe('wrong-passphrase')
  expect(readFileSync(join(directory, 'keys'))).toEqual(before)
  expect(statusOf(core)).toEqual({ code: null, waiting: false, shares: null })
})

test('when the slot of a code was lost, the code is not valid', async () => {
  const { directory, core } = await newProfile()
  const before = readFileSync(join(directory, 'keys'))
  const { code } = await core.answers['recovery.create']({ passphrase })
  await core.answers['recovery.confirm']({ code })
  await core.close()
  // As after a crash between the two writes.
  writeFileSync(join(directory, 'keys'), before)
  const again = lockedCore(directory)
  await again.answers['profile.unlock']({ passphrase })
  expect(statusOf(again)).toMatchObject({ code: null })
  await again.close()
  expect(await recover(directory, [code])).toBe('recovery-wrong')
})

test('when a file of many megabytes is given as a piece, it is refused, and no more than a piece is read', async () => {
  const core = lockedCore(join(temporaryDirectory(), 'profile'))
  const path = join(temporaryDirectory(), 'share.txt')
  writeFileSync(path, randomBytes(1 << 22))
  const read = vi.spyOn(TextDecoder.prototype, 'decode')
  onTestFinished(() => read.mockRestore())
  const files = [grantOf(core, path)]
  const recover = async () => core.answers['profile.recover']({ texts: [], files, passphrase })
  expect(await laterRefusal(recover())).toBe('file-wrong-kind')
  const lengths = read.mock.calls.map(([bytes]) => bytes?.byteLength ?? 0)
  expect(Math.max(...lengths)).toBe(1 << 14)
})
