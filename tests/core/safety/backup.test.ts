// A backup is the whole profile in one file; the newest one replaces a damaged archive.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Core } from '#core'
import { createProfile, openProfile, profileState } from '#core/archive'
import { digest, encode, random } from '#core/keys'
import type { DocumentId, GroupId } from '#shared/ids'
import { cheapCost, crashImage, passphrase, temporaryDirectory } from '#tests/archive'
import { foundingOf, grantOf, lockedCore } from '#tests/core'
import { laterRefusal, refusal } from '#tests/refusal'
import { watchStretching } from '#tests/stretching'
import { numbersFrom, patiently, trials } from '#tests/trials'

const ask = async (work: () => unknown): Promise<string | null> =>
  laterRefusal(Promise.resolve().then(work))

const day = 24 * 60 * 60 * 1000
const began = 1_700_000_000_000

type Made = { directory: string; core: Core; group: GroupId; documents: DocumentId[] }

/** An open profile with a shared and a private document. */
const madeProfile = async (now = () => began): Promise<Made> => {
  const directory = join(temporaryDirectory(), 'profile')
  const core = lockedCore(directory, { now })
  await core.answers['profile.create']({ passphrase })
  const group = await core.answers['groups.create'](foundingOf())
  const documents: DocumentId[] = []
  for (const title of ['Shared', 'Private']) {
    const wanted = { group, kind: 'minutes', language: 'en', title } as const
    documents.push(await core.answers['documents.create'](wanted))
  }
  await core.answers['documents.share']({ document: documents[0]! })
  await write(core, documents, 'Before the backup')
  return { directory, core, group, documents }
}

const write = async (core: Core, documents: readonly DocumentId[], text: string): Promise<void> => {
  for (const document of documents) {
    const { refused } = await core.edit(document, [{ new: text, after: 1, kind: 'paragraph' }])
    expect(refused).toEqual([])
  }
}
const textOf = (core: Core, document: DocumentId): string => JSON.stringify(core.page(document))
const restore = async (
  directory: string,
  path: string | null,
  more: { passphrase?: string; texts?: string[]; now?: () => number } = {},
): Promise<Core> => {
  const { now, ...claim } = more
  const core = lockedCore(directory, now ? { now } : {})
  const file = path === null ? null : grantOf(core, path)
  await core.answers['backup.restore']({ file, passphrase, ...claim })
  return core
}
const backupOf = async (core: Core): Promise<string> => {
  const path = join(temporaryDirectory(), 'backup')
  await core.answers['backup.write']({ file: grantOf(core, path) })
  return path
}

test('when a backup is restored on another machine, the passphrase or a code opens the same profile', async () => {
  const { core, group, documents } = await madeProfile()
  const { code } = await core.answers['recovery.create']({ passphrase })
  await core.answers['recovery.confirm']({ code })
  const heard: unknown[] = []
  core.onEvent((name, detail) => name === 'progress' && heard.push(detail))
  const path = join(temporaryDirectory(), 'backup')
  expect((await core.answers['settings.get']()).isRecoveryPutAway).toBe(undefined)
  const { at, bytes } = await core.answers['backup.write']({ file: grantOf(core, path) })
  expect((await core.answers['settings.get']()).isRecoveryPutAway).toBe(true)
  expect(at).toBe(began)
  expect(heard.at(-1)).toEqual({ task: 'backup', done: bytes, total: bytes })
  expect(statSync(path).size).toBeGreaterThan(bytes)
  const digests = documents.map(document => core.answers['documents.digest']({ document }))
  await write(core, documents, 'After the backup')

  for (const claim of [{}, { texts: [code], passphrase: 'new words' }]) {
    const elsewhere = join(temporaryDirectory(), 'new machine')
    const restored = await restore(elsewhere, path, claim)
    // A person who restores from a file has a backup.
    expect((await restored.answers['settings.get']()).isRecoveryPutAway).toBe(true)
    expect(await restored.answers['groups.get']({ group })).toMatchObject({
      name: 'Advisory group',
    })
    expect(documents.map(document => restored.answers['documents.digest']({ document }))).toEqual(
      digests,
    )
    expect(textOf(restored, documents[1]!)).toContain('Before the backup')
    expect(textOf(restored, documents[1]!)).not.toContain('After the backup')
    expect(restored.answers['archive.check'](undefined)).toMatchObject({ damaged: 0, missing: 0 })
    // The restored profile goes on, and the code still opens it.
    await write(restored, documents, 'On the new machine')
    await restored.close()
    expect(profileState(elsewhere)).toBe('locked')
    const again = lockedCore(elsewhere)
    await again.answers['profile.recover']({ texts: [code], passphrase: 'yet another' })
    expect(textOf(again, documents[0]!)).toContain('On the new machine')
  }
})

test('when a backup of 384 bytes asks for 64 passes over 1 GiB, it is refused at once without a guess', async () => {
  const slot = ['passphrase', random(16), 64, 2 ** 30, random(72)]
  const body = encode([1, 'keys', [slot]])
  const slots = new Uint8Array([...body, ...digest('key slots', body)])
  const header = encode([1, 'backup', slots, random(16), random(60)])
  const file = new Uint8Array(384)
  new DataView(file.buffer).setUint32(0, header.length)
  file.set(header, 4)
  const path = join(temporaryDirectory(), 'backup')
  writeFileSync(path, file)
  const elsewhere = join(temporaryDirectory(), 'elsewhere')
  const stretched = watchStretching()
  expect(await ask(() => restore(elsewhere, path))).toBe('file-too-costly')
  const { directory, core } = await madeProfile()
  await core.close()
  stretched.mockClear()
  // In a damaged profile its own slots are tried, not those of the file.
  writeFileSync(join(directory, 'archive.db'), random(4_096))
  expect(await ask(() => restore(directory, path))).toBe('file-too-costly')
  expect(stretched).toHaveBeenCalledTimes(1)
  stretched.mockRestore()
})

test('when the passphrase is unknown, nothing is restored, and a directory in use stays as it is', async () => {
  const { directory, core } = await madeProfile()
  const path = await backupOf(core)
  const elsewhere = join(temporaryDirectory(), 'elsewhere')
  const refused = (at: string, from: string | null, claim = {}) =>
    ask(() => restore(at, from, claim))
  expect(await refused(elsewhere, path, { passphrase: 'wrong' })).toBe('wrong-passphrase')
  expect(await refused(elsewhere, path, { passphrase: ' ' })).toBe('invalid-input')
  expect(await refused(elsewhere, path, { texts: ['ABCD'] })).toBe('recovery-mistyped')
  expect(await refused(elsewhere, null)).toBe('not-found')
  expect(await refused(elsewhere, join(elsewhere, 'none'))).toBe('file-not-found')
  expect(profileState(elsewhere)).toBe('new')
  expect(await refused(directory, path)).toBe('profile-in-use')
  await core.close()
  const lengths = () =>
    readdirSync(directory).map(name => [name, readFileSync(join(directory, name)).length])
  const before = lengths()
  expect(await refused(directory, path)).toBe('profile-exists')
  expect(await refused(directory, path, { passphrase: 'of another' })).toBe('wrong-passphrase')
  // The wrong passphrase is counted, and nothing else changes.
  expect(lengths().filter(([name]) => name !== 'tries')).toEqual(before)
  await lockedCore(directory).answers['profile.unlock']({ passphrase })
})

test('when the passphrase changed after a backup, its own opens it, or the present one on this device', async () => {
  const { directory, core, documents } = await madeProfile()
  const path = await backupOf(core)
  await core.answers['profile.changePassphrase']({ old: passphrase, new: 'present words' })
  await core.close()
  const elsewhere = join(temporaryDirectory(), 'elsewhere')
  const present = { passphrase: 'present words' }
  expect(await ask(() => restore(elsewhere, path, present))).toBe('wrong-passphrase')
  expect(textOf(await restore(elsewhere, path), documents[0]!)).toContain('Before the backup')
  writeFileSync(join(directory, 'archive.db'), 'no database')
  const restored = await restore(directory, path, present)
  expect(textOf(restored, documents[0]!)).toContain('Before the backup')
  await restored.close()
  await lockedCore(directory).answers['profile.unlock'](present)
})

test(
  'when a file is another, newer, cut or changed, it is refused and nothing is left',
  async () => {
    const { core, group } = await madeProfile()
    const path = await backupOf(core)
    const bytes = readFileSync(path)
    const other = join(temporaryDirectory(), 'other')
    const answer = async (content: Uint8Array) => {
      writeFileSync(other, content)
      const directory = join(temporaryDirectory(), 'elsewhere')
      const code = await ask(() => restore(directory, other))
      expect(readdirSync(directory).filter(name => name !== 'lock')).toEqual([])
      return code
    }
    await core.answers['invitations.write']({ group, role: 'member', file: grantOf(core, other) })
    expect(await answer(readFileSync(other))).toBe('chosen-invitation')
    await core.answers['exchange.write']({ group, for: [], file: grantOf(core, other) })
    expect(await answer(readFileSync(other))).toBe('chosen-encrypted')
    expect(await answer(new Uint8Array())).toBe('file-damaged')

    const next = numbersFrom(31)
    const answers = new Set<string | null>()
    for (let trial = 0; trial < trials(400); trial += 1) {
      const changed = Buffer.from(bytes)
      const at = Math.floor(next() * (trial % 2 === 0 ? bytes.length : 700))
      changed[at]! ^= 1 << Math.floor(next() * 8)
      answers.add(await answer(changed))
      answers.add(await answer(bytes.subarray(0, Math.floor(next() * bytes.length))))
    }
    answers.add(await answer(Buffer.concat([bytes, Buffer.from([0])])))
    answers.delete('file-damaged')
    answers.delete('file-wrong-kind')
    // One flipped bit in the format's number makes it a newer one.
    answers.delete('file-is-newer')
    expect([...answers]).toEqual([])
  },
  patiently.timeout,
)

test('when writing goes on during a backup, it is one moment of the archive', async () => {
  const directory = join(temporaryDirectory(), 'profile')
  const archive = createProfile(directory, passphrase, { now: () => 0, cost: cheapCost })
  const put = (number: number) =>
    archive.transaction(() => {
      for (const half of ['a', 'b']) {
        archive.notes.put(null, `${half} ${number}`, new Uint8Array(50_000).fill(number % 251))
      }
    })
  for (let number = 0; number < 60; number += 1) put(number)
  const path = join(temporaryDirectory(), 'backup')
  const { open } = await import('node:fs/promises')
  const handle = await open(path, 'wx+')
  let written = 60
  const slots = readFileSync(join(directory, 'keys'))
  await archive.writeBackup(handle, {
    slots: new Uint8Array(slots),
    check: true,
    progress: () => {
      for (let more = 0; more < 10; more += 1) put(written++)
    },
  })
  await handle.close()
  expect(written).toBeGreaterThan(100)
  archive.close()

  const elsewhere = join(temporaryDirectory(), 'elsewhere')
  await (await restore(elsewhere, path)).close()
  const restored = openProfile(elsewhere, passphrase, { now: () => 0 })
  const kept = (half: string) => restored.notes.list(null, half).map(({ name }) => name.slice(2))
  expect(kept('a ')).toHaveLength(60)
  expect(kept('b ')).toEqual(kept('a '))
  expect(restored.check()).toMatchObject({ damaged: 0 })
  restored.close()
  // The original profile has all edits.
  const first = openProfile(directory, passphrase, { now: () => 0 })
  expect(first.notes.list(null, 'b ')).toHaveLength(written)
  expect(first.check()).toMatchObject({ damaged: 0, missing: 0 })
  first.close()
})

const backupKept = (core: Core): Promise<void> =>
  new Promise(resolve => {
    core.onEvent((name, detail) => {
      if (name === 'progress' && JSON.stringify(detail).includes('backup-kept')) resolve()
    })
  })

/** A profile that was opened on four days, with a text for each. The last is in no backup. */
const fourDays = async (): Promise<Made & { now: () => number }> => {
  let time = began
  const now = () => time
  const made = await madeProfile(now)
  await made.core.close()
  for (const number of [1, 2, 3]) {
    time += day
    const core = lockedCore(made.directory, { now })
    const kept = backupKept(core)
    await core.answers['profile.unlock']({ passphrase })
    await kept
    await write(core, made.documents, `Day ${number}`)
    await core.close()
  }
  return { ...made, now }
}
const keptIn = (directory: string): string[] =>
  readdirSync(join(directory, 'backups'))
    .filter(name => name !== 'keys')
    .toSorted()

test('when a day has passed, a backup is kept beside the archive, and only the newest two', async () => {
  const { directory, now } = await fourDays()
  expect(keptIn(directory)).toEqual(['2.backup', '3.backup'])
  const same = lockedCore(directory, { now: () => now() + day - 1 })
  await same.answers['profile.unlock']({ passphrase })
  await same.close()
  expect(keptIn(directory)).toEqual(['2.backup', '3.backup'])
  // Nothing of it is readable without the keys.
  const bytes = readFileSync(join(directory, 'backups', '3.backup'))
  expect(bytes.includes('SQLite format 3')).toBe(false)
  expect(bytes.includes('Advisory')).toBe(false)
})

const damage = (path: string, at: number): void => {
  const bytes = readFileSync(path)
  bytes.fill(0x5a, at, at + 3000)
  writeFileSync(path, bytes)
}

test('when the archive is damaged, it is refused, set aside, and restored from the newest backup', async () => {
  const { directory, documents, now } = await fourDays()
  damage(join(directory, 'archive.db'), 1000)
  const found = readFileSync(join(directory, 'archive.db'))
  const core = lockedCore(directory, { now })
  expect(await ask(() => core.answers['profile.unlock']({ passphrase }))).toBe('archive-damaged')
  const newest = (words: string) => core.answers['backup.newest']({ passphrase: words })
  expect(await ask(() => newest('wrong'))).toBe('wrong-passphrase')
  expect(await newest(passphrase)).toMatchObject({ at: began + 3 * day })

  const restored = await restore(directory, null, { now })
  // The backups beside the archive go with the device: the reminder stays.
  expect((await restored.answers['settings.get']()).isRecoveryPutAway).toBe(undefined)
  expect(textOf(restored, documents[1]!)).toContain('Day 2')
  expect(textOf(restored, documents[1]!)).not.toContain('Day 3')
  // The journal knows that there was more.
  const check = await restored.answers['archive.check'](undefined)
  expect(check.damaged).toBe(0)
  expect(check.missing).toBeGreaterThan(0)
  await restored.close()
  expect(readFileSync(join(directory, 'damaged', '1', 'archive.db')).equals(found)).toBe(true)
  expect(existsSync(join(directory, 'damaged', '1', 'keys'))).toBe(false)
  await lockedCore(directory).answers['profile.unlock']({ passphrase })
})

test('when edits wait in the journal, they survive the damage', async () => {
  const { directory, core, documents } = await madeProfile()
  const path = await backupOf(core)
  // Acknowledged, and not in the database yet, as after a kill.
  await write(core, documents, 'Only in the journal')
  const crashed = crashImage(directory)
  writeFileSync(join(crashed, 'archive.db'), 'no database')
  const restored = await restore(crashed, path)
  for (const document of documents) {
    expect(textOf(restored, document)).toContain('Only in the journal')
  }
  expect(restored.answers['archive.check'](undefined)).toMatchObject({ damaged: 0 })
})

test('when a backup is damaged, the one before it is used; without any, nothing changes', async () => {
  const { directory, now } = await fourDays()
  damage(join(directory, 'archive.db'), 1000)
  damage(join(directory, 'backups', '3.backup'), 5000)
  const newest = () => lockedCore(directory).answers['backup.newest']({ passphrase })
  expect(await newest()).toMatchObject({ at: began + 2 * day })
  const both = crashImage(directory)
  const restored = await restore(directory, null, { now })
  expect(restored.answers['archive.check'](undefined)).toMatchObject({ damaged: 0 })

  damage(join(both, 'backups', '2.backup'), 5000)
  expect(await lockedCore(both).answers['backup.newest']({ passphrase })).toBe(null)
  const before = readFileSync(join(both, 'archive.db'))
  expect(await ask(() => restore(both, null))).toBe('file-damaged')
  expect(readFileSync(join(both, 'archive.db')).equals(before)).toBe(true)
  expect(existsSync(join(both, 'damaged'))).toBe(false)
})

test('when key slots are damaged or gone, the backup restores them', async () => {
  const { directory, documents, now } = await fourDays()
  for (const spoil of [(at: string) => writeFileSync(at, 'noise'), (at: string) => rmSync(at)]) {
    const image = crashImage(directory)
    spoil(join(image, 'keys'))
    expect(profileState(image)).toBe('damaged')
    expect(await lockedCore(image).answers['backup.newest']({ passphrase })).toMatchObject({
      at: began + 3 * day,
    })
    const restored = await restore(image, null, { now })
    expect(textOf(restored, documents[0]!)).toContain('Day 2')
  }
})

test('when a passphrase or code is old, no copy beside the archive opens by it', async () => {
  const { directory, documents, now } = await fourDays()
  const core = lockedCore(directory, { now })
  await core.answers['profile.unlock']({ passphrase })
  const { code } = await core.answers['recovery.create']({ passphrase })
  await core.answers['recovery.confirm']({ code })
  const before = readFileSync(join(directory, 'backups', 'keys'))
  await core.answers['profile.changePassphrase']({ old: passphrase, new: 'new words' })
  await core.answers['recovery.remove']({ kind: 'code' })
  await core.close()
  // The next opening repairs a crash between the slots and their copy.
  writeFileSync(join(directory, 'backups', 'keys'), before)
  const again = lockedCore(directory, { now })
  await again.answers['profile.unlock']({ passphrase: 'new words' })
  await again.close()
  for (const name of ['archive.db', 'keys']) {
    const image = crashImage(directory)
    writeFileSync(join(image, name), 'noise')
    const refused = (claim: object) => ask(() => restore(image, null, { now, ...claim }))
    expect(await refused({})).toBe('wrong-passphrase')
    expect(await refused({ texts: [code] })).toBe('recovery-wrong')
    const restored = await restore(image, null, { now, passphrase: 'new words' })
    expect(textOf(restored, documents[0]!)).toContain('Day 2')
    await restored.close()
    expect(await refused({})).toBe('wrong-passphrase')
    expect(await refused({ passphrase: 'new words' })).toBe('profile-exists')
  }
})

test('when a recovery finds the archive damaged, the old passphrase stays valid', async () => {
  const { directory, core, documents } = await madeProfile()
  const { code } = await core.answers['recovery.create']({ passphrase })
  await core.answers['recovery.confirm']({ code })
  const path = await backupOf(core)
  await core.close()
  damage(join(directory, 'archive.db'), 1000)
  const recover = () =>
    lockedCore(directory).answers['profile.recover']({ texts: [code], passphrase: 'new words' })
  const before = readFileSync(join(directory, 'keys'))
  expect(await ask(recover)).toBe('archive-damaged')
  expect(readFileSync(join(directory, 'keys'))).toEqual(before)
  const restored = await restore(directory, path, { texts: [code], passphrase: 'new words' })
  expect(textOf(restored, documents[0]!)).toContain('Before the backup')
  await restored.close()
  expect(await ask(() => lockedCore(directory).answers['profile.unlock']({ passphrase }))).toBe(
    'wrong-passphrase',
  )
})

test('when a restoration is interrupted anywhere, it can be repeated or is done', async () => {
  const { directory, documents, now } = await fourDays()
  damage(join(directory, 'archive.db'), 1000)
  const done = crashImage(directory)
  await (await restore(done, null, { now })).close()

  // Half a file, before anything else changed.
  const early = crashImage(directory)
  writeFileSync(
    join(early, 'archive.db.part'),
    readFileSync(join(done, 'archive.db')).subarray(0, 9000),
  )
  // The new one is ready; the old one is still in its place.
  const ready = crashImage(directory)
  copyFileSync(join(done, 'archive.db'), join(ready, 'archive.db.new'))
  for (const at of [early, ready]) {
    expect(refusal(() => openProfile(at, passphrase, { now }))).toBe('archive-damaged')
    const restored = await restore(at, null, { now })
    expect(textOf(restored, documents[0]!)).toContain('Day 2')
    await restored.close()
  }
  // The old one is set aside and the new one not yet named.
  const late = crashImage(directory)
  copyFileSync(join(done, 'archive.db'), join(late, 'archive.db.new'))
  mkdirSync(join(late, 'damaged'))
  renameSync(join(late, 'archive.db'), join(late, 'damaged', 'old'))
  const opened = lockedCore(late, { now })
  await opened.answers['profile.unlock']({ passphrase })
  expect(textOf(opened, documents[0]!)).toContain('Day 2')
})

test(
  'when a hundred bits are flipped in database and log, no loss is silent and the backup restores',
  patiently,
  async () => {
    const { directory, documents, now } = await fourDays()
    const core = lockedCore(directory, { now })
    await core.answers['profile.unlock']({ passphrase })
    // Long enough to be drained from the journal into the database again and again.
    for (const text of ['a', 'b', 'c']) await write(core, documents, text.repeat(6000))
    await write(core, documents, 'In the log')
    const crashed = crashImage(directory)
    expect(statSync(join(crashed, 'archive.db-wal')).size).toBeGreaterThan(50_000)
    await core.close()
    const next = numbersFrom(37)
    const counts = { whole: 0, told: 0, restored: 0 }
    let silent = 0
    for (let trial = 0; trial < trials(1000); trial += 1) {
      const image = crashImage(crashed)
      const path = join(image, trial % 2 === 0 ? 'archive.db' : 'archive.db-wal')
      const bytes = readFileSync(path)
      bytes[Math.floor(next() * bytes.length)]! ^= 1 << Math.floor(next() * 8)
      writeFileSync(path, bytes)
      const opened = lockedCore(image, { now, onDefect: () => {} })
      const answer = await ask(() => opened.answers['profile.unlock']({ passphrase }))
      const check = answer === null ? await opened.answers['archive.check'](undefined) : null
      if (check && check.missing > 0) counts.told += 1
      else if (check && check.damaged === 0) {
        counts.whole += 1
        if (documents.some(document => !textOf(opened, document).includes('In the log')))
          silent += 1
      } else if (answer === null || answer === 'archive-damaged') {
        // It does not open, or the check finds the damage: the backup replaces it. Flushing may
        // meet the damage; the profile is closed all the same.
        await ask(() => opened.close())
        const restored = await restore(image, null, { now })
        if (textOf(restored, documents[1]!).includes('Day 2')) counts.restored += 1
        await restored.close()
      }
      await ask(() => opened.close())
      rmSync(image, { recursive: true })
    }
    console.log(JSON.stringify({ flippedBits: counts }))
    expect(silent).toBe(0)
    expect(counts.whole + counts.told + counts.restored).toBe(trials(1000))
    expect(counts.told).toBeGreaterThan(0)
    expect(counts.restored).toBeGreaterThan(0)
  },
)
