// Files that cannot be imported are named for what they are, whatever ending their names have.
import { expect, test } from 'vitest'
import { readApart } from '#core/files'
import { mustBeImportable } from '../../../src/core/files/other-files.ts'
import { readOdt } from '../../../src/core/files/odt/index.ts'
import { laterRefusal, refusal } from '#tests/refusal'
import { encryptedZip, pretendingFiles } from '#tests/hostile-files'
import { openText, p } from '#tests/open-text'
import { textAlone } from '#tests/word-file'

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1')

test.each(pretendingFiles)('when it is $name, it is named', ({ file, bytes, code }) => {
  expect(refusal(() => mustBeImportable(bytes(), file))).toBe(code)
})

test('when a text names such files, it is read', () => {
  const text = 'WordDocument, EncryptedPackage, GIF89a, RIFF.'
  expect(refusal(() => mustBeImportable(bytesOf(text), 'a.txt'))).toBeNull()
})

test('when the parts of a zip are under a password, it is named', async () => {
  expect(await laterRefusal(readOdt(encryptedZip(openText(p('Text')))))).toBe('file-has-password')
})

test('when such a file comes in under the name of a text, its thread names it', async () => {
  const wanted = { ...textAlone('statement'), file: 'a.txt' }
  const task = { format: 'text', bytes: bytesOf('%PDF-1.7'), ...wanted } as const
  expect(
    await laterRefusal(readApart(task, { isCancelled: () => false, progress: () => {} })),
  ).toBe('file-is-pdf')
})
