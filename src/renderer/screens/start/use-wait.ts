// The time for which core accepts no passphrase, counted down here; core itself decides.
import { useEffect, useState } from 'react'
import { useCore } from '../../shell/core-client.ts'

type Span = { now: number; until: number }

/** One look at the clock: a second one can be a millisecond later, which would be a wait. */
const spanOf = (wait: number): Span => {
  const now = Date.now()
  return { now, until: now + wait }
}

/** `left`: seconds, 0 for none. `ask` looks again, as after a try. */
export function useWait(): { left: number; ask: () => Promise<void> } {
  const core = useCore()
  const [{ now, until }, setSpan] = useState<Span>({ now: 0, until: 0 })
  useEffect(() => {
    let isHere = true
    core.call('profile.wait').then(
      wait => isHere && setSpan(spanOf(wait)),
      // A profile that cannot be asked says why when it is to be opened.
      () => {},
    )
    return () => void (isHere = false)
  }, [core])
  const isWaiting = until > now
  useEffect(() => {
    if (!isWaiting) return
    const tick = (): void => setSpan(span => ({ ...span, now: Date.now() }))
    const timer = setInterval(tick, 1000)
    return () => clearInterval(timer)
  }, [isWaiting])
  return {
    left: isWaiting ? Math.ceil((until - now) / 1000) : 0,
    ask: async () => setSpan(spanOf(await core.call('profile.wait'))),
  }
}
