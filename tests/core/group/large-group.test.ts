// The records of a large group: 50 members with 150 devices, in both orders of admission. Bytes do
// not depend on the load of the machine; `npm run bench -- membership` measures the time of a
// removal.
// @module-tag long
import { expect, test } from 'vitest'
import { largeGroup, logBytes, removeOne } from '#tests/large-group'
import { trials } from '#tests/trials'

/** The first order is enough for every run. */
const orders: [string, boolean][] = [
  ['with the devices of each', false],
  ['members first, then devices', true],
]

test.each(orders.slice(0, trials(2)))(
  'when 50 members have 150 devices, %s, all records are below 200 kB',
  (_, membersFirst) => {
    const players = largeGroup(membersFirst)
    const { members, devices } = players[0].group.state()
    expect([members.size, devices.size]).toEqual([50, 150])
    expect(logBytes(players[0])).toBeLessThan(200_000)
    // A removal brings a key to each remaining device.
    expect(removeOne(players, 3).bytes).toBeLessThan(150 * 48)
  },
)
