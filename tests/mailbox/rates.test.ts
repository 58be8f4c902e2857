// What a host lets one connection and one network do, told by a clock that is set by hand.
import { expect, test } from 'vitest'
import { networkOf, openBucket, openNetworks } from '../../src/mailbox/rates.ts'

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

test('a customer of a provider is one network, however many addresses she has', () => {
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

test('who owes nothing is forgotten', () => {
  let time = 0
  const networks = openNetworks(
    {
      connections: 2,
      arrivals: { burst: 3, perSecond: 1 },
      bytes: { burst: 10, perSecond: 1 },
    },
    () => time,
  )
  const first = networks.enter('203.0.113.7')
  networks.enter('203.0.113.7')
  expect(networks.enter('203.0.113.7')).toBeNull()
  first?.leave()
  first?.leave()
  expect(networks.enter('203.0.113.7')).not.toBeNull()
  expect(networks.enter('203.0.113.8')).not.toBeNull()
  networks.forget()
  expect(networks.size()).toBe(2)
  const other = openNetworks(
    { connections: 1, arrivals: { burst: 3, perSecond: 1 }, bytes: { burst: 1, perSecond: 1 } },
    () => time,
  )
  other.enter('203.0.113.7')?.leave()
  time += 5_000
  other.forget()
  expect(other.size()).toBe(0)
})
