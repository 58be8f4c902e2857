// Long work in turns: between two of them keys, messages and other calls are served.
import { Failure } from '#shared/failure'

/** Gets the part that is done, from 0 to 1, and tells whether the result is still wanted. */
export type Steering = { progress(done: number): void; isCancelled(): boolean }

/** Milliseconds of one turn: less than a frame. */
const turn = 12

/** The result of `steps`, in one turn. */
export const atOnce = <T>(steps: Generator<unknown, T>): T => {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The result of `steps`. Failure `cancelled`. */
export const inTurns = async <T>(
  steps: Generator<number | void, T>,
  steering?: Steering,
): Promise<T> => {
  for (;;) {
    const until = performance.now() + turn
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
      if (typeof step.value === 'number') steering?.progress(step.value)
      if (performance.now() >= until) break
    }
    await new Promise<void>(resolve => setImmediate(resolve))
    if (steering?.isCancelled()) throw new Failure('cancelled')
  }
}
