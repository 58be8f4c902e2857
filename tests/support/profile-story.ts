// A process of its own that uses a profile until it is killed. Run as
// `node profile-story.ts STORY DIRECTORY`; it prints one line per acknowledgement.
import { execFileSync } from 'node:child_process'
import { rmSync, statfsSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import {
  changePassphrase,
  createProfile,
  dropKeySlots,
  eraseRest,
  openProfile,
  profileState,
  restoreProfile,
  type WholeArchive,
} from '#core/archive'
import { utf8 } from '#core/keys'
import { Failure } from '#shared/failure'

const [story = '', directory = ''] = process.argv.slice(2)
const environment = { now: Date.now }
const passphrase = 'five quite ordinary test words'
const cost = { passes: 1, memory: 8192 }

/** Synchronous, so that a kill loses no printed line. */
const say = (line: string): void => void writeSync(1, `${line}\n`)

const texts = (entries: Uint8Array[]): string[] =>
  entries.map(entry => new TextDecoder().decode(entry))

const open = (): WholeArchive =>
  profileState(directory) === 'new'
    ? createProfile(directory, passphrase, { ...environment, cost })
    : openProfile(directory, passphrase, environment)

const drain = (archive: WholeArchive): void =>
  archive.journal.drain(entries => {
    for (const text of texts(entries)) archive.notes.put(null, text, utf8(text))
  })

/** Types for ever, several edits at a time, and empties the journal now and then. */
const type = async (): Promise<void> => {
  const archive = open()
  drain(archive)
  const began = process.pid
  for (let number = 0; ; number += 1) {
    const edits = Array.from({ length: 1 + (number % 4) }, async (_, index) => {
      const text = `${began}-${number}-${index}${' padding'.repeat(number % 50)}`
      await archive.journal.append(utf8(text))
      say(text)
    })
    await Promise.all(edits)
    if (number % 7 === 6) drain(archive)
  }
}

/** Ten edits, each acknowledged before the next, and a drain between. */
const typeTen = async (): Promise<void> => {
  const archive = open()
  for (let number = 0; number < 10; number += 1) {
    await archive.journal.append(utf8(`edit ${number}`))
    say(`acknowledged ${number}`)
    if (number === 4) drain(archive)
  }
  archive.close()
}

/**
 * Saves each given line, and prints it, or the reason why not. Closes the profile when the lines
 * end.
 */
const typeLines = async (): Promise<void> => {
  const archive = open()
  say('open')
  for await (const line of createInterface({ input: process.stdin })) {
    try {
      if (line.startsWith('note ')) archive.notes.put(null, line, utf8(line))
      else if (line === 'empty the journal') drain(archive)
      else await archive.journal.append(utf8(line))
      say(`acknowledged ${line}`)
    } catch (error) {
      say(error instanceof Failure ? error.code : String(error))
    }
  }
  try {
    drain(archive)
  } catch {
    // Like a session where the disk refuses: the journal still has it.
  }
  archive.close()
}

/** Holds the profile open until it is killed. */
const hold = (): void => {
  open()
  say('open')
  setInterval(() => {}, 1000)
}

const fill = (path: string): void => {
  const piece = new Uint8Array(64 * 1024)
  for (const size of [piece.length, 4096, 1]) {
    try {
      for (;;) writeFileSync(path, piece.subarray(0, size), { flag: 'a' })
    } catch {
      // Full for pieces of this size.
    }
  }
}

/** On a small disk of its own: types until it is full and beyond, then gets room again. */
const fillDisk = async (): Promise<void> => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', directory])
  const profile = join(directory, 'profile')
  const ballast = join(directory, 'ballast')
  const archive = createProfile(profile, passphrase, { ...environment, cost })
  fill(ballast)
  const states: string[] = []
  archive.journal.onState(state => states.push(state))
  const acknowledged: string[] = []
  let number = 0
  let refused = ''
  const append = async (): Promise<void> => {
    const text = `${(number += 1)} ${'x'.repeat(20_000)}`
    try {
      await archive.journal.append(utf8(text))
      acknowledged.push(text)
    } catch (error) {
      refused = error instanceof Failure ? error.code : String(error)
    }
  }
  while (refused === '') await append()
  await append()
  let drainRefused = ''
  try {
    drain(archive)
  } catch (error) {
    drainRefused = error instanceof Failure ? error.code : String(error)
  }
  const free = statfsSync(directory).bavail
  rmSync(ballast)
  await archive.journal.settled()
  drain(archive)
  archive.close()
  const again = openProfile(profile, passphrase, environment)
  const kept = again.notes.list(null, '').map(note => note.name)
  const { missing } = again
  const { damaged } = again.check()
  again.close()
  const lost = acknowledged.filter(text => !kept.includes(text)).length
  say(
    JSON.stringify({
      refused,
      drainRefused,
      states,
      free,
      lost,
      missing,
      damaged,
      number,
      kept: kept.length,
    }),
  )
}

/** Changes the passphrase to and fro until it is killed. */
const changeForEver = (): void => {
  open().close()
  for (let number = 0; ; number += 1) {
    const [old = '', next = ''] = number % 2 === 0 ? [passphrase, 'other'] : ['other', passphrase]
    changePassphrase(directory, { old, next, now: Date.now(), cost })
    say(next)
  }
}

/** Erases the profile for good. */
const erase = (): void => {
  say('erasing')
  dropKeySlots(directory)
  eraseRest(directory)
}

/** Makes the profile again from the newest backup beside it. */
const restore = async (): Promise<void> => {
  say('restoring')
  const claim = { passphrase, secret: null, cost }
  const { archive } = await restoreProfile(directory, null, claim, environment)
  archive.close()
}

const stories: Record<string, () => void | Promise<void>> = {
  type,
  typeTen,
  typeLines,
  hold,
  fillDisk,
  changeForEver,
  erase,
  restore,
}
await stories[story]?.()
