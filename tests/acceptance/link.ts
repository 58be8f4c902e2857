// The acceptance suite of every Link. A suite for `describe`: it gets a function that makes two
// linked ends, and runs against them. Beside it a link in memory.
import { expect, test } from 'vitest'
import { frameLimit, type Link } from '#core/sync'
import type { DeviceId } from '#shared/ids'

export type Ends = { a: Link; b: Link; devices: { a: DeviceId; b: DeviceId } }

const frame = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill)

/** The first `count` frames that arrive at `link`. */
const arriving = (link: Link, count: number): Promise<Uint8Array[]> =>
  new Promise(resolve => {
    const frames: Uint8Array[] = []
    link.onFrame(bytes => {
      frames.push(bytes.slice())
      if (frames.length === count) resolve(frames)
    })
  })

const closed = (link: Link): Promise<void> => new Promise(resolve => link.onClose(resolve))

export const linkSuite = (connect: () => Promise<Ends>): void => {
  test('a link is made: each end names the device at the other', async () => {
    const { a, b, devices } = await connect()
    expect([a.remote, b.remote]).toEqual([devices.b, devices.a])
  })

  test('frames of any size are sent: they arrive whole, once, in order, both ways', async () => {
    const { a, b } = await connect()
    const sizes = [1, 511, 512, 16_384, 70_000, frameLimit, 3]
    const atB = arriving(b, sizes.length)
    const atA = arriving(a, sizes.length)
    for (const [index, size] of sizes.entries()) {
      void a.send(frame(size, index))
      void b.send(frame(size, index + 100))
    }
    expect((await atB).map(bytes => bytes.length)).toEqual(sizes)
    expect(await atA).toEqual(sizes.map((size, index) => frame(size, index + 100)))
  })

  test('frames come before a listener: they are kept', async () => {
    const { a, b } = await connect()
    const first = arriving(a, 1)
    void b.send(frame(3, 3))
    void a.send(frame(1, 1))
    void a.send(frame(2, 2))
    await first
    expect((await arriving(b, 2)).map(bytes => bytes.length)).toEqual([1, 2])
  })

  test('a listener is busy: the next frame comes when it is done', async () => {
    const { a, b } = await connect()
    let inside = 0
    let most = 0
    const done = new Promise<void>(resolve => {
      let count = 0
      b.onFrame(async () => {
        most = Math.max(most, ++inside)
        await new Promise(setImmediate)
        inside--
        if (++count === 20) resolve()
      })
    })
    for (let index = 0; index < 20; index++) void a.send(frame(100, index))
    await done
    expect(most).toBe(1)
  })

  test('a listener does not finish: the sender waits', async () => {
    const { a, b } = await connect()
    let release = (): void => {}
    const stuck = new Promise<void>(resolve => {
      release = resolve
    })
    let arrived = 0
    const firstArrived = new Promise<void>(resolve => {
      b.onFrame(() => {
        arrived++
        resolve()
        return stuck
      })
    })
    let taken = 0
    const all = 64
    const sending = (async () => {
      for (let index = 0; index < all; index++) {
        await a.send(frame(frameLimit, index))
        taken++
      }
    })()
    await firstArrived
    for (let index = 0; index < 200; index++) await new Promise(setImmediate)
    expect(arrived).toBe(1)
    expect(taken).toBeLessThan(all)
    release()
    await sending
    expect(taken).toBe(all)
  })

  test('an end closes: both ends report it, once, also to late listeners', async () => {
    const { a, b } = await connect()
    const ends: string[] = []
    a.onClose(() => ends.push('a'))
    b.onClose(() => ends.push('b'))
    a.close()
    await Promise.all([closed(a), closed(b)])
    a.close()
    await a.send(frame(1, 1))
    await b.send(frame(1, 1))
    expect(ends.toSorted()).toEqual(['a', 'b'])
  })

  test('a frame is too long: it is not sent', async () => {
    const { a, b } = await connect()
    let arrived = 0
    b.onFrame(() => void arrived++)
    const heard = Promise.all([closed(a), closed(b)])
    await a.send(frame(frameLimit + 1, 1))
    await heard
    expect(arrived).toBe(0)
  })

  test('a listener fails: its link ends, and nothing else', async () => {
    const { a, b } = await connect()
    let arrived = 0
    const heard = Promise.all([closed(a), closed(b)])
    b.onFrame(() => {
      arrived++
      return Promise.reject(new Error('a listener of this test'))
    })
    void a.send(frame(1, 1))
    void a.send(frame(1, 2))
    await heard
    expect(arrived).toBe(1)
  })
}

type End = Link & { deliver(frame: Uint8Array): Promise<void>; end(): void }

const memoryEnd = (remote: DeviceId, other: () => End): End => {
  let listen: ((frame: Uint8Array) => Promise<void> | void) | null = null
  let ready = (): void => {}
  const listening = new Promise<void>(resolve => {
    ready = resolve
  })
  const onClose = new Set<() => void>()
  let open = true
  let last: Promise<void> = Promise.resolve()
  const end: End = {
    remote,
    send(bytes) {
      if (!open) return undefined
      if (bytes.length > frameLimit) return end.close()
      return other().deliver(bytes.slice())
    },
    deliver(bytes) {
      last = last
        .then(async () => {
          await new Promise(setImmediate)
          await Promise.race([listening, new Promise<void>(resolve => onClose.add(resolve))])
          if (open) await listen?.(bytes)
        })
        .catch(() => end.close())
      return last
    },
    onFrame(given) {
      listen = given
      ready()
    },
    onClose(given) {
      if (open) onClose.add(given)
      else given()
    },
    close() {
      end.end()
      other().end()
    },
    end() {
      if (!open) return
      open = false
      for (const each of onClose) each()
      onClose.clear()
    },
  }
  return end
}

/** Two ends in memory; device `a` holds `a`. */
export const memoryLinks = (devices: { a: DeviceId; b: DeviceId }): Ends => {
  const a: End = memoryEnd(devices.b, () => b)
  const b: End = memoryEnd(devices.a, () => a)
  return { a, b, devices }
}
