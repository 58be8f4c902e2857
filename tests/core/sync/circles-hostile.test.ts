// Frames about circles with which the other end tries to fill this device, or to write after its
// removal.
import { expect, test } from 'vitest'
import { digest, random, toHex } from '#core/keys'
import type { EpochId } from '#shared/ids'
import { memoryLinks } from '../../acceptance/link.ts'
import { memberOf, threeMembers } from '#tests/circles'
import { writeCircleRecord } from '../../../src/core/group/circles/history.ts'
import { writeCircleFrame, writeCircleKey } from '../../../src/core/sync/circles/circle-frames.ts'

/** Alice's circle with Bob, and Bob's end of a link to Alice, on which Bob sends any frames. */
const linked = () => {
  const [a, b] = threeMembers()
  const circle = a.circles.found(a.group.id, 'Closed item')
  circle.bring(memberOf(b))
  const ends = memoryLinks({ a: a.group.self.device, b: b.group.self.device })
  a.sync.addLink(a.group.id, ends.a)
  let isClosed = false
  ends.b.onClose(() => {
    isClosed = true
  })
  const { agreement } = a.group.self.keys
  const giveKey = async (records = circle.recordsBeyond([])) => {
    const key = random(32)
    const epoch = { id: toHex(digest('epoch', key)) as EpochId, key }
    for (const frame of writeCircleKey({ circle: circle.id, epoch, records }, agreement.public))
      await ends.b.send(frame)
    return epoch
  }
  /** Nonsense under a key that is kept closes the link. */
  const isKept = async ({ id }: { id: EpochId }): Promise<boolean> => {
    await ends.b.send(writeCircleFrame({ id, key: random(32) }, random(8)))
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
    return isClosed
  }
  return { a, b, circle, giveKey, isKept }
}

test('the other end sends many keys of a circle: the last two are kept', async () => {
  const { giveKey, isKept } = linked()
  const first = await giveKey()
  const [second] = [await giveKey(), await giveKey()]
  expect(await isKept(first)).toBe(false)
  expect(await isKept(second)).toBe(true)
})

test('a circle removed a device: it adds no record to the circle', async () => {
  const { b, circle, giveKey } = linked()
  const parents = circle.recordHeads()
  circle.remove(memberOf(b))
  const header = { group: circle.id, parents, at: 1 }
  const body = { type: 'part', member: memberOf(b), epoch: null } as const
  const late = writeCircleRecord(b.group.self.keys, header, body)
  const { length } = circle.recordsBeyond([])
  await giveKey([late])
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
  expect(circle.recordsBeyond([])).toHaveLength(length)
})
