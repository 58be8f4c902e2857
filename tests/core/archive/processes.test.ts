// Effects that only another process can show: kill -9, the order of system calls, a full disk, a
// second instance.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { openProfile, profileState, type WholeArchive } from '#core/archive'
import { passphrase, reopened, temporaryDirectory } from '#tests/archive'
import { refusal } from '#tests/refusal'
import { numbersFrom, patiently, trials } from '#tests/trials'

const storyFile = join(import.meta.dirname, '../../support/profile-story.ts')

const start = (...words: string[]): ChildProcess => {
  const child = spawn(process.execPath, [storyFile, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/**
 * Reads the child's lines until there are `count`, kills it, and returns all its lines after it
 * ended: its output can end before its locks.
 */
const killAfter = async (child: ChildProcess, count: number): Promise<string[]> => {
  const gone = once(child, 'exit')
  const said: string[] = []
  for await (const line of createInterface({ input: child.stdout! })) {
    said.push(line)
    if (said.length === count) child.kill('SIGKILL')
  }
  await gone
  return said
}

const kept = (archive: WholeArchive): Set<string> => {
  const pending = archive.journal.pending().map(entry => new TextDecoder().decode(entry))
  return new Set([...archive.notes.list(null, '').map(note => note.name), ...pending])
}

test(
  'when kill -9 comes while typing, again and again on one profile, nothing acknowledged is lost',
  patiently,
  async () => {
    const directory = join(temporaryDirectory(), 'profile')
    const next = numbersFrom(19)
    const acknowledged: string[] = []
    let asked = 0
    for (let kill = 0; kill < trials(100, 3); kill += 1) {
      const child = start('type', directory)
      const lines = 1 + Math.floor(next() * 60)
      acknowledged.push(...(await killAfter(child, lines)))
      asked += lines
      expect(profileState(directory)).toBe('locked')
      const archive = openProfile(directory, passphrase, { now: Date.now })
      const found = kept(archive)
      expect(archive.missing, `kill ${kill}`).toBe(0)
      expect(
        acknowledged.filter(text => !found.has(text)),
        `kill ${kill}`,
      ).toEqual([])
      archive.close()
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(asked)
    expect(reopened(directory).check()).toMatchObject({ damaged: 0, missing: 0 })
  },
)

test(
  'when kill -9 comes while the passphrase changes, the old or the new one opens',
  patiently,
  async () => {
    const next = numbersFrom(29)
    for (let kill = 0; kill < trials(100, 3); kill += 1) {
      const directory = join(temporaryDirectory(), 'profile')
      await killAfter(start('changeForEver', directory), 1 + Math.floor(next() * 30))
      const answers = [passphrase, 'other'].map(words =>
        refusal(() => openProfile(directory, words, { now: Date.now }).close()),
      )
      expect(new Set(answers)).toEqual(new Set([null, 'wrong-passphrase']))
    }
  },
)

test('when a change is acknowledged, its sync came before', () => {
  const directory = temporaryDirectory()
  const log = join(directory, 'calls')
  const ran = spawnSync(
    'strace',
    [
      '-f',
      '-y',
      '-e',
      'trace=write,pwrite64,pwritev,fsync,fdatasync',
      '-s',
      '64',
      '-o',
      log,
    ].concat([process.execPath, storyFile, 'typeTen', join(directory, 'profile')]),
    { encoding: 'utf8' },
  )
  expect(ran.error, 'this test needs the system package strace').toBe(undefined)
  expect(ran.stdout.trim().split('\n')).toHaveLength(10)
  let isSynced = true
  let written = 0
  const unsynced: string[] = []
  let acknowledgements = 0
  for (const line of readFileSync(log, 'utf8').split('\n')) {
    if (/\b(pwrite64|pwritev|write)\(\d+<[^>]*\/journal>/.test(line)) {
      isSynced = false
      written += 1
    }
    if (/\b(fdatasync|fsync)\(\d+<[^>]*\/journal>\)\s+= 0/.test(line)) isSynced = true
    if (!/\bwrite\(1<[^>]*>, "acknowledged/.test(line)) continue
    acknowledgements += 1
    if (!isSynced || written === 0) unsynced.push(line)
    written = 0
  }
  expect(acknowledgements).toBe(10)
  expect(unsynced).toEqual([])
})

test('when a real disk is full, nothing acknowledged is lost and saving goes on automatically', () => {
  const directory = temporaryDirectory()
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']
  const ran = spawnSync(
    'unshare',
    [...user, '--mount', process.execPath, storyFile, 'fillDisk', directory],
    { encoding: 'utf8' },
  )
  expect(ran.error, 'this test needs unshare, of the system package util-linux').toBe(undefined)
  const isAllowed = !ran.stderr.includes('Operation not permitted')
  expect(isAllowed, 'this test needs to be allowed a mount namespace of its own').toBe(true)
  expect(JSON.parse(ran.stdout)).toMatchObject({
    refused: 'disk-full',
    drainRefused: 'disk-full',
    states: ['disk-full', 'saved'],
    free: 0,
    lost: 0,
    missing: 0,
    damaged: 0,
  })
  const { number, kept } = JSON.parse(ran.stdout) as { number: number; kept: number }
  expect(kept).toBe(number)
})

test('when a second instance starts, it is refused, and a killed one blocks nothing', async () => {
  const directory = join(temporaryDirectory(), 'profile')
  const child = start('hold', directory)
  await once(child.stdout!, 'data')
  expect(profileState(directory)).toBe('in-use')
  const open = () => openProfile(directory, passphrase, { now: Date.now })
  expect(refusal(open)).toBe('profile-in-use')
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(profileState(directory)).toBe('locked')
  const archive = open()
  expect(profileState(directory)).toBe('in-use')
  expect(refusal(open)).toBe('profile-in-use')
  archive.close()
  expect(profileState(directory)).toBe('locked')
})
