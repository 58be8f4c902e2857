// Sentences that come at most once in a while: what changed meanwhile is said as it is then, and only once.

export class Seldom {
  /** Milliseconds between two sentences. */
  readonly #pause: number
  readonly #say: (text: string) => void
  #said: string | null = null
  #text = ''
  #at = -Infinity
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(pause: number, say: (text: string) => void) {
    this.#pause = pause
    this.#say = say
  }

  /** The sentence as it is now; the first one is read with the screen, and not said. */
  now(text: string): void {
    this.#text = text
    this.#said ??= text
    if (this.#said === text) return
    this.#timer ??= setTimeout(
      () => this.#speak(),
      Math.max(0, this.#at + this.#pause - performance.now()),
    )
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #speak(): void {
    this.#timer = undefined
    if (this.#said === this.#text) return
    this.#said = this.#text
    this.#at = performance.now()
    if (this.#text !== '') this.#say(this.#text)
  }
}
