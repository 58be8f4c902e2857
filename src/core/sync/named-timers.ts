// Timers by name: one that runs already is not begun again.
import type { Later } from './ports.ts'

export class NamedTimers {
  readonly #later: Later
  readonly #running = new Map<string, () => void>()
  #isClosed = false

  constructor(later: Later) {
    this.#later = later
  }

  begin(name: string, milliseconds: number, work: () => void): void {
    if (this.#isClosed || this.#running.has(name)) return
    const cancel = this.#later(() => {
      this.#running.delete(name)
      work()
    }, milliseconds)
    this.#running.set(name, cancel)
  }

  isRunning(name: string): boolean {
    return this.#running.has(name)
  }

  /** No timer begins any more. */
  close(): void {
    this.#isClosed = true
    for (const cancel of this.#running.values()) cancel()
  }
}
