// Functions that get each value until they are removed.
export class Listeners<T = void> {
  readonly #all = new Set<(value: T) => void>()
  readonly #begin: () => () => void
  #end = (): void => {}

  /** `begin` runs before the first is added, and the function it returns once the last is removed. */
  constructor(begin: () => () => void = () => () => {}) {
    this.#begin = begin
  }

  /** Until the returned function is called. */
  readonly add = (listen: (value: T) => void): (() => void) => {
    if (this.#all.size === 0) this.#end = this.#begin()
    this.#all.add(listen)
    return () => {
      if (this.#all.delete(listen) && this.#all.size === 0) this.#end()
    }
  }

  readonly tell = (value: T): void => {
    for (const listen of this.#all) listen(value)
  }
}
