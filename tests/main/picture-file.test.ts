// A picture that a person chose goes to the page as it is; what is none of a person's files does not.
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPictureFile } from '../../src/main/picture-file.ts'

let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'pf-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a file gives its name and its bytes', async () => {
  const path = join(folder, 'code.png')
  writeFileSync(path, 'picture')
  expect(await readPictureFile(path)).toEqual({
    name: 'code.png',
    bytes: new TextEncoder().encode('picture'),
  })
})

test.each([
  ['a file of more than 32 MiB', () => join(folder, 'large'), 'file-too-large'],
  ['a device without an end', () => '/dev/zero', 'file-too-large'],
  ['a folder', () => folder, 'file-too-large'],
  ['a file that is gone', () => join(folder, 'gone'), 'file-not-found'],
])('%s is refused', async (_what, path, code) => {
  writeFileSync(join(folder, 'large'), '')
  truncateSync(join(folder, 'large'), 32 * 1024 * 1024 + 1)
  await expect(readPictureFile(path())).rejects.toMatchObject({ code })
})
