// A member's device that breaks the conversation, over real sockets: it sends too much, takes
// nothing, claims messages that nobody has, or requests the same for ever. It is dropped, and an
// honest member goes on meanwhile.
import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { encode, random, toHex } from '#core/keys'
import type { Link } from '#core/sync'
import type { FeedId, MessageId } from '#shared/ids'
import { forge, packed } from '#tests/forge'
import { swift, typedNetwork } from '#tests/lan'
import { shapeless } from '#tests/shapeless'
import { aliceWithSync, joined, until, untilSame, type Device } from '#tests/sync'
import { readFrame, writeHave, writeWant } from '../../../src/core/sync/link/frames.ts'
import { discoveryKey, initiate } from '../../../src/core/sync/lan/handshake.ts'
import { tcpLink } from '../../../src/core/sync/lan/tcp-link.ts'
import { sealEnvelopes } from '../../../src/core/sync/link/envelope.ts'

const quick = { ...typedNetwork, patience: { keepAlive: 50, silence: 5_000 } }

/** A link over a real socket, as a device with its own program. */
const linkOf = async (who: Device, to: Device): Promise<Link> => {
  const [host = '', port = ''] = (to.sync.lan.status().addresses[0] ?? '').split(':')
  const socket = connect(Number(port), host)
  await once(socket, 'connect')
  const { keys } = who.group.self
  const secured = await initiate(
    ...([socket, keys.signing, discoveryKey(who.group.epoch().key), () => true] as const),
  )
  if (!secured) throw new TypeError('nobody answered')
  const link = tcpLink(socket, secured, quick.patience, swift)
  onTestFinished(() => link.close())
  return link
}

const setting = async () => {
  const a = aliceWithSync(swift, quick)
  const page = a.notebook.create()
  a.notebook.share(page)
  const b = await joined('Bob', a, swift, quick)
  const m = await joined('Mallory', a, swift, quick)
  await a.sync.lan.start()
  await b.sync.lan.dial(a.group.id, a.sync.lan.status().addresses[0] ?? '')
  await untilSame(a, b)
  const link = await linkOf(m, a)
  let isOver = false
  link.onClose(() => {
    isOver = true
  })
  await until(() => a.sync.peers().length === 2)
  let line = 0
  return {
    a,
    b,
    m,
    page,
    link,
    isOver: () => isOver,
    /** Bob and Alice write, and each has the other's text; returns the faults meanwhile. */
    async goesOn() {
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        const text = `an honest line ${line++}`
        from.notebook.write(page, text)
        await until(() => to.notebook.lines(page)?.includes(text) ?? false)
      }
      return [...a.defects, ...b.defects]
    },
  }
}

const point = (feed = toHex(random(16)) as FeedId, seq = 1_000_000) => ({
  feed,
  seq,
  id: toHex(random(32)) as MessageId,
})

test('a peer sends unreadable frames: it is dropped at once', async () => {
  const { a, link, isOver, goesOn } = await setting()
  void link.send(random(5_000))
  await goesOn()
  await until(isOver)
  await until(() => a.sync.peers().length === 1)
  expect(await goesOn()).toEqual([])
})

test('a peer sends unsigned records: it is dropped', async () => {
  const { link, isOver, goesOn } = await setting()
  const forged = Array.from({ length: 500 }, () => [random(300), [[random(32), random(64)]]])
  void link.send(encode([1, 'records', forged]))
  await until(isOver)
  expect(await goesOn()).toEqual([])
})

test('a peer sends without end: it is read no faster than others', async () => {
  const { a, m, link, isOver, goesOn } = await setting()
  const pen = { group: m.group.id, ...m.group.self }
  let stopped = false
  let sent = 0
  const flood = (async () => {
    while (!stopped && !isOver()) {
      // Nobody has the messages that it builds on: each of them waits.
      const after = { records: m.group.recordHeads(), feeds: [point()] }
      const body = encode([1, 'zz-later', random(20_000)])
      for (const seal of sealEnvelopes(m.group.epoch(), packed([forge(pen, { after, body })])))
        await link.send(seal)
      sent++
    }
  })()
  for (let round = 0; round < 10; round++) await goesOn()
  stopped = true
  await flood
  expect(sent).toBeGreaterThan(0)
  const kept = a.archive.waitingMessages.list({ group: a.group.id })
  const bytes = kept.map(({ header, body }) => header.length + 64 + (body?.length ?? 0))
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(17 << 20)
})

test('a peer requests much and takes nothing: memory stays bounded, and it is dropped', async () => {
  const { a, m, link, goesOn } = await setting()
  const large = a.notebook.create()
  a.notebook.share(large)
  for (let line = 0; line < 12; line++) a.notebook.write(large, shapeless(800_000))
  const feed = a.sync.feedOf(a.group.id)
  // The peer never reads: all frames to it stay in the sockets' buffers and Alice's own.
  const seq = a.archive.messages.head(a.group.id, feed)?.seq ?? 0
  for (let wish = 0; wish < 20; wish++) void link.send(writeWant([{ feed, from: 0, to: seq }]))
  await goesOn()
  // The peer does not notice the end: it does not read.
  await until(() => {
    a.clock.time += 1_000
    return a.sync.peers().every(({ device }) => device !== m.group.self.device)
  })
  expect(await goesOn()).toEqual([])
})

test('a peer claims messages that nobody has: no device waits', async () => {
  const { a, m, link, isOver, goesOn } = await setting()
  let wasAsked = false
  link.onFrame(frame => void (wasAsked ||= readFrame(frame)?.kind === 'want'))
  const records = m.group.recordHeads()
  const claims = Array.from({ length: 5_000 }, () => point()).toSorted((x, y) =>
    x.feed < y.feed ? -1 : 1,
  )
  void link.send(writeHave({ records, feeds: claims }, true))
  await goesOn()
  await until(() => wasAsked)
  // The peer gives nothing.
  a.clock.time += 2 * 60_000
  await until(isOver)
  await a.sync.level(a.group.id)
  expect(await goesOn()).toEqual([])
})

test('a peer repeats one request for ever: it is dropped', async () => {
  const { a, m, page, link, isOver, goesOn } = await setting()
  for (let line = 0; line < 50; line++) a.notebook.write(page, `line ${line}`)
  const feed = a.sync.feedOf(a.group.id)
  link.onFrame(() => {})
  void link.send(writeHave({ records: m.group.recordHeads(), feeds: [] }, true))
  let wishes = 0
  const wishing = (async () => {
    while (!isOver()) {
      await link.send(writeWant([{ feed, from: 0, to: 49 }]))
      wishes++
      await new Promise(setImmediate)
    }
  })()
  await goesOn()
  await wishing
  expect(wishes).toBeLessThan(2_000)
  expect(await goesOn()).toEqual([])
})
