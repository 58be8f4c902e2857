// An encrypted file: an age v1 file (https://age-encryption.org/v1) to chosen devices. It contains the
// group's records, packs and the writer's heads. A carrier learns its size and how many devices can
// open it. Its contents are verified like those from a link.
import { Encrypter } from 'age-encryption'
import {
  ageRecipient,
  bytesUpTo,
  countOf,
  decodeStrict,
  digest,
  eachOf,
  encode,
  equal,
  framed,
  fromHex,
  idOf,
  isFairAge,
  listOf,
  openAge,
  utf8,
  type Bytes,
  type Decoded,
  type Step,
} from '#core/keys'
import { packRecord, unpackRecord, type SignedRecord } from '#core/records'
import { Failure } from '#shared/failure'
import type { GroupId } from '#shared/ids'
import { type Heads, headsFromWire, headsToWire } from '#core/messages'
import { packLimit } from '../packs/index.ts'

/** Bytes of the largest encrypted file. */
export const lockedFileLimit = 64 << 20

export type Locked = {
  group: GroupId
  records: SignedRecord[]
  packs: Bytes[]
  /** The heads of the writer; null when the member does not share them. */
  heads: Heads | null
  /** Messages in the packs, as the writer counted them. */
  messages: number
}

/** Devices of one file: with more, its header would exceed the longest that is read. */
const mostRecipients = 660

/** Bytes of packs in one file, with room for the parts around them. */
export const mostPacked = lockedFileLimit - (4 << 20)

const magic = utf8('age-encryption.org/v1\n')

const digestOf = (packs: readonly Bytes[]): Bytes => digest('locked', ...packs)

const writeInside = ({ group, records, packs, heads, messages }: Locked): Bytes =>
  encode([
    1,
    'locked',
    fromHex(group),
    records.map(packRecord),
    packs,
    heads && headsToWire(heads),
    [records.length, packs.length, messages, digestOf(packs)],
  ])

/** The file for the devices with these X25519 public keys. Failure `file-too-large`. */
export const writeLocked = async (locked: Locked, recipients: readonly Bytes[]): Promise<Bytes> => {
  const inside = writeInside(locked)
  if (inside.length > lockedFileLimit - (1 << 20)) throw new Failure('file-too-large')
  if (recipients.length > mostRecipients) throw new Failure('file-too-large')
  const encrypter = new Encrypter()
  for (const recipient of recipients) {
    encrypter.addRecipient(ageRecipient(recipient))
  }
  return encrypter.encrypt(inside)
}

/**
 * Throws the Failure that says why these bytes are no encrypted file, as far as their outside shows.
 */
export const checkOutside = (bytes: Bytes): void => {
  if (bytes.length > lockedFileLimit) throw new Failure('file-too-large')
  const start = bytes.subarray(0, magic.length)
  if (bytes.length < magic.length && equal(start, magic.subarray(0, bytes.length))) {
    throw new Failure('file-damaged')
  }
  if (!equal(start, magic)) throw new Failure('file-wrong-kind')
  const header = new TextDecoder('latin1').decode(bytes.subarray(0, 256))
  if (header.includes('\n-> scrypt ')) throw new Failure('file-wrong-kind')
  if (!isFairAge(bytes)) throw new Failure('file-damaged')
}

/**
 * The content of the file for the device with this X25519 secret key, still in bytes; null when it
 * is not for that device. Failure `file-damaged`, and the failures of `step`.
 */
export const openOutside = async (
  bytes: Bytes,
  secret: Bytes,
  step?: Step,
): Promise<Bytes | null> => {
  try {
    return await openAge(bytes, secret, step)
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure('file-damaged', { cause: error })
  }
}

const countsFit = (list: unknown, records: number, packs: readonly Bytes[]): number | null => {
  const manifest = Array.isArray(list) ? listOf(list, 4) : null
  const messages = countOf(manifest?.[2])
  const digested = bytesUpTo(manifest?.[3], 32)
  if (manifest?.[0] !== records || manifest[1] !== packs.length || messages === null) return null
  return digested && equal(digested, digestOf(packs)) ? messages : null
}

/** The decoded content of `inside`, for the functions below. */
export const contentOf = (inside: Bytes): Decoded => decodeStrict(inside, lockedFileLimit)

/** The group or circle that the file claims to belong to; null where it names none. */
export const groupInside = (content: Decoded): GroupId | null =>
  idOf<GroupId>(framed(content, 'locked', 7)?.[2])

/** The records of the file, which are verified later; none where they cannot be read. */
export const recordsInside = (content: Decoded): SignedRecord[] =>
  eachOf(framed(content, 'locked', 7)?.[3], 100_000, unpackRecord) ?? []

/**
 * The contents of a file for `group`. Failures: `file-is-newer`, `file-wrong-kind`, and
 * `file-damaged` when it is not what `writeLocked` makes.
 */
export const readInside = (value: Decoded, group: GroupId): Locked => {
  if (!Array.isArray(value) || typeof value[0] !== 'number') throw new Failure('file-damaged')
  if (value[0] > 1) throw new Failure('file-is-newer')
  if (value[1] !== 'locked') throw new Failure('file-wrong-kind')
  const list = framed(value, 'locked', 7)
  const records = eachOf(list?.[3], 100_000, unpackRecord)
  const packs = eachOf(list?.[4], 100_000, entry => bytesUpTo(entry, packLimit + (1 << 16)))
  const heads = list?.[5] === null ? null : headsFromWire(list?.[5])
  const messages = records && packs && countsFit(list?.[6], records.length, packs)
  if (!records || !packs || messages === null || idOf(list?.[2]) !== group) {
    throw new Failure('file-damaged')
  }
  if (heads === null && list?.[5] !== null) throw new Failure('file-damaged')
  return { group, records, packs, heads, messages }
}
