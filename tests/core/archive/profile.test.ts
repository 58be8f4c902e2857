import {
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
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import {
  changePassphrase,
  createProfile,
  openProfile,
  profileState,
  readAppearance,
  writeAppearance,
} from '#core/archive'
import { digest, encode, openKeySlots, toHex, utf8 } from '#core/keys'
import type { DocumentId, GroupId } from '#shared/ids'
import {
  cheapCost,
  crashImage,
  passphrase,
  reopened,
  temporaryDirectory,
  temporaryProfile,
} from '#tests/archive'
import { refusal } from '#tests/refusal'
import { numbersFrom } from '#tests/trials'

const environment = { now: () => 0, cost: cheapCost }
const create = (directory: string) => createProfile(directory, passphrase, environment)
const open = (directory: string) => openProfile(directory, passphrase, environment)

/** The files of the directory, without those that SQLite makes while reading. */
const bytesOf = (directory: string): string[] =>
  readdirSync(directory)
    .map(name => ({ name, bytes: readFileSync(join(directory, name)) }))
    .filter(({ name, bytes }) => bytes.length > 0 && !name.endsWith('-shm'))
    .map(({ name, bytes }) => `${name} ${toHex(digest('file', bytes))}`)

test('when a directory has no profile, it is new, and once it has one, a second is refused', () => {
  const directory = join(temporaryDirectory(), 'deep', 'profile')
  expect(profileState(directory)).toBe('new')
  expect(existsSync(directory)).toBe(false)
  expect(refusal(() => open(directory))).toBe('profile-missing')
  writeAppearance(directory, { language: 'ar', theme: 'dark' })
  expect(profileState(directory)).toBe('new')
  create(directory).close()
  expect(profileState(directory)).toBe('locked')
  const before = bytesOf(directory)
  expect(refusal(() => create(directory))).toBe('profile-exists')
  expect(refusal(() => openProfile(directory, 'another', environment))).toBe('wrong-passphrase')
  // The wrong attempt is counted, and nothing else changes.
  expect(bytesOf(directory).filter(each => !each.startsWith('tries '))).toEqual(before)
})

test.runIf(process.platform !== 'win32')(
  'when files are made, no other user of the machine may read them',
  () => {
    const directory = join(temporaryDirectory(), 'profile')
    const archive = create(directory)
    const mode = (path: string): number => statSync(path).mode & 0o077
    expect(mode(directory)).toBe(0)
    const files = readdirSync(directory).filter(name => name !== 'lock')
    expect(files.filter(name => mode(join(directory, name)) !== 0)).toEqual([])
    expect(files).toEqual(
      expect.arrayContaining(['archive.db', 'archive.db-wal', 'journal', 'keys']),
    )
    archive.close()
  },
)

test('when creation is interrupted anywhere, the next start makes or opens a profile', () => {
  const directory = join(temporaryDirectory(), 'profile')
  create(directory).close()
  const inPlace = (copy: string, names: string[]): void => {
    for (const name of names) renameSync(join(copy, name), join(copy, `${name}.new`))
  }
  const early = crashImage(directory)
  inPlace(early, ['archive.db', 'journal', 'keys'])
  expect(profileState(early)).toBe('new')
  create(early).close()

  for (const names of [['archive.db', 'journal'], ['archive.db'], ['journal']]) {
    const late = crashImage(directory)
    inPlace(late, names)
    expect(profileState(late)).toBe('locked')
    const archive = open(late)
    expect(archive.missing).toBe(0)
    archive.close()
    expect(readdirSync(late).filter(name => name.endsWith('.new'))).toEqual([])
  }
})

test('when an archive has no key slots, it is damaged and is not overwritten', () => {
  const directory = temporaryDirectory()
  create(directory).close()
  rmSync(join(directory, 'keys'))
  const before = bytesOf(directory)
  expect(profileState(directory)).toBe('damaged')
  expect(refusal(() => create(directory))).toBe('archive-damaged')
  expect(refusal(() => open(directory))).toBe('archive-damaged')
  expect(bytesOf(directory)).toEqual(before)
})

test('when the key slots are of another profile, nothing opens', () => {
  const [one, two] = [temporaryDirectory(), temporaryDirectory()]
  create(one).close()
  create(two).close()
  writeFileSync(join(one, 'keys'), readFileSync(join(two, 'keys')))
  expect(refusal(() => open(one))).toBe('archive-damaged')
})

test('when a path cannot be a profile, it is refused as not writable', () => {
  const directory = temporaryDirectory()
  mkdirSync(join(directory, 'keys'))
  expect(refusal(() => profileState(directory))).toBe('not-writable')
  expect(refusal(() => create(directory))).toBe('profile-exists')
  const file = join(temporaryDirectory(), 'file')
  writeFileSync(file, '')
  expect(refusal(() => create(join(file, 'profile')))).toBe('not-writable')
})

/**
 * Opens the database as this version does and runs `sql` in it; returns the files before closing.
 */
const tamper = (directory: string, sql: string): string => {
  const keys = openKeySlots(readFileSync(join(directory, 'keys')), passphrase)
  const database = new Sqlite(join(directory, 'archive.db'))
  database.pragma(`cipher = 'aegis'`)
  database.pragma(`key = "x'${Buffer.from(keys.database).toString('hex')}'"`)
  database.exec(sql)
  const image = crashImage(directory)
  database.close()
  return image
}

test('when the archive is newer, it is refused and no byte of it changes', async () => {
  const { directory, archive } = temporaryProfile()
  await archive.journal.append(utf8('left'))
  archive.close()
  const crashed = tamper(directory, 'CREATE TABLE later (x TEXT); PRAGMA user_version = 4000')
  expect(statSync(join(crashed, 'archive.db-wal')).size).toBeGreaterThan(0)
  for (const at of [directory, crashed]) {
    const before = bytesOf(at)
    expect(refusal(() => open(at))).toBe('archive-is-newer')
    expect(bytesOf(at)).toEqual(before)
  }
})

test('when the key slots are newer, they are refused before any passphrase', () => {
  const directory = temporaryDirectory()
  create(directory).close()
  const body = encode([2, 'keys', []])
  const file = new Uint8Array([...body, ...digest('key slots', body)])
  writeFileSync(join(directory, 'keys'), file)
  expect(profileState(directory)).toBe('newer')
  expect(refusal(() => open(directory))).toBe('archive-is-newer')
  writeFileSync(join(directory, 'keys'), file.subarray(1))
  expect(profileState(directory)).toBe('damaged')
})

test('when a step of the schema fails, the archive stays as it was', () => {
  const directory = temporaryDirectory()
  create(directory).close()
  // A file without any step: the first one makes one table and fails at the next.
  tamper(directory, 'DROP TABLE head; PRAGMA user_version = 0')
  const before = bytesOf(directory)
  expect(() => open(directory)).toThrow('already exists')
  expect(bytesOf(directory)).toEqual(before)
  expect(() => tamper(directory, 'SELECT * FROM head')).toThrow('no such table')
})

test('when the passphrase changes, it holds from the next opening, and a wrong one changes nothing', () => {
  const directory = temporaryDirectory()
  create(directory).close()
  const change = (old: string, next: string) =>
    changePassphrase(directory, { old, next, now: environment.now(), cost: cheapCost })
  expect(refusal(() => change('wrong', 'new words'))).toBe('wrong-passphrase')
  change(passphrase, 'new words')
  expect(refusal(() => open(directory))).toBe('wrong-passphrase')
  openProfile(directory, 'new words', environment).close()
  // A crash before the rename leaves the new file beside the old one.
  writeFileSync(join(directory, 'keys.new'), 'half')
  openProfile(directory, 'new words', environment).close()
})

test('when the profile is locked, the appearance is known, whatever the state of its file', () => {
  const directory = temporaryDirectory()
  expect(readAppearance(directory, 'de-DE')).toEqual({ language: 'en', theme: 'system', size: 100 })
  expect(readAppearance(directory, 'ar-EG')).toEqual({ language: 'ar', theme: 'system', size: 100 })
  expect(readAppearance(directory, 'ru-KZ')).toMatchObject({ language: 'ru' })
  expect(readAppearance(directory, 'zh-Hans-CN')).toMatchObject({ language: 'zh' })
  expect(readAppearance(directory, 'fr')).toEqual({ language: 'fr', theme: 'system', size: 100 })
  writeAppearance(directory, { language: 'ar', theme: 'dark', size: 150 })
  expect(readAppearance(directory)).toEqual({ language: 'ar', theme: 'dark', size: 150 })
  writeFileSync(join(directory, 'appearance.json'), '{"language":"es","theme":"dark"}')
  expect(readAppearance(directory)).toEqual({ language: 'es', theme: 'dark', size: 100 })
  for (const text of [
    '',
    '{',
    '[]',
    '{"language":"xx"}',
    '{"language":"fr","theme":"dark","size":900}',
    '\u0000',
  ]) {
    writeFileSync(join(directory, 'appearance.json'), text)
    expect(readAppearance(directory, 'en-GB')).toEqual({
      language: 'en',
      theme: 'system',
      size: 100,
    })
  }
})

const utf8Base64 = (text: string): string => Buffer.from(text).toString('base64')

test('when words are written, no file has them in any spelling', async () => {
  const { directory, archive } = temporaryProfile()
  const document = 'ab'.repeat(16) as DocumentId
  const marker = 'quokkamarker'
  archive.documents.put({
    id: document,
    group: 'cd'.repeat(32) as GroupId,
    kind: 'statement',
    title: `title ${marker}`,
    language: 'en',
    reference: marker,
    status: 'draft',
    shared: false,
    secret: utf8(marker),
    createdAt: 1,
    changedAt: 1,
    changedBy: null,
    words: 1,
  })
  for (let number = 0; number < 200; number += 1) {
    const text = `${marker} ${number} `.repeat(30)
    archive.search.replace(document, [{ block: null, number: '', text }])
    archive.notes.put(null, `${marker} ${number}`, utf8(text))
  }
  archive.search.query({ text: marker })
  await archive.journal.append(utf8(marker.repeat(10)))
  const spellings = (word: string): Buffer[] => [
    Buffer.from(word),
    Buffer.from(word, 'utf16le'),
    ...[0, 1, 2].map(skip => Buffer.from(utf8Base64(word.slice(skip)).slice(0, 10))),
  ]
  const found = (path: string): boolean => {
    const bytes = readFileSync(path)
    return spellings(marker).some(spelling => bytes.includes(spelling))
  }
  const image = crashImage(directory)
  archive.close()
  for (const at of [image, directory]) {
    expect(readdirSync(at).filter(name => found(join(at, name)))).toEqual([])
  }
  // The same search finds it in a file that is not encrypted.
  writeFileSync(join(image, 'control'), utf8Base64(`x${marker}`))
  expect(found(join(image, 'control'))).toBe(true)
})

test('when files are random bytes, they are refused', () => {
  const directory = temporaryDirectory()
  create(directory).close()
  const next = numbersFrom(23)
  for (const name of ['keys', 'archive.db']) {
    for (let trial = 0; trial < 50; trial += 1) {
      const image = crashImage(directory)
      const noise = Buffer.from(Array.from({ length: next() * 9000 }, () => next() * 256))
      writeFileSync(join(image, name), noise)
      expect(
        refusal(() => open(image)),
        `${name} ${trial}`,
      ).toBe('archive-damaged')
    }
  }
  const image = crashImage(directory)
  writeFileSync(join(image, 'journal'), Buffer.alloc(300_000, 0x5a))
  expect(reopened(image).missing).toBeGreaterThan(0)
})
