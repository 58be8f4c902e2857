// A journal's file that fails on purpose, remembers its calls, and can be power-cut.
import type { JournalFile } from '#core/archive'

export type Deed = 'write' | 'sync'

export type FaultyFile = {
  wrap: (file: JournalFile) => JournalFile
  /** The calls since the last `deeds.length = 0`. */
  deeds: Deed[]
  /** How many more bytes the disk takes beyond the file's present end; null: enough. */
  room: number | null
  /** After so many more writes and syncs each fails, until set to null. */
  failAfter: number | null
}

const fullDisk = (): Error => Object.assign(new Error('planned'), { code: 'ENOSPC' })

/** A write that meets the full disk leaves a part of its bytes. */
export const faultyFile = (): FaultyFile => {
  const faulty: FaultyFile = { wrap, deeds: [], room: null, failAfter: null }
  function countDown(): void {
    if (faulty.failAfter === null) return
    if (faulty.failAfter === 0) throw fullDisk()
    faulty.failAfter -= 1
  }
  function wrap(file: JournalFile): JournalFile {
    return {
      ...file,
      write: (bytes, position) => {
        countDown()
        const beyond = Math.max(0, position + bytes.length - file.size())
        const lacks = faulty.room === null ? 0 : Math.max(0, beyond - faulty.room)
        file.write(bytes.subarray(0, bytes.length - lacks), position)
        if (faulty.room !== null) faulty.room -= beyond - lacks
        faulty.deeds.push('write')
        if (lacks > 0) throw fullDisk()
      },
      sync: () => {
        countDown()
        file.sync()
        faulty.deeds.push('sync')
      },
    }
  }
  return faulty
}
