// The journal's file as the journal sees it. Tests give another, to fail on purpose.
import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs'
import type { Bytes } from '#core/keys'

export type JournalFile = {
  size(): number
  /** The whole file. */
  read(): Bytes
  /** Puts all of `bytes` at `position`, beyond the end too. Throws the system's error. */
  write(bytes: Bytes, position: number): void
  /** Returns when what was written is on the disk. Throws the system's error. */
  sync(): void
  close(): void
}

/** Opens the file, or makes an empty one. */
export const openJournalFile = (path: string): JournalFile => {
  const handle = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600)
  return {
    size: () => fstatSync(handle).size,
    read: () => {
      const bytes = new Uint8Array(fstatSync(handle).size)
      for (let at = 0; at < bytes.length;) {
        const count = readSync(handle, bytes, at, bytes.length - at, at)
        if (count === 0) break
        at += count
      }
      return bytes
    },
    write: (bytes, position) => {
      for (let at = 0; at < bytes.length;) {
        at += writeSync(handle, bytes, at, bytes.length - at, position + at)
      }
    },
    sync: () => fdatasyncSync(handle),
    close: () => closeSync(handle),
  }
}
