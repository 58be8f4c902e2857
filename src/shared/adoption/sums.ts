// SHA256SUMS: the form that `sha256sum` writes and checks.
import { decodeUtf8, encodeUtf8 } from 'lib0/string'
import { areEqual, byteOrder, hexOf, type Bytes, type PackCrypto } from './bytes.ts'
import { isPackName, isSignatureName, sumsName } from './names.ts'
import { Refused, reading, type Read } from './refusal.ts'

export type Files = ReadonlyMap<string, Bytes>

/** Whether the sums list it: all files but themselves and their signatures. */
const isListed = (name: string): boolean => name !== sumsName && !isSignatureName(name)

export const inByteOrder = (names: Iterable<string>): string[] =>
  [...names].sort((a, b) => byteOrder(encodeUtf8(a), encodeUtf8(b)))

const write = (sums: ReadonlyMap<string, string>): Bytes =>
  encodeUtf8(
    inByteOrder(sums.keys())
      .map(name => `${sums.get(name)}  ${name}\n`)
      .join(''),
  )

export const sumsOf = (files: Files, { sha256 }: Pick<PackCrypto, 'sha256'>): Bytes =>
  write(
    new Map(
      [...files].flatMap(([name, bytes]) => (isListed(name) ? [[name, hexOf(sha256(bytes))]] : [])),
    ),
  )

/** The hash of each listed file. */
export const readSums = (bytes: Bytes): Read<ReadonlyMap<string, string>> =>
  reading(() => {
    let lines: string[]
    try {
      lines = decodeUtf8(bytes).split('\n').slice(0, -1)
    } catch {
      throw new Refused(0, 'The list of files is not UTF-8.')
    }
    const sums = new Map<string, string>()
    for (const [index, line] of lines.entries()) {
      const [, hash = '', name = ''] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? []
      if (!isPackName(name) || !isListed(name) || sums.has(name))
        throw new Refused(index + 1, 'The line is no sum of a file.')
      sums.set(name, hash)
    }
    if (!areEqual(write(sums), bytes)) throw new Refused(0, 'The list of files is not in order.')
    return sums
  })
