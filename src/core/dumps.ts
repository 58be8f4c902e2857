// Keeps what is in this process's memory out of core dumps: keys, the passphrase as it was typed, and
// words. First of all that the process does.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'

/**
 * On Linux in two ways, since each alone can be gone round. A limit of no bytes: no file is written.
 * An empty filter: where the system hands a dump to another program all the same, or the limit was
 * lifted, no page of memory is in it. Node itself cannot set a limit, so `prlimit` (util-linux) does.
 * Elsewhere nothing is done: macOS writes no dumps unless told to, Windows none of the whole memory.
 */
export const keepOutOfDumps = (): void => {
  if (process.platform !== 'linux') return
  try {
    writeFileSync('/proc/self/coredump_filter', '0')
  } catch {
    // A kernel without dumps has no filter.
  }
  // Where there is no such program the filter stands alone.
  spawnSync('prlimit', ['--pid', String(process.pid), '--core=0:0'], {
    stdio: 'ignore',
    timeout: 5000,
  })
}
