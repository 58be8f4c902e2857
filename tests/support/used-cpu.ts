// Gives the CPU time of this process and of every process that it started, as Linux counts it
// (proc_pid_stat(5)).
import { readdirSync, readFileSync } from 'node:fs'
import process from 'node:process'

type Used = { id: number; parent: number; group: number; ticks: number }

const ticksPerSecond = 100

/** Ticks of a process and of those that it waited for. */
function read(id: number): Used | undefined {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8')
    // The name before these is in brackets and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [parent = 0, group = 0] = fields.slice(1, 3).map(Number)
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return { id, parent, group, ticks }
  } catch {
    return undefined
  }
}

const running = (): Used[] =>
  readdirSync('/proc').flatMap(name => (/^\d+$/.test(name) ? (read(Number(name)) ?? []) : []))

/** The processes of `all` that descend from process `id`. */
function below(id: number, all: readonly Used[]): Used[] {
  const own = all.filter(({ parent }) => parent === id)
  return [...own, ...own.flatMap(child => below(child.id, all))]
}

const sum = (processes: readonly Used[]): number =>
  processes.reduce((ticks, each) => ticks + each.ticks, 0)

/** Ticks of processes that ended together with the parent that would have waited for them. */
let orphaned = 0

/** Counts a process group before it is ended: only its head has a parent that waits for it. */
export function countBeforeEnd(group: number): void {
  orphaned += sum(running().filter(each => each.group === group && each.id !== group))
}

/** CPU seconds so far. */
export function usedCpu(): number {
  const all = running()
  const own = all.filter(({ id }) => id === process.pid)
  return (sum(own) + sum(below(process.pid, all)) + orphaned) / ticksPerSecond
}
