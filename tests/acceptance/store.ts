// The acceptance suite of every store of a mailbox host. A suite for `describe`: it gets a function
// that makes an empty store, and how many random courses it is tried with.
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { random } from '#core/keys'
import { partOverhead, type Part, type Quotas, type Store } from '#mailbox'

const plenty: Quotas = { mailbox: 1 << 30, total: 1 << 30 }
const part = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill)

export const storeSuite = (open: () => Store | Promise<Store>, runs = 40): void => {
  const opened = async (): Promise<Store> => {
    const store = await open()
    onTestFinished(() => store.close())
    return store
  }
  const all = async (store: Store, mailbox: Uint8Array): Promise<Part[]> => {
    const found: Part[] = []
    for (;;) {
      const page = await store.read(mailbox, found.at(-1)?.place ?? 0, 1000)
      if (page.length === 0) return found
      found.push(...page)
    }
  }

  test('parts are appended: they are read in their order, from any place on, and only in their own mailbox', async () => {
    const store = await opened()
    const [a, b] = [random(32), random(32)]
    const places: number[] = []
    for (let index = 1; index <= 20; index++) {
      const kept = await store.append(a, part(300, index), { at: 1, quotas: plenty })
      await store.append(b, part(300, 100 + index), { at: 1, quotas: plenty })
      places.push((kept as { place: number }).place)
    }
    expect(places).toEqual(places.toSorted((x, y) => x - y))
    expect(new Set(places).size).toBe(20)
    expect((await all(store, a)).map(({ bytes }) => bytes[0])).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    )
    const beyond = await store.read(a, places[16]!, 1 << 20)
    expect(beyond).toEqual([
      { place: places[17], bytes: part(300, 18) },
      { place: places[18], bytes: part(300, 19) },
      { place: places[19], bytes: part(300, 20) },
    ])
    expect(await store.read(random(32), 0, 1000)).toEqual([])
    expect((await store.read(a, 0, 700)).length).toBe(2)
    expect((await store.read(a, 0, 1)).length).toBe(1)
  })

  test('many parts come at once: each has a place of its own, in the order of the calls', async () => {
    const store = await opened()
    const mailbox = random(32)
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        store.append(mailbox, part(40, index), { at: 1, quotas: plenty }),
      ),
    )
    const places = outcomes.map(outcome => (outcome as { place: number }).place)
    expect(new Set(places).size).toBe(200)
    expect(places).toEqual(places.toSorted((x, y) => x - y))
    expect((await all(store, mailbox)).map(({ bytes }) => bytes[0])).toEqual(
      Array.from({ length: 200 }, (_, index) => index % 256),
    )
  })

  test('a mailbox or a host is full: it refuses, keeps its parts, and accepts more after expiry', async () => {
    const store = await opened()
    const [a, b, c] = [random(32), random(32), random(32)]
    const size = 100 + partOverhead
    const quotas = { mailbox: 3 * size, total: 5 * size }
    const append = (mailbox: Uint8Array, at = 10) =>
      store.append(mailbox, part(100, 1), { at, quotas })
    for (let index = 0; index < 3; index++) await append(a)
    expect(await append(a)).toBe('mailbox-full')
    await append(b)
    await append(b, 20)
    expect(await append(c)).toBe('host-full')
    expect((await all(store, a)).length).toBe(3)
    expect(await store.usage()).toMatchObject({ mailboxes: 2, parts: 5, bytes: 5 * size })
    expect(await store.usage(a)).toMatchObject({ parts: 3, bytes: 3 * size })

    expect(await store.dropExpired(10)).toBe(0)
    expect(await store.dropExpired(11)).toBe(4)
    expect((await all(store, b)).length).toBe(1)
    expect(await append(c)).toHaveProperty('place')
    expect(await store.usage()).toMatchObject({ mailboxes: 2, parts: 2, bytes: 2 * size })
  })

  test('a mailbox was empty in between: no place is given twice', async () => {
    const store = await opened()
    const [a, b] = [random(32), random(32)]
    const given = { at: 1, quotas: plenty }
    for (let index = 0; index < 5; index++) await store.append(a, part(10, index), given)
    const { last } = await store.usage(a)
    expect((await all(store, a)).at(-1)?.place).toBe(last)
    await store.dropExpired(2)
    expect((await store.usage(a)).last).toBeGreaterThanOrEqual(last)
    const again = await store.append(a, part(10, 9), given)
    expect((again as { place: number }).place).toBeGreaterThan(last)
    const other = await store.append(b, part(10, 9), given)
    expect(other).toHaveProperty('place')
  })

  test('a log is made: it has a name of its own that stays', async () => {
    const store = await opened()
    const { log } = await store.usage()
    expect(log.length).toBe(16)
    await store.append(random(32), part(10, 1), { at: 1, quotas: plenty })
    expect((await store.usage()).log).toEqual(log)
    expect((await (await opened()).usage()).log).not.toEqual(log)
  })

  test('parts are appended and expire in any course: usage and content are those of a plain list', async () => {
    const step = fc.oneof(
      fc.record({
        box: fc.nat({ max: 2 }),
        length: fc.integer({ min: 1, max: 400 }),
        at: fc.nat({ max: 50 }),
      }),
      fc.record({ before: fc.nat({ max: 50 }) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async steps => {
        const store = await open()
        const boxes = [random(32), random(32), random(32)]
        const quotas = { mailbox: 1500, total: 3000 }
        let kept: { box: number; length: number; at: number }[] = []
        const dropped: [number, number][] = []
        const outcomes: [string, string][] = []
        const bytesOf = (list: typeof kept): number =>
          list.reduce((sum, { length }) => sum + length + partOverhead, 0)
        for (const each of steps) {
          if ('before' in each) {
            const stay = kept.filter(({ at }) => at >= each.before)
            dropped.push([await store.dropExpired(each.before), kept.length - stay.length])
            kept = stay
            continue
          }
          const { box, length, at } = each
          const size = length + partOverhead
          const isOver = bytesOf(kept.filter(entry => entry.box === box)) + size > quotas.mailbox
          const expected = isOver
            ? 'mailbox-full'
            : bytesOf(kept) + size > quotas.total
              ? 'host-full'
              : 'kept'
          const outcome = await store.append(boxes[box]!, part(length, 7), { at, quotas })
          outcomes.push([typeof outcome === 'string' ? outcome : 'kept', expected])
          if (expected === 'kept') kept.push({ box, length, at })
        }
        for (const [found, expected] of [...dropped, ...outcomes]) expect(found).toBe(expected)
        for (const [index, mailbox] of boxes.entries()) {
          const lengths = (await all(store, mailbox)).map(({ bytes }) => bytes.length)
          const own = kept.filter(({ box }) => box === index)
          expect(lengths).toEqual(own.map(({ length }) => length))
          expect((await store.usage(mailbox)).bytes).toBe(bytesOf(own))
        }
        expect((await store.usage()).bytes).toBe(bytesOf(kept))
        await store.close()
      }),
      { numRuns: runs },
    )
  })
}
