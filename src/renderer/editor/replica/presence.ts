// The presence of people: this window's own (sent at most ten times a second, and again while it
// stays, so that others know it is still there) and that of others. Never stored.
import type { Presence } from '#shared/document-port'
import type { MemberId } from '#shared/ids'
import { Listeners } from '#shared/listeners'
import type { RemotePresence } from './window-replica.ts'

/** Milliseconds. */
export const shortestPause = 100
export const heartbeat = 10_000
export const stillAfter = 30_000
export const goneAfter = 35_000

export type Clock = {
  now(): number
  /** Runs `work` after `delay` milliseconds; the returned function cancels it. */
  after(delay: number, work: () => void): () => void
}

export const windowClock: Clock = {
  now: () => performance.now(),
  after: (delay, work) => {
    const timer = setTimeout(work, delay)
    return () => clearTimeout(timer)
  },
}

export type PresenceOut = {
  /** Says it now, or as soon as the last one is a tenth of a second old; only the newest counts. */
  say(presence: Presence): void
  stop(): void
}

export function presenceOut(send: (presence: Presence) => void, clock: Clock): PresenceOut {
  let next: Presence = null
  let saidAt = -Infinity
  let cancel = (): void => {}
  let waiting = false
  const speak = (): void => {
    waiting = false
    saidAt = clock.now()
    send(next)
    cancel = clock.after(heartbeat, speak)
  }
  return {
    say(presence) {
      next = presence
      if (waiting) return
      cancel()
      const rest = saidAt + shortestPause - clock.now()
      if (rest <= 0) return speak()
      waiting = true
      cancel = clock.after(rest, speak)
    },
    stop: () => cancel(),
  }
}

export type Person = {
  device: string
  member: MemberId
  handle: string
  /** 1 to 6, the colour token. */
  color: number
  /** Null: here, and the caret nowhere. */
  place: { anchor: unknown; focus: unknown } | null
  /** The caret has not moved for half a minute. */
  still: boolean
}

export type People = {
  list(): readonly Person[]
  subscribe(listen: () => void): () => void
  hear(presence: RemotePresence): void
  stop(): void
}

type Heard = { person: Person; heardAt: number; movedAt: number; key: string }

export function peopleHere(clock: Clock): People {
  const heard = new Map<string, Heard>()
  const listeners = new Listeners()
  let list: readonly Person[] = []
  let cancel = (): void => {}

  const publish = (): void => {
    const next = [...heard.values()].map(each => each.person)
    list = next.toSorted(
      (a, b) => a.handle.localeCompare(b.handle) || (a.device < b.device ? -1 : 1),
    )
    listeners.tell()
  }
  const look = (): void => {
    const now = clock.now()
    let changed = false
    for (const [device, each] of heard) {
      const still = now - each.movedAt >= stillAfter
      if (now - each.heardAt >= goneAfter) changed = heard.delete(device)
      else if (still !== each.person.still) {
        each.person = { ...each.person, still }
        changed = true
      }
    }
    if (changed) publish()
    schedule()
  }
  const schedule = (): void => {
    cancel()
    const due = [...heard.values()].map(each =>
      Math.min(each.heardAt + goneAfter, each.person.still ? Infinity : each.movedAt + stillAfter),
    )
    if (due.length > 0) cancel = clock.after(Math.max(0, Math.min(...due) - clock.now()), look)
  }

  return {
    list: () => list,
    subscribe: listeners.add,
    hear({ device, member, handle, color, presence }) {
      if (presence === null) {
        if (heard.delete(device)) publish()
        return schedule()
      }
      const now = clock.now()
      const key = JSON.stringify(presence)
      const before = heard.get(device)
      const moved = before?.key !== key
      const place = presence.anchor && presence.focus ? presence : null
      const person = {
        device,
        member,
        handle,
        color,
        place,
        still: moved ? false : (before?.person.still ?? false),
      }
      heard.set(device, {
        person,
        heardAt: now,
        movedAt: moved ? now : (before?.movedAt ?? now),
        key,
      })
      if (moved || before?.person.handle !== handle) publish()
      schedule()
    },
    stop: () => cancel(),
  }
}
