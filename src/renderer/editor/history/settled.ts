// Core speaks of what it has: what was typed a moment ago must be there before it is asked.
import type { Session } from '../session/session.ts'

export const settled = (session: Session): Promise<void> =>
  new Promise(resolve => {
    if (session.unsaved() === 0) return resolve()
    const stop = session.subscribe(() => {
      if (session.unsaved() > 0) return
      stop()
      resolve()
    })
  })
