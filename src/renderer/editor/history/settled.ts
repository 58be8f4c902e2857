// Core speaks of what it has: what was typed a moment ago must be there before it is asked.
import type { WindowReplica } from '../replica/window-replica.ts'

export const settled = (replica: WindowReplica): Promise<void> =>
  new Promise(resolve => {
    if (replica.unsaved() === 0) return resolve()
    const stop = replica.subscribe(() => {
      if (replica.unsaved() > 0) return
      stop()
      resolve()
    })
  })
