// The link timeout: how long the other end of a link may keep this one waiting. The timer reads the
// given clock each time it fires, so a machine that slept wakes to a fresh wait.
import type { Later } from '../ports.ts'

/** Milliseconds without any progress after which an end that owes something is given up. */
const linkTimeoutLimit = 60_000

export type LinkTimeout = {
  /** The other end owes something from now on, or still. */
  owed(): void
  /** The other end made progress. */
  progress(): void
  close(): void
}

/** `isOwed` is asked when the time is over; `lost` is called once, when nothing came. */
export const openLinkTimeout = (ports: {
  now(): number
  later: Later
  isOwed(): boolean
  lost(): void
}): LinkTimeout => {
  const { now, later, isOwed, lost } = ports
  let since = now()
  let cancel: (() => void) | null = null
  let open = true
  const look = (): void => {
    cancel = null
    if (!open || !isOwed()) return
    const left = since + linkTimeoutLimit - now()
    if (left > 0) cancel = later(look, left)
    else lost()
  }
  return {
    owed() {
      if (!open || cancel) return
      since = now()
      cancel = later(look, linkTimeoutLimit)
    },
    progress() {
      since = now()
    },
    close() {
      open = false
      cancel?.()
      cancel = null
    },
  }
}
