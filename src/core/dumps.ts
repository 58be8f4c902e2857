// Keeps keys, the typed passphrase and words out of core dumps. The process calls this first.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'

/**
 * On Linux in two ways, because each alone can be circumvented. A size limit of zero writes no
 * file. An empty filter writes no page of memory, if the system passes dumps to another program or
 * the limit was lifted. Node cannot set a limit, so `prlimit` (util-linux) does. Other systems need
 * nothing: macOS writes no dumps by default, Windows none of the whole memory.
 */
export const keepOutOfDumps = (): void => {
  if (process.platform !== 'linux') return
  try {
    writeFileSync('/proc/self/coredump_filter', '0')
  } catch {
    // A kernel without dumps has no filter.
  }
  // Without that program only the filter applies.
  spawnSync('prlimit', ['--pid', String(process.pid), '--core=0:0'], {
    stdio: 'ignore',
    timeout: 5000,
  })
}
