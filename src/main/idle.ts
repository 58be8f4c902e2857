// Notices that the window was not touched for a while. The clock is compared rather than one long
// timer trusted, because timers stand still while a device sleeps.

export type Idle = {
  /** A key or the pointer was used. */
  touch(): void
  /** Minutes after which `onIdle` is told; 0 never. */
  setMinutes(minutes: number): void
  /** Compares the clock; called every few seconds. */
  look(): void
}

/** `onIdle` is told once, and again only after another touch. */
export function watchIdle({ now, onIdle }: { now: () => number; onIdle: () => void }): Idle {
  let minutes = 0
  let last = now()
  let told = false
  return {
    touch() {
      last = now()
      told = false
    },
    setMinutes(next) {
      minutes = next
    },
    look() {
      if (minutes === 0 || told || now() - last < minutes * 60_000) return
      told = true
      onIdle()
    },
  }
}
