// Refetches after a change, without a call for each change: while members type together, core
// reports thirty changes a second, and every answer renders a part of the window again.

/** Milliseconds between an answer and the next question. */
export const pauseBetween = 200

export type After = (delay: number, work: () => void) => () => void

export const windowAfter: After = (delay, work) => {
  const timer = setTimeout(work, delay)
  return () => clearTimeout(timer)
}

export type RefetchThrottle = {
  trigger(): void
  /** An event came: asks unless it is about other documents than the answer. */
  hear(detail: unknown): void
  /**
   * Documents that the answer is about, with blanks between; '' for all. Asks again where they are others than
   * before: what changed in them meanwhile was not heard.
   */
  setAbout(documents: string): void
  stop(): void
}

/** Events of a group or of the network name no document, and may change each answer. */
const isAbout = (detail: unknown, documents: string): boolean =>
  documents === '' ||
  !(detail instanceof Object && 'document' in detail) ||
  documents.split(' ').includes(String(detail.document))

/**
 * The first trigger asks at once; those that come before the answer is `pauseBetween` old become one
 * question after that. `ask` never rejects.
 */
export function throttleRefetch(
  ask: () => Promise<void>,
  after: After = windowAfter,
  first = '',
): RefetchThrottle {
  let about = first
  let busy = false
  let again = false
  let stopped = false
  let cancel = (): void => {}
  const rest = (): void => {
    busy = false
    if (again) trigger()
  }
  const trigger = (): void => {
    if (stopped) return
    again = busy
    if (busy) return
    busy = true
    void ask().then(() => {
      if (!stopped) cancel = after(pauseBetween, rest)
    })
  }
  return {
    trigger,
    hear(detail) {
      if (isAbout(detail, about)) trigger()
    },
    setAbout(documents) {
      if (documents === about) return
      about = documents
      trigger()
    },
    stop() {
      stopped = true
      cancel()
    },
  }
}
