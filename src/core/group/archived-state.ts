// State in memory that changes together with the archive, or not at all.
import type { GroupStorage } from './storage.ts'

export class ArchivedState<State> {
  now: State
  private readonly storage: Pick<GroupStorage, 'transaction'>
  private readonly listeners = new Set<() => void>()
  private depth = 0
  private isTouched = false

  constructor(storage: Pick<GroupStorage, 'transaction'>, first: State) {
    this.storage = storage
    this.now = first
  }

  /** Keeps several changes together or not at all. Calls may be nested. */
  together<T>(work: () => T): T {
    const before = this.now
    const wasTouched = this.isTouched
    this.depth++
    let result: T
    try {
      result = this.storage.transaction(work)
    } catch (error) {
      this.now = before
      this.isTouched = wasTouched
      throw error
    } finally {
      this.depth--
    }
    if (this.depth === 0 && this.isTouched) {
      this.isTouched = false
      for (const listen of [...this.listeners]) listen()
    }
    return result
  }

  /** Notifies the listeners, once, when the outermost `together` is done. */
  touch(): void {
    this.isTouched = true
  }

  onChange(listen: () => void): () => void {
    this.listeners.add(listen)
    return () => void this.listeners.delete(listen)
  }
}
