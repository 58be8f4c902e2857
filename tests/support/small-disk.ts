// A disk of a few megabytes that a test fills and frees: a file system in memory. For root only.
import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

export type SmallDisk = {
  /** Leaves not one byte free. */
  fill(): void
  free(): void
  /** Removes the disk and everything on it, even while files are open. */
  remove(): void
}

/**
 * A disk whose folder `profile` appears at `place` (made if missing), so that its filling lies
 * beside the tested files. `at` is the disk's own folder, made if missing.
 */
export function smallDisk(at: string, place: string, megabytes: number): SmallDisk {
  for (const folder of [at, place]) mkdirSync(folder, { recursive: true, mode: 0o700 })
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'baraza-test', at])
  const kept = join(at, 'profile')
  mkdirSync(kept, { mode: 0o700 })
  execFileSync('mount', ['--bind', kept, place])
  const filling = join(at, 'filling')
  return {
    fill() {
      const file = openSync(filling, 'a')
      try {
        for (let size = 1 << 16; size >= 1;) {
          try {
            writeSync(file, new Uint8Array(size))
          } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
            size = Math.floor(size / 2)
          }
        }
      } finally {
        closeSync(file)
      }
    },
    free: () => rmSync(filling, { force: true }),
    remove() {
      for (const folder of [place, at]) execFileSync('umount', ['--lazy', folder])
    },
  }
}
