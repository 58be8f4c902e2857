// Deferred packs are taken in together, and no link answers for those of another one.
import { expect, test } from 'vitest'
import { newDeviceKeys, random, toHex } from '#core/keys'
import type { DeviceId, GroupId } from '#shared/ids'
import { openDeferredIntake } from '../../../src/core/sync/inbox/deferred-intake.ts'
import { newTally } from '../../../src/core/sync/inbox/tally.ts'
import type { Pack } from '../../../src/core/sync/packs/pack.ts'
import { forge } from '#tests/forge'

const keys = newDeviceKeys()
const pen = {
  group: toHex(random(32)) as GroupId,
  device: toHex(keys.signing.public) as DeviceId,
  keys,
}
const packOf = (): Pack => {
  const { message, body, signature } = forge(pen)
  return { items: [{ message, body }], signature } as Pack
}

/** An archive that refuses everything that comes with a `bad` pack. */
const scene = () => {
  const bad = new Set<Pack>()
  const kept: Pack[] = []
  const deferred = openDeferredIntake({
    later: () => () => {},
    receive(packs) {
      if (packs.some(pack => bad.has(pack))) throw new TypeError('cannot be taken in')
      kept.push(...packs)
      return newTally()
    },
  })
  const link = () => {
    const heard: string[] = []
    const from = { taken: () => void heard.push('taken'), failed: () => void heard.push('failed') }
    return { heard, from }
  }
  return { bad, kept, deferred, link }
}

test('a deferred pack cannot be taken in: its link ends, and no other one', () => {
  const { bad, kept, deferred, link } = scene()
  const [one, two] = [link(), link()]
  const [good, wrong, next] = [packOf(), packOf(), packOf()]
  bad.add(wrong)
  deferred.put(wrong, one.from)
  deferred.put(good, two.from)
  deferred.receive([next])
  expect([one.heard, two.heard]).toEqual([['failed'], ['taken']])
  expect(kept).toEqual([good, next])
  const [last, worse] = [packOf(), packOf()]
  bad.add(worse)
  deferred.put(last, two.from)
  expect(() => deferred.receive([worse])).toThrow('cannot be taken in')
  expect(two.heard).toEqual(['taken', 'taken'])
  expect(kept).toEqual([good, next, last])
})

test('a link cannot go on after its packs were taken in: it ends alone', () => {
  const { kept, deferred, link } = scene()
  const [one, two] = [link(), link()]
  const packs = [packOf(), packOf(), packOf()] as const
  const taken = (): never => {
    throw new TypeError('cannot be asked')
  }
  deferred.put(packs[0], { ...one.from, taken })
  deferred.put(packs[1], two.from)
  deferred.receive([packs[2]])
  expect([one.heard, two.heard]).toEqual([['failed'], ['taken']])
  expect(kept).toEqual(packs)
})
