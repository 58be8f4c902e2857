// The bytes of the journal.
//
//   0      head slot A   The head record, sealed: [1, 'head', sequence, generation, changes], with
//   4096   head slot B   its length in two bytes in front. The slots take turns.
//   8192   frames        One per group commit, each at a multiple of 32, zeros behind the last.
//
// A frame is a header of 32 bytes and the sealed list of entries: length of the sealed bytes (4),
// number of entries (4), generation (8), number of the first entry within the generation (8), and a
// keyed check of these with the frame's place (8). A header lies within one disk sector, so it is
// never half written. Beyond the last frame all is zero, so a frame that a power cut left half
// written shows a sector of zeros, and one that was damaged later does not.
import {
  beginList,
  decodeStrict,
  decrypt,
  encode,
  encrypt,
  endList,
  equal,
  keyedDigest,
  utf8,
  type Bytes,
} from '#core/keys'

/**
 * How far SQLite is. `sequence` counts its transactions, `generation` how often the journal was
 * emptied into it, `changes` what these brought: each edit of the journal, and one per transaction
 * that came another way.
 */
export type Head = { sequence: number; generation: number; changes: number }

export const slotBytes = 4096
export const framesAt = 2 * slotBytes
const grain = 32
const sectorBytes = 512
const maxSlotBytes = 256
const sealBytes = 40

const slotLabel = utf8('baraza/1/journal head')

export const sealSlot = (key: Bytes, { sequence, generation, changes }: Head): Bytes => {
  const sealed = encrypt(key, encode([1, 'head', sequence, generation, changes]), slotLabel)
  const slot = new Uint8Array(2 + sealed.length)
  new DataView(slot.buffer).setUint16(0, sealed.length)
  slot.set(sealed, 2)
  return slot
}

export const slotPlace = (head: Head): number => (head.sequence % 2) * slotBytes

/** Null when it cannot be read. */
export const openSlot = (key: Bytes, slot: Bytes): Head | null => {
  if (slot.length < 2) return null
  const length = new DataView(slot.buffer, slot.byteOffset).getUint16(0)
  if (length > maxSlotBytes) return null
  const plain = decrypt(key, slot.subarray(2, 2 + length), slotLabel)
  const value = plain && decodeStrict(plain, maxSlotBytes)
  if (!Array.isArray(value) || value[0] !== 1 || value[1] !== 'head') return null
  const [sequence, generation, changes] = value.slice(2)
  if (typeof sequence !== 'number' || typeof generation !== 'number') return null
  return typeof changes === 'number' ? { sequence, generation, changes } : null
}

/** The newer of the two head records; null when neither can be read. */
export const readHead = (key: Bytes, file: Bytes): Head | null => {
  const a = openSlot(key, file.subarray(0, slotBytes))
  const b = openSlot(key, file.subarray(slotBytes, framesAt))
  if (!a || !b) return a ?? b
  return a.sequence > b.sequence ? a : b
}

type Header = { length: number; count: number; generation: number; first: number }

const rounded = (length: number): number => Math.ceil(length / grain) * grain

/** A safe integer in eight bytes; what a keystroke waits for makes no large number of it. */
const setSafe = (view: DataView, at: number, value: number): void => {
  view.setUint32(at, Math.floor(value / 2 ** 32))
  view.setUint32(at + 4, value % 2 ** 32)
}

const headerBytes = (key: Bytes, header: Header, place: number): Bytes => {
  const bytes = new Uint8Array(grain)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, header.length)
  view.setUint32(4, header.count)
  setSafe(view, 8, header.generation)
  setSafe(view, 16, header.first)
  const check = keyedDigest(key, 'journal header', encode(place), bytes.subarray(0, 24))
  bytes.set(check.subarray(0, 8), 24)
  return bytes
}

/** The list of entries begins so. */
const entriesBegun = beginList(3, [1, 'entries'])

/** A frame's place in the file, and the number of its first entry within the generation. */
export type FramePlace = { place: number; generation: number; first: number }

/** The header of a frame that may come next: its check takes longer than sealing a keystroke. */
export type ReadyHeader = FramePlace & { length: number; count: number; bytes: Bytes }

export const readyHeader = (
  key: Bytes,
  at: FramePlace,
  { length, count }: { length: number; count: number },
): ReadyHeader => ({
  ...at,
  length,
  count,
  bytes: headerBytes(key, { ...at, length, count }, at.place),
})

const isFor = (ready: ReadyHeader, at: FramePlace, length: number, count: number): boolean =>
  ready.length === length &&
  ready.count === count &&
  ready.place === at.place &&
  ready.generation === at.generation &&
  ready.first === at.first

/**
 * The frame for a place, padded to a multiple of 32, and the length of what is sealed in it. `ready`
 * is taken where it is the header of just this frame.
 */
export const sealFrame = (
  key: Bytes,
  entries: readonly Bytes[],
  at: FramePlace,
  ready: ReadyHeader | null = null,
): { frame: Bytes; length: number } => {
  const plain = endList(entriesBegun, [entries])
  const length = plain.length + sealBytes
  const count = entries.length
  const header =
    ready && isFor(ready, at, length, count)
      ? ready.bytes
      : headerBytes(key, { ...at, length, count }, at.place)
  const frame = new Uint8Array(rounded(grain + length))
  frame.set(header)
  frame.set(encrypt(key, plain, header), grain)
  return { frame, length }
}

export const frameHeaderOf = (frame: Bytes): Bytes => frame.subarray(0, grain)

/** The header that begins `from`, of the frame at `place`; null when it is none. */
export const readFrameHeader = (key: Bytes, from: Bytes, place: number): Header | null => {
  if (from.length < grain) return null
  const bytes = frameHeaderOf(from)
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const header = {
    length: view.getUint32(0),
    count: view.getUint32(4),
    generation: Number(view.getBigUint64(8)),
    first: Number(view.getBigUint64(16)),
  }
  if (!Number.isSafeInteger(header.generation) || !Number.isSafeInteger(header.first)) return null
  return equal(headerBytes(key, header, place), bytes) ? header : null
}

const readHeader = (key: Bytes, file: Bytes, place: number): Header | null =>
  readFrameHeader(key, file.subarray(place), place)

const readEntries = (key: Bytes, file: Bytes, place: number, header: Header): Bytes[] | null => {
  const body = file.subarray(place + grain, place + grain + header.length)
  const plain = decrypt(key, body, file.subarray(place, place + grain))
  const value = plain && decodeStrict(plain, plain.length)
  if (!Array.isArray(value) || value[0] !== 1 || value[1] !== 'entries') return null
  const entries = Array.isArray(value[2]) ? value[2] : []
  return entries.filter(entry => entry instanceof Uint8Array)
}

const isBlank = (bytes: Bytes): boolean => bytes.every(byte => byte === 0)

/**
 * Whether some sector of the frame was never written: a power cut came before its fdatasync. The
 * file's length is synced before a frame is written, so a frame that goes beyond it was cut later.
 */
const isTorn = (file: Bytes, place: number, header: Header): boolean => {
  const end = place + grain + header.length
  if (end > file.length) return false
  for (let from = place; from < end;) {
    const to = Math.min(end, (Math.floor(from / sectorBytes) + 1) * sectorBytes)
    if (to - from >= 16 && isBlank(file.subarray(from, to))) return true
    from = to
  }
  return false
}

const lastWritten = (file: Bytes): number => {
  let end = file.length
  while (end > framesAt && file[end - 1] === 0) end -= 1
  return rounded(end)
}

export type FoundFrames = {
  entries: Bytes[]
  /** Entries that were acknowledged and can no longer be read; at least so many. */
  missing: number
  /** Where the next frame goes, and the number of its first entry. */
  end: number
  next: number
  /** Up to where the file holds anything; zeros are due between `end` and here. */
  written: number
}

const nextFrame = (key: Bytes, file: Bytes, from: number, written: number, generation: number) => {
  const view = new DataView(file.buffer, file.byteOffset, file.length)
  const wanted = BigInt(generation)
  for (let place = from; place < written && place + grain <= file.length; place += grain) {
    if (view.getBigUint64(place + 8) !== wanted) continue
    const header = readHeader(key, file, place)
    if (header) return { place, header }
  }
  return null
}

/** Whether bytes stand behind the last frame that are no remains of an earlier generation. */
const damageAfter = (key: Bytes, file: Bytes, place: number, written: number): boolean => {
  if (place + grain > written || isBlank(file.subarray(place, place + grain))) return false
  // A flipped bit in blank space has nothing behind it; a frame would.
  if (isBlank(file.subarray(place + grain, place + grain + sealBytes))) return false
  return readHeader(key, file, place) === null
}

/**
 * Reads the frames of one generation; what an earlier one left is passed over. So many of its entries
 * were `acknowledged`, by what another file says; at least so many.
 */
export const readFrames = (
  key: Bytes,
  file: Bytes,
  { generation, acknowledged }: { generation: number; acknowledged: number },
): FoundFrames => {
  const written = lastWritten(file)
  const entries: Bytes[] = []
  let [missing, place, expected] = [0, framesAt, 0]
  for (;;) {
    const found = nextFrame(key, file, place, written, generation)
    if (!found) break
    missing += Math.max(0, found.header.first - expected)
    const read = readEntries(key, file, found.place, found.header)
    const end = found.place + rounded(grain + found.header.length)
    const last = !nextFrame(key, file, Math.min(end, written), written, generation)
    const isNew = found.header.first >= acknowledged
    if (!read && last && isNew && isTorn(file, found.place, found.header)) {
      return { entries, missing, end: found.place, next: found.header.first, written }
    }
    if (read) entries.push(...read)
    else missing += found.header.count
    expected = found.header.first + found.header.count
    place = end
  }
  const rest = damageAfter(key, file, place, written)
  const lost = Math.max(rest ? 1 : 0, acknowledged - expected)
  return {
    entries,
    missing: missing + lost,
    end: rest ? written : place,
    next: expected + lost,
    written,
  }
}
