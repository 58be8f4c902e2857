// Messages of a device that is not heard any more count by the word of another one, or because this
// device began with them.
import { expect, test } from 'vitest'
import type { DeviceId, MessageId } from '#shared/ids'
import { openVouching } from '../../../src/core/sync/waiting/vouching.ts'

const id = (name: string): MessageId => name as MessageId

/** Waiting messages by name: their device and the messages that they name. */
const waiting = (entries: Record<string, { by: string; names: string[] }>) => ({
  linksOf: (of: MessageId) => {
    const entry = entries[of]
    return entry ? { device: entry.by as DeviceId, names: entry.names.map(id) } : null
  },
  namersOf: (of: MessageId) =>
    Object.keys(entries)
      .filter(name => entries[name]?.names.includes(of))
      .map(id),
  isUnvouched: (of: MessageId) => entries[of]?.by === 'stopped',
  unvouched: () => Object.values(entries).filter(({ by }) => by === 'stopped').length,
})

const isActive = (device: DeviceId): boolean => device === ('active' as DeviceId)

const chain = waiting({
  first: { by: 'stopped', names: [] },
  second: { by: 'stopped', names: ['first'] },
  third: { by: 'stopped', names: ['second'] },
})

test('a stopped device vouches for itself: nothing counts', () => {
  const vouching = openVouching(chain, isActive, () => false)
  expect(['first', 'second', 'third'].filter(each => vouching.isVouched(id(each)))).toEqual([])
  expect(vouching.metBy(id('third'))).toEqual([])
})

test('an active device names the last message: all before it count', () => {
  const named = waiting({
    first: { by: 'stopped', names: [] },
    second: { by: 'stopped', names: ['first'] },
    word: { by: 'active', names: ['second'] },
  })
  const vouching = openVouching(named, isActive, () => false)
  expect(['first', 'second'].filter(each => vouching.isVouched(id(each)))).toHaveLength(2)
  expect(vouching.metBy(id('word')).toSorted()).toEqual(['first', 'second'])
})

test('this device began with a message: it and all before it count, and none after it', () => {
  const vouching = openVouching(chain, isActive, each => each === id('second'))
  expect(['first', 'second', 'third'].filter(each => vouching.isVouched(id(each)))).toEqual([
    'first',
    'second',
  ])
  expect(vouching.metBy(id('second'))).toEqual(['first'])
})
