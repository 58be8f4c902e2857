// A closed archive gives space back that it no longer needs, and loses nothing by that.
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { WholeArchive } from '#core/archive'
import { random, toHex } from '#core/keys'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import { passphrase, reopened, temporaryDirectory, temporaryProfile } from '#tests/archive'
import { openArchiveFile } from '#tests/packed-content'
import { numbersFrom } from '#tests/trials'
import { createDatabase, openDatabase } from '../../../src/core/archive/database.ts'
import { openPages } from '../../../src/core/archive/pages.ts'

const large = random(300_000)

const bytesOf = (directory: string): number => statSync(join(directory, 'archive.db')).size

const freePagesOf = (directory: string): number => {
  const database = openArchiveFile(directory, passphrase)
  const free = Number(database.pragma('freelist_count', { simple: true }))
  database.close()
  return free
}

/** Ten notes with much in them, of which the first stays. */
const keepAndRemove = (archive: WholeArchive): void => {
  for (let at = 0; at < 10; at += 1) archive.notes.put(null, `note ${at}`, large)
  for (let at = 1; at < 10; at += 1) archive.notes.remove(null, `note ${at}`)
}

test('when most of an archive was removed, its file is small after it was closed', () => {
  const { directory, archive } = temporaryProfile()
  keepAndRemove(archive)
  archive.scrub()
  const before = bytesOf(directory)
  archive.close()
  expect(before).toBeGreaterThan(3_000_000)
  expect(bytesOf(directory)).toBeLessThan(1_000_000)
  expect(freePagesOf(directory)).toBe(0)
})

test('when the file became smaller, the archive opens whole and misses nothing', () => {
  const { directory, archive } = temporaryProfile()
  keepAndRemove(archive)
  archive.close()
  const again = reopened(directory)
  expect(again.notes.get(null, 'note 0')).toEqual(large)
  expect(again.check()).toMatchObject({ damaged: 0, missing: 0 })
  // The file grows over the place of pages that were given back.
  again.notes.put(null, 'note 1', large)
  again.notes.put(null, 'note 2', large)
  again.close()
  const last = reopened(directory)
  expect(last.notes.get(null, 'note 2')).toEqual(large)
  expect(last.check()).toMatchObject({ damaged: 0, missing: 0 })
})

test('when few pages are free, they stay for the next text', () => {
  const { directory, archive } = temporaryProfile()
  archive.notes.put(null, 'stays', large)
  archive.notes.put(null, 'goes', large.subarray(0, 50_000))
  archive.notes.remove(null, 'goes')
  archive.close()
  expect(freePagesOf(directory)).toBeGreaterThan(5)
})

test('when an archive is opened and closed without a change, its file stays as it was', () => {
  const { directory, archive } = temporaryProfile()
  keepAndRemove(archive)
  archive.close()
  const before = readFileSync(join(directory, 'archive.db'))
  reopened(directory).close()
  expect(readFileSync(join(directory, 'archive.db')).equals(before)).toBe(true)
})

test('when a page was indexed many times, a closed archive keeps its last words alone', () => {
  const { directory, archive } = temporaryProfile()
  const group = 'ab'.repeat(32) as GroupId
  const document = toHex(random(16)) as DocumentId
  archive.documents.put({
    id: document,
    group,
    kind: 'statement',
    title: 'Untitled',
    language: 'en',
    reference: '',
    status: 'draft',
    shared: false,
    secret: new Uint8Array(),
    createdAt: 1,
    changedAt: 1,
    changedBy: null,
    words: 0,
  })
  const next = numbersFrom(1)
  const word = (): string => Math.floor(next() * 1e9).toString(36)
  const index = (of: WholeArchive): void =>
    of.search.replace(document, [
      {
        block: 'block12345' as BlockId,
        number: '1.',
        text: [...Array.from({ length: 2_000 }, word), 'shelter'].join(' '),
      },
    ])
  index(archive)
  archive.close()
  const once = bytesOf(directory)
  const again = reopened(directory)
  for (let time = 0; time < 30; time += 1) index(again)
  again.close()
  expect(bytesOf(directory)).toBeLessThan(once + 40_000)
  const last = reopened(directory)
  expect(last.search.query({ text: 'shelter' })).toHaveLength(1)
  expect(last.check().damaged).toBe(0)
})

test('while the witness takes no tags, a closing gives nothing back: the log is not written before it', () => {
  const path = join(temporaryDirectory(), 'archive.db')
  const key = random(32)
  const database = createDatabase(path, key)
  const free = (of: typeof database) => Number(of.pragma('freelist_count', { simple: true }))
  let isFull = false
  const pages = openPages(database, {
    ...{ isThere: false, head: null, heard: null, tags: new Uint8Array(0) },
    ...{ keepHead() {}, keepFrame() {}, reserve() {}, close() {} },
    keepTags() {
      if (isFull) throw Object.assign(new Error('full'), { code: 'ENOSPC' })
    },
  })
  database.exec('CREATE TABLE large (bytes BLOB)')
  database.prepare('INSERT INTO large VALUES (?)').run(random(10_000_000))
  database.exec('DELETE FROM large')
  const before = free(database)
  expect(before).toBeGreaterThan(2_000)
  isFull = true
  // The log is long enough to be written back, and the tags are still to be kept.
  pages.committed()
  pages.close()
  const again = openDatabase(path, key)
  expect(free(again)).toBe(before)
  again.close()
})
