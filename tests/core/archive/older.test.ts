// An old file of a profile, a sector of the journal in zeros, or a page of the database from an
// earlier day: the opening reports the loss.
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openProfile, type WholeArchive } from '#core/archive'
import { utf8 } from '#core/keys'
import { Failure } from '#shared/failure'
import { crashImage, passphrase, reopened, temporaryProfile } from '#tests/archive'
import { numbersFrom, patiently, trials } from '#tests/trials'

type Story = {
  /** The files at the end: after a kill, or closed. */
  directory: string
  notes: Map<string, string>
  edits: string[]
  /** Earlier copies of the profile. */
  earlier: string[]
}

/** A profile that is used for a while, with earlier copies of it. */
const lived = async (next: () => number, isClosed: boolean): Promise<Story> => {
  const { directory, archive } = temporaryProfile()
  const [notes, edits, earlier] = [new Map<string, string>(), [] as string[], [] as string[]]
  const keepNote = (name: string, text: string): void => {
    archive.notes.put(null, name, utf8(text))
    notes.set(name, text)
  }
  const drain = (): void =>
    archive.journal.drain(() => {
      for (const text of edits.splice(0)) keepNote(text, text)
    })
  for (let step = 0; step < 120; step += 1) {
    const what = next()
    if (what < 0.6) {
      const text = `edit ${step} ${'word '.repeat(next() * 60)}`
      await archive.journal.append(utf8(text))
      edits.push(text)
    } else if (what < 0.7) drain()
    // Some notes are rewritten, so that a page has had other words in the same shape.
    else keepNote(`note ${Math.floor(next() * 30)}`, `${step} ${'text '.repeat(next() * 400)}`)
    // All is in the database's own file then, not only in its log.
    if (step % 30 === 0) archive.scrub()
    if (next() < 0.15) earlier.push(crashImage(directory))
  }
  for (let number = 0; number < 5; number += 1) {
    earlier.push(crashImage(directory))
    const text = `last ${number} ${'word '.repeat(next() * 200)}`
    await archive.journal.append(utf8(text))
    edits.push(text)
  }
  await nextTurn() // The witness knows the last frame.
  const killed = crashImage(directory)
  archive.close()
  return { directory: isClosed ? directory : killed, notes, edits, earlier }
}

const isAllThere = (archive: WholeArchive, { notes, edits }: Story): boolean => {
  const kept = archive.notes.list(null, '')
  const pending = archive.journal.pending().map(each => new TextDecoder().decode(each))
  return (
    kept.length === notes.size &&
    kept.every(note => notes.get(note.name) === new TextDecoder().decode(note.bytes)) &&
    pending.length === edits.length &&
    edits.every((text, at) => pending[at] === text)
  )
}

type Verdict = 'whole' | 'reported' | 'silent loss'

/** The outcome for a person who opens it and reads everything. */
const judged = (directory: string, story: Story): Verdict => {
  let archive: WholeArchive | null = null
  try {
    archive = openProfile(directory, passphrase, { now: () => 0 })
    const { missing } = archive
    if (missing > 0) return 'reported'
    return isAllThere(archive, story) ? 'whole' : 'silent loss'
  } catch (error) {
    if (error instanceof Failure && error.code === 'archive-damaged') return 'reported'
    throw error
  } finally {
    archive?.close()
  }
}

/** Verdicts over `count` trials, a new story for every tenth. */
const verdicts = async (
  count: number,
  seed: number,
  spoil: (image: string, story: Story, next: () => number) => void,
): Promise<Record<Verdict, number>> => {
  const next = numbersFrom(seed)
  const counts = { whole: 0, reported: 0, 'silent loss': 0 }
  let story: Story | null = null
  for (let trial = 0; trial < count; trial += 1) {
    if (!story || trial % 10 === 0) {
      story = await lived(next, trial % 20 === 0)
      // Nothing is reported if nothing is lost, nor at the next opening.
      const untouched = crashImage(story.directory)
      expect([judged(untouched, story), judged(untouched, story)]).toEqual(['whole', 'whole'])
    }
    const image = crashImage(story.directory)
    spoil(image, story, next)
    const verdict = judged(image, story)
    counts[verdict] += 1
    // A reported loss is reported at the next opening too, until it is settled.
    if (verdict === 'reported') expect(judged(image, story), `trial ${trial}`).toBe('reported')
  }
  console.log(JSON.stringify({ seed, ...counts }))
  return counts
}

test('when an older journal is in its place, the loss is reported', patiently, async () => {
  let turn = 0
  const counts = await verdicts(trials(100, 10), 101, (image, { earlier }, next) => {
    // The newest copies are as a rule of the same generation.
    const from = turn++ % 2 === 0 ? 0 : earlier.length - 5
    const older = earlier[from + Math.floor(next() * (earlier.length - from))]!
    writeFileSync(join(image, 'journal'), readFileSync(join(older, 'journal')))
  })
  expect(counts['silent loss']).toBe(0)
  expect(counts.reported).toBeGreaterThan(trials(100, 10) / 2)
})

test('when an older journal of the same generation is in its place, the number of lost edits is reported', async () => {
  const { directory, archive } = temporaryProfile()
  for (let number = 0; number < 3; number += 1) await archive.journal.append(utf8(`${number}`))
  const older = readFileSync(join(directory, 'journal'))
  for (let number = 3; number < 11; number += 1) await archive.journal.append(utf8(`${number}`))
  await nextTurn()
  const killed = crashImage(directory)
  archive.close()
  for (const image of [killed, directory]) {
    writeFileSync(join(image, 'journal'), older)
    const again = reopened(image)
    expect([again.missing, again.journal.pending().length]).toEqual([8, 3])
    // Later edits do not hide the loss.
    await again.journal.append(utf8('next'))
    const third = reopened(crashImage(image))
    expect([third.missing, third.journal.pending().length]).toEqual([8, 4])
    third.journal.drain(() => {})
    third.settleMissing()
    expect(third.missing).toBe(0)
    again.close()
  }
})

test(
  'when any sector of the journal is zero, the last one too, the loss is reported',
  patiently,
  async () => {
    let turn = 0
    const counts = await verdicts(trials(160, 16), 103, (image, _, next) => {
      const path = join(image, 'journal')
      const journal = readFileSync(path)
      const last = journal.findLastIndex(byte => byte !== 0)
      const sectors = Math.floor(last / 512) + 1
      const sector = turn % 4 === 0 ? sectors - 1 : Math.floor(next() * sectors)
      turn += 1
      writeFileSync(path, journal.fill(0, sector * 512, sector * 512 + 512))
    })
    expect(counts['silent loss']).toBe(0)
    expect(counts.reported).toBeGreaterThan(trials(160, 16) / 8)
  },
)

const pageBytes = 4096

test('when an older page of the database is in its place, it is reported', patiently, async () => {
  const counts = await verdicts(trials(100, 10), 107, (image, { earlier }, next) => {
    const path = join(image, 'archive.db')
    const bytes = readFileSync(path)
    const choices = earlier.flatMap(older => {
      const old = readFileSync(join(older, 'archive.db'))
      const pages = Math.min(old.length, bytes.length) / pageBytes
      return Array.from({ length: pages }, (_, page) => page * pageBytes)
        .filter(at => !old.subarray(at, at + pageBytes).equals(bytes.subarray(at, at + pageBytes)))
        .map(at => ({ at, page: old.subarray(at, at + pageBytes) }))
    })
    const { at, page } = choices[Math.floor(next() * choices.length)]!
    page.copy(bytes, at)
    writeFileSync(path, bytes)
  })
  expect(counts['silent loss']).toBe(0)
  expect(counts.reported).toBeGreaterThan(0)
})

test('when a large archive has an older page, it is reported soon after the opening', async () => {
  const { directory, archive } = temporaryProfile()
  const write = (what: string): void => {
    for (let number = 0; number < 300; number += 1) {
      archive.notes.put(null, `${number}`, utf8(what.repeat(2000)))
    }
    archive.scrub()
  }
  write('a')
  const older = readFileSync(join(directory, 'archive.db'))
  write('b')
  archive.close()
  const path = join(directory, 'archive.db')
  const bytes = readFileSync(path)
  const at = bytes.length - 10 * pageBytes
  expect(bytes.subarray(at, at + pageBytes).equals(older.subarray(at, at + pageBytes))).toBe(false)
  older.copy(bytes, at, at, at + pageBytes)
  writeFileSync(path, bytes)
  expect(statSync(path).size).toBeGreaterThan(2 ** 20)
  const again = reopened(directory, { readAtOnce: 64 * 1024 })
  expect(again.missing).toBe(0)
  await new Promise<void>(resolve => again.onMissing(resolve))
  expect(again.missing).toBe(1)
  again.close()
  expect(reopened(directory).missing).toBe(1)
})

test('when the witness is gone, cut or older, it is reported, and a flipped bit in it never hides a loss', async () => {
  const story = await lived(numbersFrom(109), true)
  const witness = readFileSync(join(story.directory, 'witness'))
  const older = readFileSync(join(story.earlier[0]!, 'witness'))
  for (const [name, bytes] of Object.entries({
    empty: Buffer.alloc(0),
    cut: witness.subarray(0, 1600),
    blank: Buffer.alloc(1024),
    older,
  })) {
    const image = crashImage(story.directory)
    writeFileSync(join(image, 'witness'), bytes)
    expect(judged(image, story), `${name}`).toBe('reported')
    const after = reopened(image)
    after.settleMissing()
    after.close()
    expect(judged(image, story), `${name}`).toBe('whole')
  }
  const next = numbersFrom(113)
  for (let trial = 0; trial < trials(200, 20); trial += 1) {
    const image = crashImage(story.directory)
    const flipped = Buffer.from(witness)
    flipped[Math.floor(next() * witness.length)]! ^= 1 << Math.floor(next() * 8)
    writeFileSync(join(image, 'witness'), flipped)
    expect(judged(image, story)).not.toBe('silent loss')
  }
})

test('when journal and database are older than the witness, it is reported', async () => {
  const story = await lived(numbersFrom(127), true)
  for (const older of story.earlier) {
    const image = crashImage(older)
    writeFileSync(join(image, 'witness'), readFileSync(join(story.directory, 'witness')))
    expect(judged(image, story)).toBe('reported')
  }
})
