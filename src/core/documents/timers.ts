// Time for this room, so that tests need not wait.
import process from 'node:process'

/** Runs `work` once after so many milliseconds; the returned function cancels it. */
export type Later = (work: () => void, milliseconds: number) => () => void

/**
 * After nothing: when the running code is done, and before promises go on. A timer would come a
 * millisecond later, and after the journal has gone to the disk for the same text.
 */
const next: (work: () => void) => () => void = work => {
  let isDue = true
  process.nextTick(() => {
    if (isDue) work()
  })
  return () => void (isDue = false)
}

export const realLater: Later = (work, milliseconds) => {
  if (milliseconds === 0) return next(work)
  const timer = setTimeout(work, milliseconds)
  return () => clearTimeout(timer)
}
