// The parts of a zip from outside. Its own account of sizes is not believed: the bytes that come out
// are counted, and a file that holds too much ends at once. Names never become paths.
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import { Failure } from '#shared/failure'

export const zipLimits = {
  /** Bytes of the file itself: 20 MiB. */
  bytes: 20 << 20,
  entries: 2_000,
  /** Bytes of all parts that are read together: 128 MiB. */
  unpacked: 128 << 20,
  /** Unpacked bytes to each packed byte of a part that is longer than `freely`. */
  ratio: 100,
  freely: 1 << 20,
}

export type Zip = {
  readonly names: ReadonlySet<string>
  /**
   * The bytes of a part; null where there is none of this name. Failures `file-has-password`,
   * `file-too-large`, `file-damaged`.
   */
  read(name: string): Promise<Uint8Array | null>
}

/** General purpose bit 0. */
const isEncrypted = ({ generalPurposeBitFlag }: Entry): boolean => (generalPurposeBitFlag & 1) === 1

const isPlain = (name: string): boolean => /^[ -~]*$/.test(name)

/** A second field can state another name than the header. Other programs do not read it, and show another part. */
const hasSecondName = ({ fileName, fileNameRaw }: Entry): boolean => {
  const inHeader = fileNameRaw.toString('latin1').replaceAll('\\', '/')
  return fileName !== inHeader && (isPlain(fileName) || isPlain(inHeader))
}

const unpack = async (zip: ZipFile, entry: Entry, room: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  let length = 0
  const most = Math.max(zipLimits.freely, entry.compressedSize * zipLimits.ratio)
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    length += (chunk as Uint8Array).length
    if (length > Math.min(room, most)) throw new Failure('file-too-large')
    chunks.push(chunk as Uint8Array)
  }
  return Buffer.concat(chunks, length)
}

/** An error of the library says that the bytes are no zip, or a broken one. */
const orDamaged = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure('file-damaged', { cause: error })
  }
}

const endSignature = Buffer.from('PK\u0005\u0006', 'latin1')
const endBytes = 22

/** Some programs state a comment that is not there; the end of the file is where the file ends. */
const withTrueEnd = (bytes: Uint8Array): Buffer => {
  const buffer = Buffer.from(bytes)
  const at = buffer.lastIndexOf(endSignature)
  if (at >= 0 && at + endBytes <= buffer.length)
    buffer.writeUInt16LE(Math.min(buffer.length - at - endBytes, 0xffff), at + endBytes - 2)
  return buffer
}

/** Failures `file-too-large`, `file-damaged`. */
export const openZip = async (bytes: Uint8Array): Promise<Zip> => {
  if (bytes.length > zipLimits.bytes) throw new Failure('file-too-large')
  const entries = new Map<string, Entry>()
  const buffer = withTrueEnd(bytes)
  const zip = await orDamaged(async () => {
    const opened = await fromBufferPromise(buffer, { lazyEntries: true })
    if (opened.entryCount > zipLimits.entries) throw new Failure('file-too-large')
    for await (const entry of opened.eachEntry()) {
      // Another program may show the other one of two parts with one name.
      if (entries.has(entry.fileName) || hasSecondName(entry)) throw new Failure('file-damaged')
      entries.set(entry.fileName, entry)
    }
    return opened
  })
  let room = zipLimits.unpacked
  return {
    names: new Set(entries.keys()),
    read: name =>
      orDamaged(async () => {
        const entry = entries.get(name)
        if (!entry) return null
        if (isEncrypted(entry)) throw new Failure('file-has-password')
        const part = await unpack(zip, entry, room)
        room -= part.length
        return part
      }),
  }
}
