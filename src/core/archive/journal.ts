// Edits that are durable but not yet in SQLite.
import { closeSync, fdatasyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { decrypt, encrypt, type Bytes } from '#core/keys'
import type { Write } from './columns.ts'

export type Journal = {
  /** Resolves when the entry is on the disk. Throws nothing; rejects with Failure disk-full. */
  append(entry: Bytes): Promise<void>
  /** Entries not yet drained, oldest first; after opening, what a crash left. */
  pending(): Bytes[]
  /** Runs `work` in one SQLite transaction, then marks the journal empty. */
  drain(work: (entries: Bytes[]) => void): void
  close(): void
}

export const openJournal = (path: string, key: Bytes, write: Write): Journal => {
  const file = openSync(path, 'a+', 0o600)
  const entries: Bytes[] = []
  const none = new Uint8Array()
  const bytes = readFileSync(path)
  for (let at = 0; at + 4 <= bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const entry = decrypt(key, bytes.subarray(at + 4, at + 4 + length), none)
    if (!entry) break
    entries.push(entry)
    at += 4 + length
  }
  return {
    append: async entry => {
      const sealed = encrypt(key, entry, none)
      const frame = Buffer.alloc(4 + sealed.length)
      frame.writeUInt32BE(sealed.length)
      frame.set(sealed, 4)
      writeSync(file, frame)
      fdatasyncSync(file)
      entries.push(entry)
    },
    pending: () => [...entries],
    drain: work => {
      if (entries.length === 0) return
      write(() => work([...entries]))
      entries.length = 0
      ftruncateSync(file, 0)
      fdatasyncSync(file)
    },
    close: () => closeSync(file),
  }
}
