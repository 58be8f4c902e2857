// Linux's data on running processes. One that has ended without a wait of its parent (a zombie)
// does not count as running: it holds no file, lock or port any more.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

type Process = { id: number; group: number; running: boolean }

/** Whether the process with this id is running. */
export function isRunning(id: number): boolean {
  return read(id)?.running ?? false
}

/** The running processes of a process group. */
export function runningInGroup(group: number): number[] {
  return readdirSync('/proc')
    .flatMap(name => read(Number(name)) ?? [])
    .filter(found => found.running && found.group === group)
    .map(found => found.id)
}

/** The running processes that work in `folder`, those that they started included. */
export function runningIn(folder: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter(id => {
      try {
        return readlinkSync(`/proc/${id}/cwd`) === folder && isRunning(id)
      } catch {
        return false
      }
    })
}

/** Reads /proc/ID/stat (proc_pid_stat(5)); undefined when there is no such process any more. */
function read(id: number): Process | undefined {
  if (!Number.isInteger(id)) return undefined
  try {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8')
    // The name before it is in brackets and may hold anything, brackets and spaces too.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, , group] = fields
    // Its first thread may be gone while others still hold its files and locks.
    const threads = Number(fields[17])
    const running = (state !== 'Z' && state !== 'X') || threads > 1
    return { id, group: Number(group), running }
  } catch {
    return undefined
  }
}
