// The limits of a host for one connection and one network, with a clock that is set by hand.
import { expect, test } from 'vitest'
import { openBucket } from '../../src/mailbox/bucket.ts'
import { networkOf, openNetworks } from '../../src/mailbox/networks.ts'
import { openShare } from '../../src/mailbox/share.ts'

test('a bucket gives its burst at once and its rate for long', () => {
  let time = 0
  const bucket = openBucket({ burst: 100, perSecond: 10 }, () => time)
  expect([bucket.take(60), bucket.take(40), bucket.take(5)]).toEqual([0, 0, 500])
  expect(bucket.isFull()).toBe(false)
  time += 500
  expect([bucket.take(0), bucket.take(20)]).toEqual([0, 2_000])
  time += 12_000
  expect(bucket.isFull()).toBe(true)
  expect(bucket.take(101)).toBe(100)
})

test('a customer of a provider is one network, for any number of addresses', () => {
  for (const [address, network] of [
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ]) {
    expect(networkOf(address!)).toBe(network)
  }
})

test('a refused connection is not charged, and a clock that is set back takes no credit', () => {
  let time = 0
  const bucket = openBucket({ burst: 2, perSecond: 1 }, () => time)
  expect([bucket.offer(1), bucket.offer(1), bucket.offer(1), bucket.offer(1)]).toEqual([
    ...[true, true, false, false],
  ])
  time -= 3_600_000
  expect(bucket.offer(1)).toBe(false)
  time += 1_000
  expect([bucket.offer(1), bucket.offer(1)]).toEqual([true, false])
})

test('a network that owes nothing is forgotten', () => {
  let time = 0
  const open = (connections: number) =>
    openNetworks(
      {
        total: 1_000,
        keeps: 1_000,
        perNetwork: {
          connections,
          share: 1 / 4,
          arrivals: { burst: 3, perSecond: 1 },
          bytes: { burst: 10, perSecond: 1 },
        },
      },
      () => time,
    )
  const networks = open(2)
  const first = networks.enter('203.0.113.7')
  expect(networks.enter('203.0.113.7')?.open()).toEqual({ here: 2, all: 2 })
  expect(networks.enter('203.0.113.7')).toBeNull()
  first?.leave()
  first?.leave()
  expect(networks.enter('203.0.113.7')).not.toBeNull()
  expect(networks.enter('203.0.113.8')?.open()).toEqual({ here: 1, all: 3 })
  networks.forget()
  expect(networks.size()).toBe(2)
  const other = open(1)
  const visitor = other.enter('203.0.113.7')
  visitor?.share.claim(100)
  visitor?.leave()
  time += 300
  other.forget()
  expect(other.size()).toBe(1)
  time += 5_000
  other.forget()
  expect(other.size()).toBe(0)
})

test('a network holds no more than a share of what others leave free, for as long as parts are kept', () => {
  let time = 0
  const share = openShare({ share: 1 / 4, total: 1_000, keeps: 1_000 }, () => time)
  /** Like a store: whether `size` fits where others hold `others` bytes. */
  let held = 0
  const puts = (size: number, others: number): boolean => {
    const isKept = others + held + size <= share.claim(size)
    if (isKept) held += size
    else share.giveBack(size)
    return isKept
  }
  expect([puts(100, 0), puts(100, 0), puts(50, 0), puts(1, 0)]).toEqual([true, true, true, false])
  expect(share.isNone()).toBe(false)
  // 400 of 1,000 milliseconds: 100 of 250 bytes are forgotten, and the store still holds them.
  time += 400
  expect([puts(76, 0), puts(75, 0)]).toEqual([false, true])
  held = 0
  time += 1_000
  expect(share.isNone()).toBe(true)
  expect([puts(151, 400), puts(150, 400)]).toEqual([false, true])
  const all = openShare({ share: 1, total: 1_000, keeps: 1_000 }, () => time)
  expect([all.claim(900), all.claim(200)]).toEqual([1_000, 1_000])
})
