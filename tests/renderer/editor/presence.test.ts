// Presence: how often it is sent, and when a member fades or goes.
import { describe, expect, it } from 'vitest'
import type { Presence } from '#shared/document-port'
import type { MemberId } from '#shared/ids'
import {
  type Clock,
  goneAfter,
  heartbeat,
  peopleHere,
  presenceOut,
  shortestPause,
  stillAfter,
} from '../../../src/renderer/editor/replica/presence.ts'

/** A clock that a test moves. */
function handClock() {
  let now = 0
  let timers: { at: number; work: () => void }[] = []
  const clock: Clock = {
    now: () => now,
    after(delay, work) {
      const timer = { at: now + delay, work }
      timers.push(timer)
      return () => void (timers = timers.filter(each => each !== timer))
    },
  }
  const pass = (milliseconds: number): void => {
    const end = now + milliseconds
    for (;;) {
      const [due] = timers.filter(each => each.at <= end).toSorted((a, b) => a.at - b.at)
      if (!due) break
      now = due.at
      timers = timers.filter(each => each !== due)
      due.work()
    }
    now = end
  }
  return { clock, pass }
}

const at = (offset: number): Presence => ({ anchor: { offset }, focus: { offset } })
const heardFrom = (presence: Presence, device = 'a') => ({
  kind: 'presence' as const,
  device,
  member: 'c'.repeat(64) as MemberId,
  handle: 'C.R.',
  color: 2,
  presence,
})

describe('saying where one is', () => {
  it('says at once, then at most ten times a second, and always the newest', () => {
    const { clock, pass } = handClock()
    const said: Presence[] = []
    const out = presenceOut(presence => said.push(presence), clock)
    for (let step = 0; step < 200; step++) {
      out.say(at(step))
      pass(5)
    }
    expect(said.length).toBeGreaterThanOrEqual(9)
    expect(said.length).toBeLessThanOrEqual(1000 / shortestPause + 1)
    pass(shortestPause)
    expect(said.at(-1)).toEqual(at(199))
    out.stop()
  })

  it('goes on saying it while it stays, until it is stopped', () => {
    const { clock, pass } = handClock()
    const said: Presence[] = []
    const out = presenceOut(presence => said.push(presence), clock)
    out.say(at(1))
    pass(heartbeat * 3)
    expect(said).toEqual([at(1), at(1), at(1), at(1)])
    out.stop()
    pass(heartbeat * 3)
    expect(said).toHaveLength(4)
  })
})

describe('hearing where others are', () => {
  it('fades a caret that has not moved for half a minute, and shows it again when it moves', () => {
    const { clock, pass } = handClock()
    const people = peopleHere(clock)
    people.hear(heardFrom(at(1)))
    for (let beat = 0; beat < 4; beat++) {
      pass(heartbeat)
      people.hear(heardFrom(at(1)))
    }
    expect(4 * heartbeat).toBeGreaterThan(stillAfter)
    expect(people.list()[0]?.still).toBe(true)
    people.hear(heardFrom(at(2)))
    expect(people.list()[0]?.still).toBe(false)
  })

  it('forgets a device that is not heard of any more, and one that says goodbye at once', () => {
    const { clock, pass } = handClock()
    const people = peopleHere(clock)
    people.hear(heardFrom(at(1), 'a'))
    people.hear(heardFrom(at(1), 'b'))
    people.hear(heardFrom(null, 'b'))
    expect(people.list().map(person => person.device)).toEqual(['a'])
    pass(goneAfter)
    expect(people.list()).toEqual([])
  })

  it('counts a member who only reads as here, without a cursor', () => {
    const { clock } = handClock()
    const people = peopleHere(clock)
    people.hear(heardFrom({ anchor: null, focus: null }))
    expect(people.list()[0]?.place).toBeNull()
  })

  it('tells its listeners when something changed, and only then', () => {
    const { clock } = handClock()
    const people = peopleHere(clock)
    let told = 0
    people.subscribe(() => told++)
    people.hear(heardFrom(at(1)))
    people.hear(heardFrom(at(1)))
    expect(told).toBe(1)
  })
})
