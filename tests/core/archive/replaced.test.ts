// Two processes and one profile: the second is refused. If the files of the first are deleted or
// replaced, it acknowledges nothing more and says so.
// @module-tag long
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import {
  changePassphrase,
  keepBackup,
  openProfile,
  restoreProfile,
  type WholeArchive,
} from '#core/archive'
import { utf8 } from '#core/keys'
import {
  cheapCost,
  crashImage,
  passphrase,
  reopened,
  temporaryDirectory,
  temporaryProfile,
} from '#tests/archive'
import { laterRefusal, refusal } from '#tests/refusal'
import { trials } from '#tests/trials'

const storyFile = join(import.meta.dirname, '../../support/profile-story.ts')

/** A process that has the profile open and saves one line at a time. */
const writer = async (directory: string) => {
  const child = spawn(process.execPath, [storyFile, 'typeLines', directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const gone = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<string> => String((await lines.next()).value)
  expect(await next()).toBe('open')
  return {
    /** Sends a line to the process and returns its reply. */
    type(line: string): Promise<string> {
      child.stdin.write(`${line}\n`)
      return next()
    },
    async close(): Promise<void> {
      child.stdin.end()
      await gone
    },
    async kill(): Promise<void> {
      child.kill('SIGKILL')
      await gone
    },
  }
}

const open = (directory: string): WholeArchive =>
  openProfile(directory, passphrase, { now: Date.now })

const kept = (archive: WholeArchive): string[] => {
  const pending = archive.journal.pending().map(entry => new TextDecoder().decode(entry))
  return [...archive.notes.list(null, '').map(note => note.name), ...pending]
}

test('when the lock file is deleted, a second process is still refused and nothing is lost', async () => {
  for (let trial = 0; trial < trials(15, 2); trial += 1) {
    const directory = join(temporaryDirectory(), 'profile')
    const first = await writer(directory)
    const lines = Array.from({ length: 14 }, (_, number) => `line ${number}`)
    for (const line of lines.slice(0, 7)) await first.type(line)
    rmSync(join(directory, 'lock'))
    expect(refusal(() => open(directory).close())).toBe('profile-in-use')
    for (const line of lines.slice(7)) expect(await first.type(line)).toBe(`acknowledged ${line}`)
    expect(refusal(() => open(directory).close())).toBe('profile-in-use')
    await (trial % 2 === 0 ? first.kill() : first.close())
    const after = reopened(directory)
    expect([new Set(kept(after)), after.missing]).toEqual([new Set(lines), 0])
    after.close()
  }
})

test('when the lock file is deleted, nothing is restored over an open archive', async () => {
  const directory = join(temporaryDirectory(), 'profile')
  const first = await writer(directory)
  await first.type('line')
  rmSync(join(directory, 'lock'))
  const before = readdirSync(directory).filter(name => !name.startsWith('lock'))
  const claim = { passphrase, secret: null, cost: cheapCost }
  const restore = restoreProfile(directory, null, claim, { now: Date.now })
  expect(await laterRefusal(restore)).toBe('profile-in-use')
  expect(readdirSync(directory).filter(name => !name.startsWith('lock'))).toEqual(before)
  await first.close()
})

const keysOf = (directory: string): string => join(directory, 'keys')

/** The outcome for a person at the next opening. */
const judged = (directory: string, said: string[]): 'whole' | 'reported' | 'silent loss' => {
  const answer = refusal(() => open(directory).close())
  if (answer === 'archive-damaged') return 'reported'
  const archive = open(directory)
  const isWhole = said.every(line => kept(archive).includes(line))
  const { missing } = archive
  archive.close()
  if (missing > 0) return 'reported'
  return isWhole ? 'whole' : 'silent loss'
}

const names = ['archive.db', 'archive.db-wal', 'journal', 'keys'] as const
const deeds = {
  gone: (path: string) => rmSync(path),
  'moved away': (path: string) => renameSync(path, `${path}.aside`),
  'replaced by an older one': (path: string, older: string) => {
    copyFileSync(older, `${path}.older`)
    renameSync(`${path}.older`, path)
  },
}
const cases = names.flatMap(name =>
  (Object.keys(deeds) as (keyof typeof deeds)[]).map(deed => ({ name, deed })),
)

test.each(cases)(
  'when the file is $name and it is $deed, the writer acknowledges nothing more, says so, and no loss is silent',
  async ({ name, deed }) => {
    const directory = join(temporaryDirectory(), 'profile')
    const first = await writer(directory)
    const said = ['note early', 'line early']
    for (const line of said) await first.type(line)
    const older = crashImage(directory)
    for (const line of ['note late', 'empty the journal', 'line late', 'line last']) {
      expect(await first.type(line)).toBe(`acknowledged ${line}`)
      if (line !== 'empty the journal') said.push(line)
    }
    deeds[deed](join(directory, name), join(older, name))
    expect(await first.type('line after')).toBe('archive-replaced')
    expect(await first.type('note after')).toBe('archive-replaced')
    expect(await first.type('line after that')).toBe('archive-replaced')
    await first.close()
    if (!existsSync(keysOf(directory))) copyFileSync(keysOf(older), keysOf(directory))
    expect(judged(directory, said)).not.toBe('silent loss')
  },
)

test('when a file that was moved away returns, writing goes on', async () => {
  const directory = join(temporaryDirectory(), 'profile')
  const first = await writer(directory)
  await first.type('early')
  renameSync(directory, `${directory} elsewhere`)
  expect(await first.type('meanwhile')).toBe('archive-replaced')
  renameSync(`${directory} elsewhere`, directory)
  expect(await first.type('late')).toBe('acknowledged late')
  await first.close()
  const after = reopened(directory)
  // The refused edit is kept and tried again automatically, as on a full disk.
  expect([kept(after), after.missing]).toEqual([['early', 'late', 'meanwhile'], 0])
})

test('when key slots change, own changes stop nothing and those of another program are not overwritten', async () => {
  const { directory, archive } = temporaryProfile()
  const change = (old: string, next: string): void =>
    archive.changeKeys(() => changePassphrase(directory, { old, next, now: 0, cost: cheapCost }))
  change(passphrase, 'new words')
  await archive.journal.append(utf8('late'))
  copyFileSync(join(directory, 'keys'), join(directory, 'keys.other'))
  renameSync(join(directory, 'keys.other'), join(directory, 'keys'))
  const before = readFileSync(join(directory, 'keys'))
  expect(refusal(() => change('new words', passphrase))).toBe('archive-replaced')
  expect(readFileSync(join(directory, 'keys')).equals(before)).toBe(true)
})

test('when the archive’s file was replaced, a backup of it is refused', async () => {
  const { directory, archive } = temporaryProfile()
  await keepBackup(directory, archive)
  copyFileSync(join(directory, 'archive.db'), join(directory, 'other'))
  renameSync(join(directory, 'other'), join(directory, 'archive.db'))
  expect(await laterRefusal(keepBackup(directory, archive))).toBe('archive-replaced')
  expect(readdirSync(join(directory, 'backups'))).toEqual(['1.backup', 'keys'])
})
