// A folder for all files of a test run, in memory where the machine has room for files there:
// thousands of archives would wait for the disk otherwise, and no test cuts the power. Syncing to
// the disk, and its order, is tested by the calls (tests/core/archive/processes.test.ts).
import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

const memory = '/dev/shm'
const beginning = 'baraza-tests-'
/** Bytes; a whole run holds some hundred million at a time. */
const roomNeeded = 4 * 2 ** 30

/** Whether memory has room for enough files, and may run them like some tests do. */
function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory)
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map(line => line.split(' '))
      .find(([, place]) => place === memory)
    return bavail * bsize >= roomNeeded && mount?.[3]?.split(',').includes('noexec') === false
  } catch {
    return false
  }
}

/** Stays where a disk that a test mounted is still in it: a later run removes it. */
function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {}
}

/** Folders of runs that ended without a chance to remove them. */
function removeOld(): void {
  for (const name of readdirSync(memory).filter(each => each.startsWith(beginning))) {
    try {
      process.kill(Number(name.slice(beginning.length)), 0)
    } catch {
      remove(join(memory, name))
    }
  }
}

/**
 * The environment of a test run for it: empty where memory has no room. The folder goes with the
 * run.
 */
export function memoryFolder(): { TMPDIR?: string } {
  if (!hasRoom()) return {}
  removeOld()
  const folder = join(memory, `${beginning}${process.pid}`)
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  process.once('exit', () => remove(folder))
  return { TMPDIR: folder }
}

/** Files and folders that lie in memory and belong to no run of tests. */
export const otherPlacesInMemory = (): string[] =>
  readdirSync(memory)
    .filter(name => !name.startsWith(beginning))
    .map(name => join(memory, name))
