// Phrases that occur nowhere else, and a search for them in everything that a run left behind: as
// UTF-8, UTF-16 and base64, and inside gzip, zlib and zip.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'

const syllables = ['mar', 'quil', 'vex', 'tol', 'brin', 'dax', 'fen', 'gor', 'hul', 'zib']

/** In each word of a phrase there is one of these, which no other text has. */
const signs = ['qwyck', 'qsted'] as const

/** `count` phrases; the first word of each is its own and part of no other, the second too. */
export const phrases = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => {
    const [a = '', b = ''] = [syllables[at % 10], syllables[Math.floor(at / 10) % 10]]
    return `${b}${a}${signs[0]}${at}zz ${a}${b}${signs[1]}${at}zz`
  })

/** Base64 of the word wherever it begins: the part between its uncertain first and last sign. */
const inBase64 = (word: Buffer): Buffer[] =>
  [0, 1, 2].map(before => {
    const text = Buffer.concat([Buffer.alloc(before), word])
      .toString('base64')
      .replaceAll('=', '')
    return Buffer.from(text.slice(before === 0 ? 0 : before + 1, -2))
  })

/** The forms of one word in the search. */
export const formsOf = (word: string): Buffer[] => [
  Buffer.from(word, 'utf8'),
  Buffer.from(word, 'utf16le'),
  Buffer.from(word, 'utf16le').swap16(),
  ...inBase64(Buffer.from(word, 'utf8')),
  ...inBase64(Buffer.from(word, 'utf16le')),
  // An id or hash in hexadecimal digits is kept as the bytes that it means.
  ...(/^([0-9a-f]{2}){16,}$/.test(word) ? [Buffer.from(word, 'hex')] : []),
]

const attempt = (unpack: (bytes: Buffer) => Buffer, bytes: Buffer): Buffer[] => {
  try {
    return [unpack(bytes)]
  } catch {
    return []
  }
}
const partly = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 << 20 }

/** Every place where `sign` stands. */
const placesOf = (sign: Buffer, bytes: Buffer): number[] => {
  const places: number[] = []
  for (let at = bytes.indexOf(sign); at >= 0; at = bytes.indexOf(sign, at + 1)) places.push(at)
  return places
}

/** Packed content: gzip and zlib streams, and the entries of zips, wherever they begin. */
const unpacked = (bytes: Buffer): Buffer[] => [
  ...placesOf(Buffer.from([0x1f, 0x8b, 0x08]), bytes).flatMap(at =>
    attempt(from => gunzipSync(from, partly), bytes.subarray(at)),
  ),
  ...[0x01, 0x5e, 0x9c, 0xda].flatMap(level =>
    placesOf(Buffer.from([0x78, level]), bytes).flatMap(at =>
      attempt(from => inflateSync(from, partly), bytes.subarray(at)),
    ),
  ),
  ...placesOf(Buffer.from('PK\u0003\u0004'), bytes).flatMap(at => {
    const begin = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
    return attempt(from => inflateRawSync(from, partly), bytes.subarray(begin))
  }),
  ...attempt(from => brotliDecompressSync(from, { maxOutputLength: 64 << 20 }), bytes),
]

const isIn = (bytes: Buffer, word: string): boolean =>
  formsOf(word).some(form => bytes.includes(form))

/** The `words` that `bytes` contain, also packed twice over. */
export const foundIn = (words: readonly string[], bytes: Buffer, depth = 2): Set<string> => {
  // Where no sign is, no word of phrases is searched: a word in base64 has its sign in base64.
  const isSigned = (word: string): boolean => signs.some(sign => word.includes(sign))
  const sought = signs.some(sign => isIn(bytes, sign))
    ? words
    : words.filter(word => !isSigned(word))
  const found = new Set(sought.filter(word => isIn(bytes, word)))
  if (depth > 0) {
    for (const inside of unpacked(bytes)) {
      for (const word of foundIn(words, inside, depth - 1)) found.add(word)
    }
  }
  return found
}

const filesBelow = (place: string): string[] =>
  statSync(place, { throwIfNoEntry: false })?.isDirectory() === true
    ? readdirSync(place, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name))
    : [place]

/** Words that files and the files below folders contain, in contents and names: `word in path`. */
export const leaks = (
  words: readonly string[],
  places: readonly string[],
): { files: number; bytes: number; found: string[] } => {
  const files = places.flatMap(filesBelow)
  let bytes = 0
  const found = files.flatMap(path => {
    const name = words.filter(word => path.includes(word)).map(word => `${word} names ${path}`)
    // Gone since the listing.
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
    if (size === 0) return name
    const content = readFileSync(path)
    bytes += content.length
    return [...name, ...[...foundIn(words, content)].map(word => `${word} in ${path}`)]
  })
  return { files: files.length, bytes, found }
}
