// Functions that hear of something until they are removed.
export class Listeners<T> {
  readonly #all = new Set<(value: T) => void>()

  /** Until the returned function is called. */
  readonly add = (listen: (value: T) => void): (() => void) => {
    this.#all.add(listen)
    return () => void this.#all.delete(listen)
  }

  tell(value: T): void {
    for (const listen of this.#all) listen(value)
  }
}
