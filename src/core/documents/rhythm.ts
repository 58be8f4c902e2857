// When pending edits are sealed into messages: at once after a pause and then every 200 ms or 1 KiB
// while somebody is in reach, else every 30 s or 4 KiB.

export type Rhythm = {
  /** An edit of `bytes` came; `live`: another device of its group is linked. */
  note(bytes: number, live: boolean): void
  /** Everything pending was sealed just now. */
  sealed(): void
  close(): void
}

const beats = {
  live: { milliseconds: 200, bytes: 1024 },
  apart: { milliseconds: 30_000, bytes: 4096 },
}

export const openRhythm = (seal: () => void): Rhythm => {
  let bytes = 0
  let resting = true
  let timer: NodeJS.Timeout | undefined
  let due: number | undefined

  const stop = (): void => {
    clearTimeout(timer)
    timer = due = undefined
  }
  const sealSoon = (milliseconds: number): void => {
    if (due !== undefined && due <= milliseconds) return
    stop()
    due = milliseconds
    timer = setTimeout(() => {
      stop()
      seal()
    }, milliseconds)
  }
  return {
    note(more, live) {
      bytes += more
      const beat = live ? beats.live : beats.apart
      // The first keystroke after a pause goes out at once, so that a reader sees it at once.
      if (bytes >= beat.bytes || (live && resting)) sealSoon(0)
      else sealSoon(beat.milliseconds)
    },
    sealed() {
      stop()
      bytes = 0
      resting = false
      timer = setTimeout(() => {
        timer = undefined
        resting = true
      }, beats.live.milliseconds)
    },
    close: stop,
  }
}
