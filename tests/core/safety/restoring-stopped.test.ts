// A backup is read in steps: a person sees how far it is and ends it, and then nothing of it is left.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
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
  'a restoration from the backup %s is stopped: everything is as it was, and it can be done again',
  async from => {
    const { directory, path } = await damaged()
    const before = filesIn(directory)
    const core = lockedCore(directory)
    const seen: [number, number][] = []
    core.onEvent((name, detail) => {
      if (name !== 'progress' || typeof detail !== 'object' || !('task' in detail)) return
      if (detail.task !== 'backup.restore') return
      seen.push([detail.done, detail.total])
      if (seen.length === 3) void core.answers['exchange.cancel']()
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

test('a look at the newest backup is stopped too', async () => {
  const { directory } = await damaged()
  const before = filesIn(directory)
  const core = lockedCore(directory)
  core.onEvent(name => name === 'progress' && void core.answers['exchange.cancel']())
  const look = Promise.resolve(core.answers['backup.newest']({ passphrase }))
  expect(await laterRefusal(look)).toBe('cancelled')
  expect(filesIn(directory)).toEqual(before)
})
