// The hashes by which a request names a file: plain SHA-256, and keyed where words of circles stand in the file, so that
// a reader outside the circles cannot try out guesses.
import { expect, test } from 'vitest'
import { sha256, toHex, utf8 } from '#core/keys'
import type { DocumentId, GroupId } from '#shared/ids'
import { exportRequest } from '#tests/export-acts'
import {
  hashesOf,
  isAbout,
  type MadeFile,
} from '../../../src/core/exports/second-look/second-look.ts'

const [one, two] = ['1'.repeat(32), '2'.repeat(32)] as [DocumentId, DocumentId]
const made: MadeFile = { list: utf8('the list'), file: utf8('the file'), within: [] }

/** The hashes on a device whose documents of circles have secrets of these bytes. */
const hashes = (
  within: readonly DocumentId[],
  secrets = new Map([one, two].map((id, at) => [id, at])),
) => {
  const keyOf = (id: DocumentId) => {
    const byte = secrets.get(id)
    const group = '0'.repeat(64) as GroupId
    return byte === undefined
      ? null
      : { group, shared: true, secret: new Uint8Array(32).fill(byte) }
  }
  const ports = { archive: { documents: { keyOf } } } as unknown as Parameters<typeof hashesOf>[0]
  const { list, file } = hashesOf(ports, { ...made, within })
  return [toHex(list), toHex(file)]
}
const plain = [toHex(sha256(made.list)), toHex(sha256(made.file))]

test('without words of circles they are SHA-256, by which a file is known later', () => {
  expect(hashes([])).toEqual(plain)
})

test('with words of circles they follow from the secrets of all their documents, in every order', () => {
  const both = hashes([one, two])
  expect(hashes([two, one, two])).toEqual(both)
  for (const hash of both) expect(plain).not.toContain(hash)
  expect(hashes([one])).not.toEqual(both)
  expect(
    hashes(
      [one, two],
      new Map([
        [one, 0],
        [two, 9],
      ]),
    ),
  ).not.toEqual(both)
})

test('a device without one of the documents makes no hash', () => {
  expect(() => hashes([one, two], new Map([[one, 0]]))).toThrow('not-found')
})

test('a request is about one format, one list of names and one file', () => {
  const [list, file, other] = [1, 2, 3].map(byte => new Uint8Array(32).fill(byte))
  const request = { file: { ...exportRequest(), list: list!, file: file! } }
  const isAboutIt = (format: string, hashes: Partial<{ list: Uint8Array; file: Uint8Array }>) =>
    isAbout(request, format, { list: list!, file: file!, ...hashes })
  expect(isAboutIt('docx', {})).toBe(true)
  expect(isAboutIt('odt', {})).toBe(false)
  // The same bytes may name another member, who has the same initials.
  expect(isAboutIt('docx', { list: other! })).toBe(false)
  expect(isAboutIt('docx', { file: other! })).toBe(false)
})
