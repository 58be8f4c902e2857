// Looks for bytes in the memory of running processes, as root or their owner can (proc_pid_mem(5)).
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

export type Needle = { name: string; bytes: Buffer }

type Region = { from: number; to: number }

/** The writable memory of a process: heaps, stacks, shared memory; not the program itself. */
const regionsOf = (id: number): Region[] =>
  readFileSync(`/proc/${id}/maps`, 'utf8')
    .split('\n')
    .map(line => /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line))
    .filter(found => found !== null)
    .map(([, from = '', to = '']) => ({ from: parseInt(from, 16), to: parseInt(to, 16) }))

const pieceBytes = 16 * 1024 * 1024
const overlap = 4096

/** Names of the needles that were seen in the memory of process `id`, and how many bytes were read. */
export function seenIn(id: number, needles: readonly Needle[]): { names: string[]; bytes: number } {
  const names = new Set<string>()
  const piece = Buffer.alloc(pieceBytes)
  let bytes = 0
  const memory = openSync(`/proc/${id}/mem`, 'r')
  try {
    for (const { from, to } of regionsOf(id)) {
      for (let at = from; at < to; at += pieceBytes - overlap) {
        const length = readOrNothing(memory, piece, Math.min(pieceBytes, to - at), at)
        bytes += length
        const view = piece.subarray(0, length)
        for (const { name, bytes: wanted } of needles) {
          if (!names.has(name) && view.includes(wanted)) names.add(name)
        }
        if (to - at <= pieceBytes) break
      }
    }
  } finally {
    closeSync(memory)
  }
  return { names: [...names], bytes }
}

/** Some pages that a map names cannot be read: those of devices, or returned meanwhile. */
function readOrNothing(memory: number, into: Buffer, length: number, at: number): number {
  try {
    return readSync(memory, into, 0, length, at)
  } catch {
    return 0
  }
}
