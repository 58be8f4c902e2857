// A grant is for one file, one direction and one use.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openFiles } from '#core/grants'
import type { FileGrant } from '#shared/ids'
import { temporaryDirectory } from '#tests/archive'

const file = 'one' as FileGrant
const bytes = (text: string) => new TextEncoder().encode(text)
const text = (read: Uint8Array) => new TextDecoder().decode(read)

const granted = (direction: 'read' | 'write', content = 'as it was') => {
  const path = join(temporaryDirectory(), 'report.txt')
  writeFileSync(path, content)
  const files = openFiles()
  files.grant(file, path, direction)
  return { files, path }
}

test('when a file was chosen for reading, writing is refused and it stays as it was', async () => {
  const { files, path } = granted('read')
  await expect(files.write(file, bytes('other'))).rejects.toMatchObject({ code: 'file-not-found' })
  const writing = files.writeThrough(file, handle => handle.writeFile('other'))
  await expect(writing).rejects.toMatchObject({ code: 'file-not-found' })
  expect(readFileSync(path, 'utf8')).toBe('as it was')
})

test('when a file was chosen for writing, reading is refused', async () => {
  const { files } = granted('write')
  await expect(files.read(file)).rejects.toMatchObject({ code: 'file-not-found' })
  const reading = files.readThrough(file, handle => handle.readFile())
  await expect(reading).rejects.toMatchObject({ code: 'file-not-found' })
})

test('when a file was written, the same grant writes it no second time', async () => {
  const { files, path } = granted('write')
  await files.write(file, bytes('first'))
  await expect(files.write(file, bytes('second'))).rejects.toMatchObject({ code: 'file-not-found' })
  expect(readFileSync(path, 'utf8')).toBe('first')
})

test('when two writes begin at once under one grant, one of them is refused', async () => {
  const { files } = granted('write')
  const both = await Promise.allSettled([
    files.write(file, bytes('first')),
    files.write(file, bytes('second')),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('when a file changed after reading, the same grant gives the first bytes', async () => {
  const { files, path } = granted('read')
  expect(text(await files.read(file))).toBe('as it was')
  writeFileSync(path, 'what came later')
  expect(text(await files.read(file))).toBe('as it was')
})

test('when a large file was read, the same grant reads it no second time', async () => {
  const { files } = granted('read', 'x'.repeat(1024 * 1024 + 1))
  await files.read(file)
  await expect(files.read(file)).rejects.toMatchObject({ code: 'file-not-found' })
})

test('when the work with a file fails, the grant is as good as before', async () => {
  const { files, path } = granted('write')
  const failing = files.writeThrough(file, () => Promise.reject(new Error('refused')))
  await expect(failing).rejects.toThrow('refused')
  await files.write(file, bytes('after that'))
  expect(readFileSync(path, 'utf8')).toBe('after that')
})

test.each([
  ['a folder', () => temporaryDirectory()],
  ['a device without an end', () => '/dev/zero'],
])('%s is no file to read, and is refused at once', async (_what, path) => {
  const files = openFiles()
  files.grant(file, path(), 'read')
  const refused = { code: 'file-wrong-kind' }
  await expect(files.read(file, 100)).rejects.toMatchObject(refused)
  const reading = files.readThrough(file, handle => handle.read(new Uint8Array(1)))
  await expect(reading).rejects.toMatchObject(refused)
})
