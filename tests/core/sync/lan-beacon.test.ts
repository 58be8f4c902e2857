// A beacon is noise outside the group, and an address has the form that a person typed.
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import { isPrivate, parseAddress, typedAddresses } from '../../../src/core/sync/lan/addresses.ts'
import { readBeacon, writeBeacon } from '../../../src/core/sync/lan/beacon.ts'

test('an epoch made a beacon: any of the epochs recognises it and gives the port', () => {
  const keys = Array.from({ length: 3 }, () => random(32))
  const beacon = writeBeacon(random, 40_123, keys)
  for (const discovery of keys)
    expect(readBeacon(beacon, [random(32), discovery])).toEqual({ port: 40_123, discovery })
  expect(readBeacon(beacon, [random(32)])).toBeNull()
})

test('one device sends two beacons: they have nothing in common, for any number of epochs', () => {
  const keys = [random(32)]
  const [one, two] = [writeBeacon(random, 40_123, keys), writeBeacon(random, 40_123, keys)]
  const pieces = (beacon: Uint8Array) =>
    [0, 18, 34, 50, 66, 82, 98, 114, 130].map(at =>
      Buffer.from(beacon.slice(at, at + 16)).toString('hex'),
    )
  expect(pieces(one).filter(piece => pieces(two).includes(piece))).toEqual([])
  expect(
    writeBeacon(
      random,
      1,
      Array.from({ length: 30 }, () => random(32)),
    ),
  ).toHaveLength(one.length)
})

test('a beacon has another port, another length or another nonce: it is not recognised', () => {
  const discovery = random(32)
  const beacon = writeBeacon(random, 40_123, [discovery])
  for (const at of [0, 15, 16, 17, 18, 33]) {
    const changed = beacon.slice()
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(readBeacon(changed, [discovery])).toBeNull()
  }
  expect(readBeacon(beacon.slice(1), [discovery])).toBeNull()
  expect(readBeacon(new Uint8Array([...beacon, 0]), [discovery])).toBeNull()
  expect(readBeacon(new Uint8Array(), [discovery])).toBeNull()
})

test.each([
  ['192.168.1.7:4000', { host: '192.168.1.7', port: 4000 }],
  [' 10.0.0.1:65535 ', { host: '10.0.0.1', port: 65_535 }],
  ['[fd00::1]:4000', { host: 'fd00::1', port: 4000 }],
  ['[fe80::1%eth0]:4000', { host: 'fe80::1%eth0', port: 4000 }],
  ['[::1]:1', { host: '::1', port: 1 }],
  ['laptop.example.org:4000', { host: 'laptop.example.org', port: 4000 }],
  ['laptop:4000', { host: 'laptop', port: 4000 }],
  ['::1:4000', null],
  ['[laptop]:4000', null],
  ['[192.168.1.7]:4000', null],
  ['300.1.1.1:4000', null],
  ['1.2.3:4000', null],
  ['laptop', null],
  ['laptop:', null],
  ['laptop:0', null],
  ['laptop:65536', null],
  ['lap top:4000', null],
  ['-laptop:4000', null],
  ['http://laptop:4000', null],
  ['', null],
])('%s', (typed, address) => {
  expect(parseAddress(typed)).toEqual(address)
})

test('addresses of local networks, and others', () => {
  const local =
    '10.1.2.3 127.0.0.1 172.16.0.1 172.31.255.1 192.168.0.1 169.254.9.9 ::1 fd12::1 fe80::1%eth0 ::ffff:10.0.0.1'
  const others =
    '8.8.8.8 172.15.0.1 172.32.0.1 192.169.0.1 100.64.0.1 2001:db8::1 ::ffff:8.8.8.8 ::'
  expect(local.split(' ').filter(address => !isPrivate(address))).toEqual([])
  expect([...others.split(' '), '', 'laptop', '10.1'].filter(isPrivate)).toEqual([])
})

test('an address is read aloud: it can be typed elsewhere', () => {
  const shown = typedAddresses(
    [
      { address: 'fd00::1', family: 'IPv6', internal: false },
      { address: 'fe80::1', family: 'IPv6', internal: false },
      { address: '192.168.1.7', family: 'IPv4', internal: false },
    ],
    4000,
  )
  expect(shown).toEqual(['192.168.1.7:4000', '[fd00::1]:4000'])
  for (const address of shown) expect(parseAddress(address)?.port).toBe(4000)
})
