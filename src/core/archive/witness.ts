// The witness: the last written state of journal and database, in a third file. An older journal or page
// opens as well as a new one; only another file can show that it is old.
//
//   0      the journal's head record, sealed as in the journal
//   512    the place of the journal's last frame (4 bytes), and its header
//   1024   tags of the database's pages: in each sector 31 of 16 bytes and a keyed check of 16
//
// Head and frame are written after the journal has them on the disk, the frame in the same turn as the
// acknowledgement and right behind it, and are not synced: after a kill they are there, unless it came
// between the two, and after a power cut they may be older. They are never ahead of the journal. A tag is the end of a page's authentication tag, which is another one
// each time that the page is written.
import { closeSync, constants, fdatasyncSync, fstatSync, openSync, writeSync } from 'node:fs'
import { encode, equal, keyedDigest, type Bytes } from '#core/keys'
import { readFile, replaceFile } from './files.ts'
import { openSlot, readFrameHeader, type Head } from './journal-layout.ts'

const frameAt = 512
const tagsAt = 1024
const sectorBytes = 512
const checkBytes = 16
export const tagBytes = 16
export const tagsInSector = (sectorBytes - checkBytes) / tagBytes
const growBytes = 4096

export type Witness = {
  /** False if the file is new and knows nothing. */
  readonly isThere: boolean
  /** The head record at the opening. */
  readonly head: Head | null
  /** The generation of the journal's last frame, and how many entries of it were acknowledged. */
  readonly heard: { generation: number; entries: number } | null
  /** Tags of the pages in order; zeros where none is readable. */
  readonly tags: Bytes
  keepHead(slot: Bytes): void
  keepFrame(place: number, header: Bytes): void
  /** Allocates space for the tags of `pages` pages, so that `keepTags` needs none. */
  reserve(pages: number): void
  /** Returns when the tags in these sectors are on the disk. */
  keepTags(sectors: Iterable<number>, tags: Bytes): void
  close(): void
}

const checkOf = (key: Bytes, sector: number, tags: Bytes): Bytes =>
  keyedDigest(key, 'witness pages', encode(sector), tags).subarray(0, checkBytes)

const sealTags = (key: Bytes, sector: number, tags: Bytes): Bytes => {
  const bytes = new Uint8Array(sectorBytes)
  const from = sector * tagsInSector * tagBytes
  bytes.set(tags.subarray(from, from + tagsInSector * tagBytes))
  bytes.set(checkOf(key, sector, bytes.subarray(0, -checkBytes)), sectorBytes - checkBytes)
  return bytes
}

const readTags = (key: Bytes, file: Bytes): Bytes => {
  const sectors = Math.max(0, Math.floor((file.length - tagsAt) / sectorBytes))
  const tags = new Uint8Array(sectors * tagsInSector * tagBytes)
  for (let sector = 0; sector < sectors; sector += 1) {
    const at = tagsAt + sector * sectorBytes
    const bytes = file.subarray(at, at + sectorBytes)
    const found = bytes.subarray(0, -checkBytes)
    if (!equal(checkOf(key, sector, found), bytes.subarray(-checkBytes))) continue
    tags.set(found, sector * tagsInSector * tagBytes)
  }
  return tags
}

const readHeard = (key: Bytes, file: Bytes): Witness['heard'] => {
  const sector = file.subarray(frameAt, tagsAt)
  if (sector.length < tagsAt - frameAt) return null
  const place = new DataView(sector.buffer, sector.byteOffset).getUint32(0)
  const header = readFrameHeader(key, sector.subarray(4), place)
  return header && { generation: header.generation, entries: header.first + header.count }
}

const writeAt = (handle: number, bytes: Bytes, position: number): void => {
  for (let at = 0; at < bytes.length;) {
    at += writeSync(handle, bytes, at, bytes.length - at, position + at)
  }
}

/**
 * Makes a new file for a database whose pages have these tags. It copies the state of the journal
 * from `earlier`, the previous file.
 */
export const layWitness = (path: string, key: Bytes, tags: Bytes, earlier: Bytes | null): void => {
  const sectors = Math.ceil(tags.length / tagBytes / tagsInSector)
  const file = new Uint8Array(tagsAt + sectors * sectorBytes)
  if (earlier) file.set(earlier.subarray(0, tagsAt))
  for (let sector = 0; sector < sectors; sector += 1) {
    file.set(sealTags(key, sector, tags), tagsAt + sector * sectorBytes)
  }
  replaceFile(path, file)
}

/** Opens the file, or makes one that knows nothing. */
export const openWitness = (path: string, key: Bytes): Witness => {
  const file = readFile(path) ?? new Uint8Array()
  const handle = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600)
  let size = fstatSync(handle).size
  const frame = new Uint8Array(64)
  const place = new DataView(frame.buffer)
  const reserve = (pages: number): void => {
    const needed = tagsAt + Math.ceil(pages / tagsInSector) * sectorBytes
    if (needed <= size) return
    // A quarter more: each growth waits for the disk.
    const grown = Math.ceil((needed * 1.25) / growBytes) * growBytes
    writeAt(handle, new Uint8Array(grown - size), size)
    fdatasyncSync(handle)
    size = grown
  }
  reserve(0)
  return {
    isThere: file.length >= tagsAt,
    head: openSlot(key, file.subarray(0, frameAt)),
    heard: readHeard(key, file),
    tags: readTags(key, file),
    keepHead: slot => writeAt(handle, slot, 0),
    keepFrame: (at, header) => {
      place.setUint32(0, at)
      frame.set(header, 4)
      writeAt(handle, frame, frameAt)
    },
    reserve,
    keepTags: (sectors, tags) => {
      for (const sector of sectors) {
        writeAt(handle, sealTags(key, sector, tags), tagsAt + sector * sectorBytes)
      }
      fdatasyncSync(handle)
    },
    close: () => closeSync(handle),
  }
}
