import { copyFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openProfile, type WholeArchive } from '#core/archive'
import { utf8 } from '#core/keys'
import { Failure } from '#shared/failure'
import { crashImage, passphrase, reopened, temporaryProfile } from '#tests/archive'
import { numbersFrom, patiently, trials } from '#tests/trials'

type Story = { notes: string[]; edits: string[] }

/** A page of the database holds a few, so that a third of all pages hold notes. */
const bytesOf = (text: string): Uint8Array => utf8(text.repeat(100))

const keepNote = (archive: WholeArchive, story: Story, text: string): void => {
  archive.notes.put(null, text, bytesOf(text))
  story.notes.push(text)
}

const keepEdit = async (archive: WholeArchive, story: Story, text: string): Promise<void> => {
  await archive.journal.append(utf8(text))
  story.edits.push(text)
}

const drain = (archive: WholeArchive, story: Story): void =>
  archive.journal.drain(() => {
    for (const text of story.edits.splice(0)) keepNote(archive, story, text)
  })

/**
 * A profile after a crash: 250 notes in the database; twenty that were drained from the journal, in
 * the log alone; and three edits still in the journal.
 */
const crashedProfile = async (): Promise<{ directory: string; story: Story }> => {
  const { directory, archive } = temporaryProfile()
  const story: Story = { notes: [], edits: [] }
  for (let number = 0; number < 250; number += 1) keepNote(archive, story, `note ${number}`)
  archive.scrub()
  for (let number = 0; number < 20; number += 1) {
    await keepEdit(archive, story, `edit ${number}`)
    drain(archive, story)
  }
  for (const text of ['left 0', 'left 1', 'left 2']) await keepEdit(archive, story, text)
  return { directory: crashImage(directory), story }
}

const isAllThere = (archive: WholeArchive, { notes, edits }: Story): boolean => {
  const kept = archive.notes.list(null, '')
  const pending = archive.journal.pending().map(each => new TextDecoder().decode(each))
  return (
    kept.length === notes.length &&
    kept.every(note => Buffer.from(note.bytes).equals(bytesOf(note.name))) &&
    edits.every(text => pending.includes(text))
  )
}

/** The outcome for a person who opens it and reads everything. */
const judged = (directory: string, story: Story): 'whole' | 'reported' | 'silent loss' => {
  let archive: WholeArchive | null = null
  try {
    archive = openProfile(directory, passphrase, { now: () => 0 })
    const { missing } = archive
    if (isAllThere(archive, story)) return missing === 0 ? 'whole' : 'reported'
    return missing > 0 ? 'reported' : 'silent loss'
  } catch (error) {
    if (error instanceof Failure && error.code === 'archive-damaged') return 'reported'
    throw error
  } finally {
    archive?.close()
  }
}

test.each(['archive.db', 'archive.db-wal', 'journal', 'keys'])(
  'when bits are flipped in %s, all data is there or the loss is reported',
  patiently,
  async name => {
    const { directory, story } = await crashedProfile()
    expect(judged(crashImage(directory), story)).toBe('whole')
    const bytes = readFileSync(join(directory, name))
    // Most of the journal is blank; only written bytes matter.
    const used = [...bytes.keys()].filter(at => name !== 'journal' || bytes[at] !== 0)
    const next = numbersFrom(12)
    const counts = { whole: 0, reported: 0, 'silent loss': 0 }
    // Most pages of the database are in its log too, which is read instead.
    for (let trial = 0; trial < trials(500, 60); trial += 1) {
      const image = crashImage(directory)
      const flipped = Buffer.from(bytes)
      flipped[used[Math.floor(next() * used.length)]!]! ^= 1 << Math.floor(next() * 8)
      writeFileSync(join(image, name), flipped)
      counts[judged(image, story)] += 1
      rmSync(image, { recursive: true })
    }
    expect(counts['silent loss']).toBe(0)
    expect(counts.reported).toBeGreaterThan(0)
  },
)

test(
  'when the log is cut anywhere or deleted, all data is there or the loss is reported',
  patiently,
  async () => {
    const { directory, story } = await crashedProfile()
    const length = statSync(join(directory, 'archive.db-wal')).size
    expect(length).toBeGreaterThan(100_000)
    const next = numbersFrom(13)
    const outcomes = new Set<string>()
    for (let trial = 0; trial < trials(500, 20); trial += 1) {
      const image = crashImage(directory)
      const log = readFileSync(join(image, 'archive.db-wal'))
      writeFileSync(join(image, 'archive.db-wal'), log.subarray(0, Math.floor(next() * length)))
      outcomes.add(judged(image, story))
    }
    // Old frames follow the live part of a log: cutting them loses nothing.
    expect(outcomes).toContain('reported')
    expect(outcomes).not.toContain('silent loss')
    const image = crashImage(directory)
    rmSync(join(image, 'archive.db-wal'))
    expect(judged(image, story)).toBe('reported')
  },
)

test('when edits are lost, the reported number is the lost number', async () => {
  const { directory, archive } = temporaryProfile()
  const story: Story = { notes: [], edits: [] }
  await keepEdit(archive, story, 'kept')
  drain(archive, story)
  archive.close()
  const early = readFileSync(join(directory, 'archive.db'))
  const again = reopened(directory)
  for (const text of ['a', 'b', 'c']) await keepEdit(again, story, text)
  drain(again, story)
  for (const text of ['d', 'e']) await keepEdit(again, story, text)
  drain(again, story)
  await keepEdit(again, story, 'still in the journal')
  again.close()
  writeFileSync(join(directory, 'archive.db'), early)
  const restored = reopened(directory)
  expect(restored.missing).toBe(5)
  expect(restored.notes.list(null, '').map(note => note.name)).toEqual(['kept'])
  expect(restored.journal.pending()).toEqual([utf8('still in the journal')])
})

test('when a file is gone or replaced by an older one, the loss is reported', async () => {
  const { directory, archive } = temporaryProfile()
  const story: Story = { notes: [], edits: [] }
  for (let number = 0; number < 5; number += 1) keepNote(archive, story, `note ${number}`)
  await keepEdit(archive, story, 'left')
  archive.close()
  const early = crashImage(directory)
  const again = reopened(directory)
  for (let number = 5; number < 10; number += 1) keepNote(again, story, `note ${number}`)
  drain(again, story)
  await keepEdit(again, story, 'last')
  again.close()
  expect(judged(crashImage(directory), story)).toBe('whole')
  for (const name of ['archive.db', 'journal']) {
    const gone = crashImage(directory)
    rmSync(join(gone, name))
    expect(judged(gone, story), `${name} gone`).toBe('reported')
    const old = crashImage(directory)
    copyFileSync(join(early, name), join(old, name))
    expect(judged(old, story), `${name} old`).toBe('reported')
    const empty = crashImage(directory)
    writeFileSync(join(empty, name), '')
    expect(judged(empty, story), `${name} empty`).toBe('reported')
  }
})

test('when the journal is cut anywhere, the loss is reported', patiently, async () => {
  const { directory, story } = await crashedProfile()
  const journal = readFileSync(join(directory, 'journal'))
  const next = numbersFrom(17)
  for (let trial = 0; trial < trials(200); trial += 1) {
    const image = crashImage(directory)
    const length = Math.floor(next() * (trial % 2 === 0 ? 9000 : journal.length))
    writeFileSync(join(image, 'journal'), journal.subarray(0, length))
    expect(judged(image, story), `cut at ${length}`).toBe('reported')
    // After the report the file is whole again, and the next opening reports the same.
    const after = reopened(image)
    expect(after.missing).toBeGreaterThan(0)
    after.settleMissing()
    after.close()
  }
})

test('when the opening did not read a damaged page, `check` finds it', async () => {
  const { directory, archive } = temporaryProfile()
  const story: Story = { notes: [], edits: [] }
  for (let number = 0; number < 400; number += 1) keepNote(archive, story, `note ${number}`)
  archive.close()
  const path = join(directory, 'archive.db')
  const bytes = readFileSync(path)
  bytes[bytes.length - 2000]! ^= 1
  writeFileSync(path, bytes)
  const again = reopened(directory)
  expect(again.check().damaged).toBeGreaterThan(0)
})
