// Long work in turns: between two of them keys, messages and other questions are served.
import { Failure } from '#shared/failure'

/** Hears how much is done, of 1, and says whether anybody still wants it. */
export type Steering = { progress(done: number): void; isCancelled(): boolean }

/** Milliseconds of one turn: less than a frame. */
const turn = 12

/** What `steps` gives at its end, in one turn. */
export const atOnce = <T>(steps: Generator<unknown, T>): T => {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** What `steps` gives at its end. Failure `cancelled`. */
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
