// The schedule of flushing pending edits into messages: at once after a pause and then every 200 ms
// or 1 KiB while another member is connected, else every 30 s or 4 KiB.
import type { Later } from '../timers.ts'

export type FlushSchedule = {
  /** An edit of `bytes` came; `live`: another device of its group is linked. */
  note(bytes: number, live: boolean): void
  /**
   * Everything pending was flushed just now, or (`isHeldUp`) all but documents that are held up.
   */
  sealed(isHeldUp: boolean): void
  /** Flushing failed: everything is still pending, and is tried again. */
  failed(): void
  /** Edits are pending from before. `again`: documents that are held up are tried too. */
  soon(again?: boolean): void
  close(): void
}

const beats = {
  live: { milliseconds: 200, bytes: 1024 },
  apart: { milliseconds: 30_000, bytes: 4096 },
}
const retryMilliseconds = 2000

/** `seal`: `again` tries documents that are held up too. */
export const openFlushSchedule = (seal: (again: boolean) => void, later: Later): FlushSchedule => {
  let bytes = 0
  let isResting = true
  let due = Infinity
  let isAgain = false
  let cancel = (): void => {}
  let cancelAgain: (() => void) | null = null

  const stop = (): void => {
    cancel()
    cancel = () => {}
    due = Infinity
  }
  const sealWithin = (milliseconds: number): void => {
    if (due <= milliseconds) return
    stop()
    due = milliseconds
    cancel = later(() => {
      stop()
      const again = isAgain
      isAgain = false
      seal(again)
    }, milliseconds)
  }
  const soon = (again = false): void => {
    isAgain ||= again
    sealWithin(0)
  }
  return {
    note(more, live) {
      bytes += more
      const beat = live ? beats.live : beats.apart
      // The first keystroke after a pause goes out at once, so that a reader sees it at once.
      if (bytes >= beat.bytes || (live && isResting)) sealWithin(0)
      else sealWithin(beat.milliseconds)
    },
    sealed(isHeldUp) {
      stop()
      bytes = 0
      isResting = false
      cancel = later(() => {
        stop()
        isResting = true
      }, beats.live.milliseconds)
      if (!isHeldUp) return
      cancelAgain ??= later(() => {
        cancelAgain = null
        soon(true)
      }, beats.apart.milliseconds)
    },
    failed: () => sealWithin(retryMilliseconds),
    soon,
    close() {
      stop()
      cancelAgain?.()
    },
  }
}
