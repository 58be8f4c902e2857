// Messages from before a newcomer's beginning, which show that a feed was forked there: how many
// are kept, and the outcome where there is no room.
import { expect, test } from 'vitest'
import { newDeviceKeys, random, toHex } from '#core/keys'
import type { DeviceId, FeedId, GroupId } from '#shared/ids'
import { forge, forgeAfter, type Forged, type Pen } from '#tests/forge'
import { openEarlierForks } from '../../../src/core/sync/bootstrap/earlier-fork.ts'

const newPen = (): Pen => {
  const keys = newDeviceKeys()
  const device = toHex(keys.signing.public) as DeviceId
  return { group: toHex(random(32)) as GroupId, device, keys }
}

/** A device that began with these, each the last of its feed. */
const beganWith = (...last: readonly [Forged, ...Forged[]]) => {
  const bases = new Map(last.map(({ message }) => [message.feed, message]))
  return openEarlierForks({
    archive: { messages: { has: () => false } },
    group: { id: last[0].message.group },
    feeds: { base: (feed: FeedId) => bases.get(feed) ?? null },
    branches: { of: () => [] },
    backfill: { signedIn: () => [] },
    waiting: {},
    tombstones: { has: () => false },
  } as unknown as Parameters<typeof openEarlierForks>[0])
}

const entryOf = ({ message, body, signature }: Forged) => ({ message, body, signature })

test('both contents are here: the fork is the place where they part', () => {
  const pen = newPen()
  const first = forge(pen)
  const led = [forgeAfter(pen, first)]
  led.push(forgeAfter(pen, led[0]!))
  const other = forgeAfter(pen, first)
  const earlier = beganWith(led[1]!)
  for (const each of [other, led[1]!]) expect(earlier.hold(entryOf(each))).toBe(true)
  // No message shows yet that this device's beginning leads back to the same message.
  expect(earlier.forked(() => true)).toEqual([])
  expect(earlier.hold(entryOf(led[0]!))).toBe(true)
  expect(earlier.forked(() => false)).toEqual([])
  const [fork, ...more] = earlier.forked(() => true)
  expect(more).toEqual([])
  expect(fork?.led.map(({ message }) => message.id)).toEqual(led.map(({ message }) => message.id))
  expect(fork?.others.map(({ message }) => message.id)).toEqual([other.message.id])
})

test('another device is stopped first: the fork of the second one is found when that one is', () => {
  const [one, two] = [newPen(), newPen()]
  const other = { ...two, group: one.group }
  const [first, mine] = [forge(one), forge(other)]
  const theirs = forge(other, { feed: mine.message.feed, kind: 'heads' })
  const base = forgeAfter(other, mine)
  const earlier = beganWith(first, base)
  for (const each of [first, mine, base, theirs]) expect(earlier.hold(entryOf(each))).toBe(true)
  expect(earlier.forked(device => device === one.device)).toEqual([])
  const found = earlier.forked(() => true)
  expect(found.map(({ feed }) => feed)).toEqual([mine.message.feed])
})

test('a content is larger than the room for it: nothing of that feed is kept, and other feeds are', () => {
  const pen = newPen()
  const run = [forge(pen, { body: new Uint8Array(3 << 20) })]
  for (let at = 0; at < 6; at++)
    run.push(forgeAfter(pen, run.at(-1)!, { body: new Uint8Array(3 << 20) }))
  const earlier = beganWith(run.at(-1)!)
  expect(run.map(each => earlier.hold(entryOf(each)))).toEqual([
    ...[true, true, true, true, true, false, false],
  ])
  expect(earlier.wants(run[0]!.message, run[0]!.body)).toBe(false)
  expect(earlier.forked(() => true)).toEqual([])
})
