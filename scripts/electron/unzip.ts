// Unpacks a zip archive with built-in modules only. Promises: nothing is written outside the
// folder, files keep their mode, and each has exactly the length that the archive names.
// Not for archives over 4 GiB, nor for links: it refuses both.
// Source of the layout: PKWARE APPNOTE 6.3.
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'

type Entry = {
  name: string
  method: number
  mode: number
  packed: number
  length: number
  at: number
}

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const LARGEST = 0xffffffff
const KIND = 0o170000
const LINK = 0o120000

/**
 * Unpacks the archive at `path` into `folder`. `place` gives each entry its path below the folder,
 * or null to leave it out. Throws when the archive is damaged or names a path outside.
 */
export async function unzip(
  path: string,
  folder: string,
  place: (name: string) => string | null = name => name,
): Promise<void> {
  const file = await open(path)
  try {
    for (const entry of await readDirectory(file)) {
      const target = place(entry.name)
      if (target !== null) await unpack(path, file, entry, join(folder, within(target)))
    }
  } finally {
    await file.close()
  }
}

function within(path: string): string {
  const parts = path.split('/')
  if (path.startsWith('/') || path.includes('\\') || parts.includes('..')) {
    throw new Error(`The archive names a path outside its folder: ${path}`)
  }
  return path
}

async function readDirectory(file: FileHandle): Promise<Entry[]> {
  const { size } = await file.stat()
  const tailLength = Math.min(size, 22 + 0xffff)
  const tail = await read(file, size - tailLength, tailLength)
  let end = tail.length - 22
  while (end >= 0 && tail.readUInt32LE(end) !== END) end--
  if (end < 0) throw new Error('This is no zip archive')
  const count = tail.readUInt16LE(end + 10)
  const length = tail.readUInt32LE(end + 12)
  const start = tail.readUInt32LE(end + 16)
  if (count === 0xffff || start === LARGEST) throw new Error('The archive is too large')
  const directory = await read(file, start, length)
  const entries: Entry[] = []
  let at = 0
  for (let index = 0; index < count; index++) {
    if (directory.readUInt32LE(at) !== CENTRAL) throw new Error('The archive is damaged')
    const nameLength = directory.readUInt16LE(at + 28)
    const entry = {
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      mode: directory.readUInt16LE(at + 40),
      packed: directory.readUInt32LE(at + 20),
      length: directory.readUInt32LE(at + 24),
      at: directory.readUInt32LE(at + 42),
    }
    if (entry.packed === LARGEST || entry.at === LARGEST)
      throw new Error('The archive is too large')
    entries.push(entry)
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

async function unpack(path: string, file: FileHandle, entry: Entry, target: string): Promise<void> {
  if (entry.name.endsWith('/')) {
    await mkdir(target, { recursive: true })
    return
  }
  if ((entry.mode & KIND) === LINK) throw new Error(`The archive holds a link: ${entry.name}`)
  if (entry.method !== 0 && entry.method !== 8) {
    throw new Error(`The archive packs ${entry.name} in an unknown way`)
  }
  await mkdir(dirname(target), { recursive: true })
  const header = await read(file, entry.at, 30)
  if (header.readUInt32LE(0) !== LOCAL) throw new Error('The archive is damaged')
  const start = entry.at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  const sink = createWriteStream(target, { mode: entry.mode & 0o777 || 0o644 })
  if (entry.packed === 0) {
    sink.end()
    await pipeline(new PassThrough().end(), sink)
    return
  }
  const source = createReadStream(path, {
    start,
    end: start + entry.packed - 1,
    highWaterMark: 1 << 20,
  })
  await pipeline(source, entry.method === 8 ? createInflateRaw() : new PassThrough(), sink)
  if (sink.bytesWritten !== entry.length) {
    throw new Error(`The archive is damaged: ${entry.name} has a wrong length`)
  }
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  if (bytesRead !== length) throw new Error('The archive ends too early')
  return buffer
}
