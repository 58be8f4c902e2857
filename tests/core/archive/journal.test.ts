import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { WholeArchive, Later, SavingState } from '#core/archive'
import type { FailureCode } from '#shared/failure'
import { crashImage, reopened, temporaryProfile } from '#tests/archive'
import { faultyFile } from '#tests/journal-file'
import { laterRefusal, refusal } from '#tests/refusal'
import { numbersFrom, patiently, trials } from '#tests/trials'

const entry = (text: string): Uint8Array => new TextEncoder().encode(text)
const texts = (entries: Uint8Array[]): string[] =>
  entries.map(each => new TextDecoder().decode(each))
const pending = (archive: WholeArchive): string[] => texts(archive.journal.pending())

/** Timers that the test fires. The journal sets its own after all acknowledgements. */
const handTimers = () => {
  let due: { work: () => void; milliseconds: number }[] = []
  const later: Later = (work, milliseconds) => {
    const timer = { work, milliseconds }
    due.push(timer)
    return () => {
      due = due.filter(each => each !== timer)
    }
  }
  const strike = async (): Promise<void> => {
    await nextTurn()
    const now = due
    due = []
    for (const timer of now) timer.work()
    await nextTurn()
  }
  const waits = async (): Promise<number[]> => {
    await nextTurn()
    return due.map(timer => timer.milliseconds)
  }
  return { later, strike, waits }
}

/** Drains every entry into a note of its own, named by its text. */
const drainToNotes = (archive: WholeArchive): void =>
  archive.journal.drain(entries => {
    for (const each of entries) archive.notes.put(null, texts([each])[0]!, each)
  })

const notes = (archive: WholeArchive): string[] =>
  archive.notes.list(null, '').map(note => note.name)

test('when a pause ends, an edit is written at once, and the next ones share one sync after 50 ms', async () => {
  const timers = handTimers()
  const file = faultyFile()
  const { archive } = temporaryProfile({ later: timers.later, wrapJournalFile: file.wrap })
  file.deeds.length = 0
  await archive.journal.append(entry('a'))
  expect(file.deeds).toEqual(['write', 'sync'])
  expect(await timers.waits()).toEqual([50])

  const acknowledged: string[] = []
  const rest = ['b', 'c', 'd'].map(async text => {
    await archive.journal.append(entry(text))
    acknowledged.push(text)
  })
  await nextTurn()
  expect(acknowledged).toEqual([])
  expect(file.deeds).toHaveLength(2)
  await timers.strike()
  await Promise.all(rest)
  expect(file.deeds).toEqual(['write', 'sync', 'write', 'sync'])
  expect(await timers.waits()).toEqual([50])
  await timers.strike()
  expect(await timers.waits()).toEqual([])
  await archive.journal.append(entry('e'))
  expect(pending(archive)).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('when a header was prepared in a pause, only the frame that it fits uses it', async () => {
  const timers = handTimers()
  const { directory, archive } = temporaryProfile({ later: timers.later })
  const found = () => {
    const again = reopened(crashImage(directory))
    expect(again.missing).toBe(0)
    return pending(again)
  }
  const write = async (...all: string[]): Promise<void> => {
    await Promise.all(all.map(text => archive.journal.append(entry(text))))
    await timers.strike()
  }
  await write('first')
  await write('again')
  await write('longer now')
  await write('shorter')
  await write('a', 'b')
  expect(found()).toEqual(['first', 'again', 'longer now', 'shorter', 'a', 'b'])
  await write('as long')
  drainToNotes(archive)
  await write('another')
  expect(found()).toEqual(['another'])
})

test('when a crash left entries, they are there in order until they are drained', async () => {
  const { directory, archive } = temporaryProfile()
  for (const text of ['one', 'two', 'three']) await archive.journal.append(entry(text))
  const image = crashImage(directory)
  const again = reopened(image)
  expect(pending(again)).toEqual(['one', 'two', 'three'])
  expect(again.missing).toBe(0)
  await again.journal.append(entry('four'))
  drainToNotes(again)
  expect(pending(again)).toEqual([])
  await again.journal.append(entry('five'))
  const third = reopened(crashImage(image))
  expect(pending(third)).toEqual(['five'])
  expect(notes(third)).toEqual(['four', 'one', 'three', 'two'])
  expect(third.missing).toBe(0)
})

test('when the archive closes, pending edits are written, and an opening without work adds no byte', async () => {
  const timers = handTimers()
  const { directory, archive } = temporaryProfile({ later: timers.later })
  const saved = [archive.journal.append(entry('a')), archive.journal.append(entry('b'))]
  await saved[0]
  const late = archive.journal.append(entry('c'))
  archive.close()
  await late
  const bytes = (): Buffer[] =>
    ['archive.db', 'journal', 'keys'].map(name => readFileSync(join(directory, name)))
  const before = bytes()
  for (let time = 0; time < 10; time += 1) {
    const again = reopened(directory)
    expect(pending(again)).toEqual(['a', 'b', 'c'])
    again.close()
  }
  expect(bytes()).toEqual(before)
})

test('when a drain fails, nothing changes', async () => {
  const { directory, archive } = temporaryProfile()
  await archive.journal.append(entry('a'))
  expect(() =>
    archive.journal.drain(() => {
      archive.notes.put(null, 'half', entry('half'))
      throw new RangeError('planned')
    }),
  ).toThrow(RangeError)
  const again = reopened(crashImage(directory))
  expect([pending(again), notes(again), again.missing]).toEqual([['a'], [], 0])
})

test('when an entry is appended during a drain, it belongs to the next one', async () => {
  const { archive } = temporaryProfile()
  await archive.journal.append(entry('a'))
  let late: Promise<void> | undefined
  archive.journal.drain(entries => {
    expect(texts(entries)).toEqual(['a'])
    late = archive.journal.append(entry('b'))
  })
  await late
  expect(pending(archive)).toEqual(['b'])
})

test('when entries wait for their 50 ms, a drain takes and acknowledges them', async () => {
  const timers = handTimers()
  const { archive } = temporaryProfile({ later: timers.later })
  await archive.journal.append(entry('a'))
  const waiting = archive.journal.append(entry('b'))
  drainToNotes(archive)
  await waiting
  expect([notes(archive), pending(archive)]).toEqual([['a', 'b'], []])
})

test('when a drain committed, its changes go out before the head record is written and the author hears of it', async () => {
  const file = faultyFile()
  const { directory, archive } = temporaryProfile({ wrapJournalFile: file.wrap })
  await archive.journal.append(entry('a'))
  const heard: string[] = []
  const waiting = archive.journal.append(entry('b')).then(() => heard.push('b'))
  file.deeds.length = 0
  drainToNotes(archive)
  // Changes are sent after the commit: in a microtask, and on the socket before the next turn.
  await new Promise<void>(resolve => process.nextTick(resolve))
  expect([file.deeds, heard]).toEqual([[], []])
  const killed = reopened(crashImage(directory))
  expect([pending(killed), notes(killed), killed.missing]).toEqual([[], ['a', 'b'], 0])
  await waiting
  expect(file.deeds.filter(deed => deed === 'sync')).toEqual(['sync'])

  // The same if the drain came before the first write of the edit.
  await nextTurn()
  const typed = archive.journal.append(entry('at once')).then(() => heard.push('at once'))
  file.deeds.length = 0
  drainToNotes(archive)
  await new Promise<void>(resolve => process.nextTick(resolve))
  await Promise.resolve()
  expect([file.deeds, heard]).toEqual([[], ['b']])
  await typed
  expect(file.deeds.filter(deed => deed === 'sync')).toEqual(['sync'])

  // The next transaction waits for it, so that SQLite is never two ahead.
  await archive.journal.append(entry('c'))
  drainToNotes(archive)
  file.deeds.length = 0
  archive.notes.put(null, 'x', entry('x'))
  expect(file.deeds.filter(deed => deed === 'sync')).toHaveLength(2)
})

test('when a crash comes between the commit and the journal’s new head, nothing is drained twice', async () => {
  const file = faultyFile()
  const { directory, archive } = temporaryProfile({ wrapJournalFile: file.wrap })
  await archive.journal.append(entry('a'))
  await archive.journal.append(entry('b'))
  file.failAfter = 0
  drainToNotes(archive)
  const again = reopened(crashImage(directory))
  expect([pending(again), notes(again), again.missing]).toEqual([[], ['a', 'b'], 0])
  await again.journal.append(entry('c'))
  expect(pending(reopened(crashImage(directory)))).toEqual([])

  // The first one succeeds: SQLite refuses a second step ahead of the head record.
  expect(refusal(() => archive.notes.put(null, 'x', entry('x')))).toBe('disk-full')
  file.failAfter = null
  archive.notes.put(null, 'x', entry('x'))
  await archive.journal.append(entry('d'))
  const third = reopened(crashImage(directory))
  expect([pending(third), notes(third), third.missing]).toEqual([['d'], ['a', 'b', 'x'], 0])
})

test('when the disk is full, a loss is reported, and stored once there is room', async () => {
  const { directory, archive } = temporaryProfile()
  await archive.journal.append(entry('a'))
  drainToNotes(archive)
  archive.close()
  const early = readFileSync(join(directory, 'archive.db'))
  const again = reopened(directory)
  await again.journal.append(entry('b'))
  await again.journal.append(entry('c'))
  drainToNotes(again)
  again.close()
  writeFileSync(join(directory, 'archive.db'), early)
  const file = faultyFile()
  file.failAfter = 0
  const full = reopened(directory, { wrapJournalFile: file.wrap })
  expect([full.missing, notes(full)]).toEqual([2, ['a']])
  expect(refusal(() => full.notes.put(null, 'x', entry('x')))).toBe('disk-full')
  file.failAfter = null
  full.notes.put(null, 'x', entry('x'))
  full.close()
  expect(reopened(directory).missing).toBe(2)
})

test('when the file is full, it grows, and a large edit fits', async () => {
  const { directory, archive } = temporaryProfile()
  const large = new Uint8Array(4 * 2 ** 20).fill(7)
  const many = Array.from({ length: 2000 }, (_, index) => entry(`${index} `.repeat(40)))
  await Promise.all([...many, large].map(each => archive.journal.append(each)))
  const again = reopened(crashImage(directory))
  const isSame = (found: Uint8Array, index: number): boolean =>
    Buffer.from(found).equals([...many, large][index] ?? entry(''))
  expect(again.journal.pending().map(isSame)).toEqual(Array(2001).fill(true))
  again.journal.drain(() => {})
  expect(reopened(crashImage(directory)).journal.pending()).toHaveLength(2001)
})

test('when the disk is full, an edit is refused, kept, and saved once there is room', async () => {
  const timers = handTimers()
  const file = faultyFile()
  const { directory, archive } = temporaryProfile({
    later: timers.later,
    wrapJournalFile: file.wrap,
  })
  const states: SavingState[] = []
  archive.journal.onState(state => states.push(state))
  const block = entry('x'.repeat(100_000))
  file.room = 0
  await archive.journal.append(block)
  await timers.strike()
  await archive.journal.append(block)
  await timers.strike()
  expect(await laterRefusal(archive.journal.append(block))).toBe('disk-full')
  expect(states).toEqual(['disk-full'])
  expect(await timers.waits()).toEqual([250])
  expect(reopened(crashImage(directory)).journal.pending()).toHaveLength(2)

  let isSettled = false
  const settled = archive.journal.settled().then(() => (isSettled = true))
  await timers.strike()
  expect([isSettled, archive.journal.state()]).toEqual([false, 'disk-full'])
  file.room = null
  await timers.strike()
  await settled
  expect(states).toEqual(['disk-full', 'saved'])
  const again = reopened(crashImage(directory))
  expect([again.journal.pending().length, again.missing]).toEqual([3, 0])
})

test('when SQLite has taken an edit that the disk refused, it is saved and reported as saved', async () => {
  const file = faultyFile()
  const timers = handTimers()
  const { archive } = temporaryProfile({ later: timers.later, wrapJournalFile: file.wrap })
  await archive.journal.append(entry('a'))
  const states: SavingState[] = []
  archive.journal.onState(state => states.push(state))
  file.failAfter = 0
  const refused = laterRefusal(archive.journal.append(entry('b')))
  await timers.strike()
  expect(await refused).toBe('disk-full')
  file.failAfter = null
  // There is room now, and the journal's own next attempt is still to come.
  drainToNotes(archive)
  expect(notes(archive)).toEqual(['a', 'b'])
  await timers.strike()
  expect(states).toEqual(['disk-full', 'saved'])
  archive.close()
})

test('when a head record is refused during an edit and a drain works, no later edit is stopped', async () => {
  const timers = handTimers()
  const file = faultyFile()
  const { archive } = temporaryProfile({ later: timers.later, wrapJournalFile: file.wrap })
  const saved = archive.journal.append(entry('a'))
  file.failAfter = 0
  archive.notes.put(null, 'x', entry('x'))
  file.failAfter = null
  drainToNotes(archive)
  await saved
  await timers.strike()
  await timers.strike()
  file.deeds.length = 0
  const next = archive.journal.append(entry('b'))
  await nextTurn()
  expect(file.deeds).toEqual(['write', 'sync'])
  await next
})

test('when the disk fills up at any write, nothing acknowledged is lost', patiently, async () => {
  const next = numbersFrom(3)
  for (let trial = 0; trial < trials(200); trial += 1) {
    const file = faultyFile()
    const { directory, archive } = temporaryProfile({ wrapJournalFile: file.wrap })
    const acknowledged: string[] = []
    const answers = new Set<FailureCode | null>()
    let number = 0
    const type = async (count: number): Promise<void> => {
      for (let step = 0; step < count; step += 1) {
        const text = `${String((number += 1)).padStart(6, '0')} ${'.'.repeat(next() * 3000)}`
        const refused = await laterRefusal(archive.journal.append(entry(text)))
        answers.add(refused)
        if (refused === null) acknowledged.push(text)
        if (next() < 0.1) refusal(() => drainToNotes(archive))
      }
    }
    if (next() < 0.5) file.failAfter = Math.floor(next() * 60)
    else file.room = Math.floor(next() * 50_000)
    await type(next() < 0.5 ? 20 : 120)
    const kept = (archive: WholeArchive): Set<string> =>
      new Set([...notes(archive), ...pending(archive)])
    const crashed = reopened(crashImage(directory))
    expect(crashed.missing, `trial ${trial}`).toBe(0)
    expect(
      acknowledged.filter(text => !kept(crashed).has(text)),
      `trial ${trial}`,
    ).toEqual([])
    crashed.close()

    file.failAfter = null
    file.room = null
    await archive.journal.settled()
    await type(5)
    const later = reopened(crashImage(directory))
    expect(later.missing, `trial ${trial}`).toBe(0)
    expect(kept(later).size, `trial ${trial}`).toBe(number)
    expect([null, 'disk-full']).toEqual(expect.arrayContaining([...answers]))
    later.close()
    archive.close()
  }
})

test('when a power cut comes in the middle of a frame, that frame is lost and no earlier one', async () => {
  const { directory, archive } = temporaryProfile()
  await archive.journal.append(entry('kept'))
  const before = readFileSync(join(directory, 'journal'))
  // The witness says what was acknowledged; the frame was not when the power went.
  const witness = readFileSync(join(directory, 'witness'))
  const cutText = 'cut '.repeat(600)
  await archive.journal.append(entry(cutText))
  const after = readFileSync(join(directory, 'journal'))
  const sectors = Array.from({ length: before.length / 512 }, (_, index) => index * 512).filter(
    at => !before.subarray(at, at + 512).equals(after.subarray(at, at + 512)),
  )
  expect(sectors.length).toBeGreaterThan(4)
  // Any set of sectors may have reached the disk.
  for (let set = 0; set < 2 ** sectors.length; set += 1) {
    const torn = Buffer.from(before)
    for (const [index, at] of sectors.entries()) {
      if (set & (1 << index)) after.copy(torn, at, at, at + 512)
    }
    const image = crashImage(directory)
    writeFileSync(join(image, 'journal'), torn)
    writeFileSync(join(image, 'witness'), witness)
    const again = reopened(image)
    const whole = set === 2 ** sectors.length - 1
    expect([pending(again), again.missing]).toEqual([whole ? ['kept', cutText] : ['kept'], 0])
    await again.journal.append(entry('next'))
    const third = reopened(crashImage(image))
    expect([pending(third).at(-1), third.missing]).toEqual(['next', 0])
    third.close()
    again.close()
  }
})

test('when any bit of the journal flips, it is noticed', patiently, async () => {
  const { directory, archive } = temporaryProfile()
  for (const name of ['x', 'y', 'z']) archive.notes.put(null, name, entry(name))
  const all = ['alpha', 'beta '.repeat(150), 'gamma', 'delta']
  for (const text of all) await archive.journal.append(entry(text))
  const journal = readFileSync(join(directory, 'journal'))
  const used = [...journal.keys()].filter(at => journal[at] !== 0)
  const next = numbersFrom(7)
  const image = crashImage(directory)
  let reported = 0
  for (const at of used.filter(() => next() < trials(10) / 10)) {
    const flipped = Buffer.from(journal)
    flipped[at]! ^= 1 << Math.floor(next() * 8)
    writeFileSync(join(image, 'journal'), flipped)
    const again = reopened(image)
    const lost = all.length - pending(again).length
    expect(again.missing, `byte ${at}`).toBe(lost)
    reported += lost
    again.close()
    const twice = reopened(image)
    expect(twice.missing, `byte ${at}`).toBe(lost)
    twice.close()
  }
  expect(reported).toBeGreaterThan(20)
})

test('when the journal was damaged, it goes on, and the loss is reported until it is settled', async () => {
  const { directory, archive } = temporaryProfile()
  const bytes = () => readFileSync(join(directory, 'journal'))
  await archive.journal.append(entry('one'))
  const before = bytes()
  await archive.journal.append(entry('two'))
  const inTwo = bytes().findLastIndex((byte, at) => byte !== before[at])
  await archive.journal.append(entry('three'))
  const image = crashImage(directory)
  const journal = bytes()
  journal[inTwo]! ^= 1
  writeFileSync(join(image, 'journal'), journal)
  const again = reopened(image)
  expect([pending(again), again.missing]).toEqual([['one', 'three'], 1])
  await again.journal.append(entry('four'))
  drainToNotes(again)
  expect([notes(again), again.missing]).toEqual([['four', 'one', 'three'], 1])
  again.close()
  const third = reopened(image)
  expect(third.missing).toBe(1)
  expect(third.check()).toMatchObject({ missing: 1, damaged: 0 })
  third.settleMissing()
  expect(third.missing).toBe(0)
  third.close()
  expect(reopened(image).missing).toBe(0)
})
