// The steering of long work: its progress, and its end by a person.
export type TaskSteering = {
  progress(done: number, total: number): void
  isCancelled(): boolean
  /** Aborted at once where the person cancels: for work that another process does. */
  over: AbortSignal
}

/** Progress from 0 to 1, reported in hundredths, each once. */
export const inHundredths = ({
  progress,
}: Pick<TaskSteering, 'progress'>): ((done: number) => void) => {
  let last = -1
  return done => {
    const hundredths = Math.floor(100 * done)
    if (hundredths <= last) return
    last = hundredths
    progress(last, 100)
  }
}
