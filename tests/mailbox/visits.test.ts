// A visit that begins or ends while the store answers late, or fails. Real sockets; time set by hand.
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { sign } from '#core/keys'
import type { Store } from '#mailbox'
import { memoryStore } from '#tests/memory-store'
import { call, handshakes, hosted, opened, pairOf, sealed, wide } from '#tests/mailbox'

/** A store whose usage of one mailbox is said when the test lets it. */
const late = () => {
  const store = memoryStore()
  const waiting: (() => void)[] = []
  const asked: string[] = []
  const usage: Store['usage'] = async mailbox => {
    if (mailbox) {
      asked.push(Buffer.from(mailbox).toString('hex'))
      await new Promise<void>(resolve => waiting.push(resolve))
    }
    return store.usage(mailbox)
  }
  return {
    ...{ store: { ...store, usage }, asked, waiting },
    answer: () => waiting.splice(0).forEach(resolve => resolve()),
  }
}

const asks = async (url: string, name = 'ours') => {
  const caller = call(url)
  const [, , nonce] = await caller.next('challenge')
  const pair = pairOf(name)
  caller.say([1, 'open', pair.public, sign('mailbox', nonce as Uint8Array, pair.secret)])
  return caller
}

test('a caller that reads or appends before its mailbox is open is closed, and nothing is kept', async () => {
  for (const frame of [
    [1, 'read', 0],
    [1, 'append', 1, sealed()],
  ] as const) {
    const { store, answer, waiting } = late()
    const { url } = await hosted({ store })
    const caller = await asks(url)
    await expect.poll(() => waiting.length).toBe(1)
    caller.say(frame as never)
    expect(await caller.closed).toBe(4400)
    answer()
    expect((await store.usage()).parts).toBe(0)
  }
})

test('nothing is asked of the store for a device that has gone before its turn came', async () => {
  const { store, answer, asked, waiting } = late()
  const { url } = await hosted({ store })
  const page = `${url.replace('ws', 'http')}health`
  const connections = async (): Promise<unknown> =>
    ((await (await fetch(page)).json()) as { connections: number }).connections
  const before = await Promise.all(Array.from({ length: 16 }, () => asks(url)))
  await expect.poll(() => waiting.length).toBe(16)
  const gone = await asks(url, 'gone')
  const stays = await asks(url, 'stays')
  // Its question is behind the one of the device that goes.
  stays.socket.ping()
  await once(stays.socket, 'pong')
  gone.socket.ping()
  await once(gone.socket, 'pong')
  gone.socket.terminate()
  await expect.poll(connections).toBe(17)
  answer()
  for (const caller of before) await caller.next('opened')
  await expect.poll(() => waiting.length).toBe(1)
  answer()
  await stays.next('opened')
  const name = (of: string): string => Buffer.from(pairOf(of).public).toString('hex')
  expect(asked.slice(16)).toEqual([name('stays')])
})

test('a part that the store failed to keep takes nothing of the share of its address', async () => {
  const store = memoryStore()
  let fails = true
  const defects: unknown[] = []
  const append: Store['append'] = (...given) =>
    fails ? Promise.reject(new Error('away')) : store.append(...given)
  const limits = {
    ...wide,
    quotas: { mailbox: 1 << 20, total: 1 << 20 },
    perNetwork: { ...wide.perNetwork, share: 0.25 },
  }
  const defect = (error: unknown): void => void defects.push(error)
  const { url } = await hosted({ store: { ...store, append }, limits, defect })
  for (let times = 0; times < 20; times++) {
    const caller = await opened(url, 'ours')
    caller.say([1, 'append', 1, sealed(16_384)])
    expect(await caller.closed).toBe(1011)
  }
  fails = false
  const caller = await opened(url, 'ours')
  caller.say([1, 'append', 1, sealed(16_384)])
  expect((await caller.either('kept', 'refused'))[1]).toBe('kept')
  expect(defects).toHaveLength(20)
})

test('a caller that is sent away appends nothing more, and the one who called again does', async () => {
  const store = memoryStore()
  let renewed = (): void => {}
  const whenRenewed: Store['whenRenewed'] = work => void (renewed = work)
  const { url } = await hosted({ store: { ...store, whenRenewed } })
  const a = await opened(url, 'ours')
  // The host has sent it away before it knows.
  a.socket.pause()
  renewed()
  a.say([1, 'append', 1, sealed()])
  const b = await opened(url, 'ours')
  b.say([1, 'append', 1, sealed()])
  await b.next('kept')
  a.socket.resume()
  expect(await a.closed).toBe(1012)
  expect((await store.usage()).parts).toBe(1)
})

test('a device that waits for its mailbox while the log becomes another one is sent away', async () => {
  const { store, answer, waiting } = late()
  let renewed = (): void => {}
  const whenRenewed: Store['whenRenewed'] = work => void (renewed = work)
  const { url } = await hosted({ store: { ...store, whenRenewed } })
  const caller = await asks(url)
  await expect.poll(() => waiting.length).toBe(1)
  caller.socket.pause()
  renewed()
  answer()
  const b = asks(url)
  await expect.poll(() => waiting.length).toBe(1)
  answer()
  // This guest is alone: a closed connection is no guest.
  expect((await (await b).next('others'))[2]).toBe(0)
  caller.socket.resume()
  expect(await caller.closed).toBe(1012)
  expect(caller.heard).toEqual([])
})

test('a host is there while it still removes what has expired', async () => {
  const { later } = handshakes()
  let ended = (): void => {}
  const removal = new Promise<number>(resolve => (ended = () => resolve(0)))
  const store = { ...memoryStore(), dropExpired: () => removal }
  const { url } = await hosted({ store, later })
  expect((await opened(url, 'ours')).answer[1]).toBe('opened')
  ended()
})

test('a host that is alone asks the store again: a part that another appended comes', async () => {
  const store = memoryStore()
  const { later, elapse } = handshakes()
  const { url } = await hosted({ store, later })
  const reader = await opened(url, 'ours')
  reader.say([1, 'read', 0])
  await reader.next('end')
  const quotas = { mailbox: 1 << 20, total: 1 << 20 }
  await store.append(pairOf('ours').public, sealed(), { at: 1, quotas })
  elapse(20_000)
  expect((await reader.next('part'))[2]).toBe(1)
})
