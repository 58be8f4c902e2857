// Searches for one discovery key in the beacons of others: a newcomer's for an inviter.
import type { Bytes } from '#core/keys'
import { readBeacon } from './beacon.ts'
import type { Endpoint } from './redial.ts'

type Seeker = { discovery: Bytes; found(at: Endpoint): void; stopped(): void }

export class Seekers {
  readonly #all = new Set<Seeker>()

  /** Until the returned function is called. */
  add(seeker: Seeker): () => void {
    this.#all.add(seeker)
    return () => void this.#all.delete(seeker)
  }

  /** Returns the number of keys that were tried. */
  hear(beacon: Bytes, host: string): number {
    for (const { discovery, found } of this.#all) {
      const at = readBeacon(beacon, [discovery])
      if (at) found({ host, port: at.port })
    }
    return this.#all.size
  }

  stop(): void {
    for (const { stopped } of this.#all) stopped()
  }
}
