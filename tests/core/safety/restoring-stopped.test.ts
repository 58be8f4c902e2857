// A backup is read in steps: a person sees the progress and cancels it, and then nothing of it is
// left.
// @module-tag long
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createProfile, keepBackup, readKeySlots } from '#core/archive'
import { random } from '#core/keys'
import { cheapCost, passphrase, temporaryDirectory } from '#tests/archive'
import { grantOf, lockedCore } from '#tests/core'
import { laterRefusal } from '#tests/refusal'

const environment = { now: () => 1_700_000_000_000, cost: cheapCost }

/** A damaged profile with four megabytes in a backup beside it, and the same backup as a file. */
const damaged = async (): Promise<{ directory: string; path: string }> => {
  const directory = join(temporaryDirectory(), 'profile')
  const path = join(temporaryDirectory(), 'a.backup')
  const archive = createProfile(directory, passphrase, environment)
  for (let at = 0; at < 16; at++) archive.notes.put(null, `large/${at}`, random(256 * 1024))
  await keepBackup(directory, archive)
  const handle = await open(path, 'wx+')
  await archive.writeBackup(handle, { slots: readKeySlots(directory), check: false })
  await handle.close()
  archive.close()
  writeFileSync(join(directory, 'archive.db'), random(4_096))
  return { directory, path }
}

/** Every file of the folder with its bytes. */
const filesIn = (directory: string): Map<string, string> => {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true })
  const files = names.filter(each => each.isFile()).map(each => join(each.parentPath, each.name))
  return new Map(files.toSorted().map(file => [file, readFileSync(file).toString('base64')]))
}

test.each(['beside', 'file'] as const)(
  'when a restoration from the backup %s is cancelled, everything is as it was and it can be repeated',
  async from => {
    const { directory, path } = await damaged()
    const before = filesIn(directory)
    const core = lockedCore(directory)
    const seen: [number, number][] = []
    core.onEvent((name, detail) => {
      if (name !== 'progress' || typeof detail !== 'object' || !('task' in detail)) return
      if (detail.task !== 'backup.restore') return
      seen.push([detail.done, detail.total])
      if (seen.length === 3) void core.answers['tasks.cancel']({ task: 'backup.restore' })
    })
    const restore = () =>
      core.answers['backup.restore']({
        file: from === 'file' ? grantOf(core, path) : null,
        passphrase,
      })
    expect(await laterRefusal(Promise.resolve(restore()))).toBe('cancelled')
    expect(seen).toHaveLength(3)
    expect(seen.every(([done, total]) => done > 0 && done < total)).toBe(true)
    expect(filesIn(directory)).toEqual(before)
    await restore()
    expect(await core.answers['profile.state']()).toBe('unlocked')
  },
)

/** How often this thread had SQLite read a whole database in one call. */
const checksHere = () => {
  const pragma = vi.spyOn(Sqlite.prototype, 'pragma')
  onTestFinished(() => pragma.mockRestore())
  return () => pragma.mock.calls.filter(([text]) => text.startsWith('integrity_check')).length
}

test.each(['beside', 'file'] as const)(
  'when a backup %s is restored, it is checked in a thread of its own',
  async from => {
    const { directory, path } = await damaged()
    const checks = checksHere()
    const core = lockedCore(directory)
    let last = [0, 0]
    core.onEvent((name, detail) => {
      if (name !== 'progress' || typeof detail !== 'object' || !('task' in detail)) return
      if (detail.task === 'backup.restore') last = [detail.done, detail.total]
    })
    const file = from === 'file' ? grantOf(core, path) : null
    await core.answers['backup.restore']({ file, passphrase })
    expect(checks()).toBe(0)
    // Reading is half of the progress.
    expect(last[1]).toBe(2 * (last[0] ?? 0))
    expect(await core.answers['archive.check']()).toMatchObject({ damaged: 0 })
    expect(checks()).toBe(1)
  },
)

test('when an archive is whole, it is not restored over, and the check has a thread of its own', async () => {
  const { path } = await damaged()
  const directory = join(temporaryDirectory(), 'whole')
  createProfile(directory, passphrase, environment).close()
  const before = filesIn(directory)
  const checks = checksHere()
  const core = lockedCore(directory)
  const restore = core.answers['backup.restore']({ file: grantOf(core, path), passphrase })
  expect(await laterRefusal(Promise.resolve(restore))).toBe('profile-exists')
  expect(checks()).toBe(0)
  expect(new Map([...filesIn(directory)].filter(([file]) => before.has(file)))).toEqual(before)
})

test('when a restoration is cancelled during the check, everything is as it was', async () => {
  const { directory, path } = await damaged()
  const before = filesIn(directory)
  const core = lockedCore(directory)
  let isChecked = false
  core.onEvent((name, detail) => {
    if (name !== 'progress' || typeof detail !== 'object' || !('task' in detail)) return
    // All of the backup is read.
    if (2 * detail.done < detail.total || isChecked) return
    isChecked = true
    setImmediate(() => void core.answers['tasks.cancel']({ task: 'backup.restore' }))
  })
  const restore = () =>
    Promise.resolve(core.answers['backup.restore']({ file: grantOf(core, path), passphrase }))
  expect(await laterRefusal(restore())).toBe('cancelled')
  expect(isChecked).toBe(true)
  expect(filesIn(directory)).toEqual(before)
  await restore()
  expect(await core.answers['profile.state']()).toBe('unlocked')
})

test('when reading the newest backup is cancelled, it ends too', async () => {
  const { directory } = await damaged()
  const before = filesIn(directory)
  const core = lockedCore(directory)
  core.onEvent(
    name => name === 'progress' && void core.answers['tasks.cancel']({ task: 'backup.restore' }),
  )
  const look = Promise.resolve(core.answers['backup.newest']({ passphrase }))
  expect(await laterRefusal(look)).toBe('cancelled')
  expect(filesIn(directory)).toEqual(before)
})
