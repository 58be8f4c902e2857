// The treatment of frames that are no message, and of parts for many guests.
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { openBoxes, type Guest } from '../../src/mailbox/boxes.ts'
import { hosted, opened, pairOf, sealed, wide } from '#tests/mailbox'
import { memoryStore } from '#tests/memory-store'

/** Timers of a host that fire when the test says so. */
const timers = () => {
  const waiting = new Set<{ work: () => void; after: number }>()
  return {
    later(work: () => void, after: number) {
      const timer = { work, after }
      waiting.add(timer)
      return () => void waiting.delete(timer)
    },
    /** Fires one that `fits`, after `before`; false where there is none. */
    elapse(fits: (after: number) => boolean, before = (): void => {}): boolean {
      const timer = [...waiting].find(({ after }) => fits(after))
      if (!timer) return false
      before()
      waiting.delete(timer)
      timer.work()
      return true
    },
  }
}

/** A host whose clock stands still, so that a connection waits for long that sent one byte more than `burst`. */
const strict = async (burst = 1 << 20) => {
  const { later, elapse } = timers()
  const limits = { ...wide, perConnection: { burst, perSecond: 0.001 } }
  const { url, clock } = await hosted({ limits, later })
  const isPaid = (): void => void (clock.time += 1e15)
  const isHeldUp = (): boolean => elapse(after => after > 60_000, isPaid)
  return { url, elapse, isHeldUp }
}

test('pongs that answer nothing are charged, and the connection waits', async () => {
  const { url, isHeldUp } = await strict()
  const caller = await opened(url, 'ours')
  for (let times = 0; times < 2_000; times++) caller.socket.pong()
  await expect.poll(isHeldUp).toBe(true)
  // It goes on where it was.
  caller.say([1, 'append', 1, sealed()])
  await caller.next('kept')
})

test('pings are answered, charged, and the connection waits', async () => {
  const { url, isHeldUp } = await strict()
  const { socket } = await opened(url, 'ours')
  for (let times = 0; times < 1_000; times++) {
    socket.ping()
    await once(socket, 'pong')
  }
  for (let times = 0; times < 30; times++) socket.ping()
  await expect.poll(isHeldUp).toBe(true)
})

test.each([
  ['words in place of bytes', 'words', 1003],
  ['bytes that are no message', Buffer.alloc(1), 4400],
])(
  'a connection that sends %s is charged for what comes behind, and ends two seconds later',
  async (_, wrong, code) => {
    // Fewer frames than a connection may have unread, or a slow host ends it before they are charged.
    const { url, elapse, isHeldUp } = await strict(1 << 17)
    const { socket, closed } = await opened(url, 'ours')
    for (let times = 0; times < 250; times++) socket.send(wrong)
    await expect.poll(isHeldUp).toBe(true)
    await expect.poll(() => elapse(after => after === 2_000)).toBe(true)
    expect([code, 1006]).toContain(await closed)
  },
)

test('a reader that answers nothing is not told who comes and goes, and is told when it reads on', async () => {
  const { later, elapse } = timers()
  const { url, store } = await hosted({ later, now: Date.now })
  for (let index = 0; index < 20; index++) {
    await store.append(pairOf('ours').public, sealed(16_384), { at: 1, quotas: wide.quotas })
  }
  const reader = await opened(url, 'ours', { autoPong: false })
  let nonce: Buffer | undefined
  reader.socket.on('ping', (asked: Buffer) => (nonce = asked))
  reader.say([1, 'read', 0])
  for (let place = 1; place <= 8; place++) await reader.next('part')
  const others: unknown[] = []
  reader.socket.on('message', () => {
    others.push(...reader.heard.filter(([, kind]) => kind === 'others'))
  })
  for (let times = 0; times < 20; times++) {
    const guest = await opened(url, 'ours')
    expect(elapse(after => after === 100)).toBe(true)
    await guest.next('others')
  }
  reader.say([1, 'append', 1, sealed()])
  await reader.next('kept')
  expect(others).toEqual([])
  reader.socket.on('ping', (asked: Buffer) => reader.socket.pong(asked))
  reader.socket.pong(nonce)
  expect((await reader.next('others'))[2]).toBe(20)
})

test('a part for a thousand guests is told in turns that other mailboxes have theirs between', async () => {
  const boxes = openBoxes({
    store: memoryStore(),
    later() {},
    announce() {},
    defect(error) {
      throw error
    },
  })
  const [crowded, quiet] = [pairOf('crowded').public, pairOf('quiet').public]
  const counted = new Map<Guest, number[]>()
  let inTurn = 0
  let most = 0
  const guest = (): Guest => {
    const places: number[] = []
    const made: Guest = {
      appended(place) {
        places.push(place)
        most = Math.max(most, ++inTurn)
      },
      counted() {},
    }
    counted.set(made, places)
    return made
  }
  const guests = Array.from({ length: 1_000 }, guest)
  for (const each of guests) boxes.enter({ address: crowded, last: 0, guest: each })
  const other = guest()
  boxes.enter({ address: quiet, last: 0, guest: other })
  const author = guests[0]!
  const all = Array.from({ length: 8 }, (_, at) => boxes.publish(crowded, at + 1, sealed(), author))
  const one = boxes.publish(quiet, 1, sealed(), author)
  let turns = 0
  let isOver = false
  const turn = (): void => {
    turns++
    inTurn = 0
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  await one
  expect(counted.get(guests.at(-1)!)?.length).toBeLessThan(8)
  await Promise.all(all)
  isOver = true
  expect(most).toBeLessThanOrEqual(512)
  expect(turns).toBeGreaterThan(8)
  for (const each of guests) expect(counted.get(each)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(counted.get(other)).toEqual([1])
})
