// The records of a large group, whose bytes are the same whatever else the machine does: 50 members with
// 150 devices, in both orders in which they can come. How long a removal takes there is for
// `npm run bench -- membership`.
import { expect, test } from 'vitest'
import { largeGroup, logBytes, removeOne } from '#tests/large-group'
import { trials } from '#tests/trials'

/** The first of them is enough for every run. */
const orders: [string, boolean][] = [
  ['each with her devices', false],
  ['members first, then devices', true],
]

test.each(orders.slice(0, trials(2)))(
  'all records of 50 members and 150 devices are below 200 kB: %s',
  (_, membersFirst) => {
    const players = largeGroup(membersFirst)
    const { members, devices } = players[0].group.state()
    expect([members.size, devices.size]).toEqual([50, 150])
    expect(logBytes(players[0])).toBeLessThan(200_000)
    // A removal brings a key to each who stays.
    expect(removeOne(players, 3).bytes).toBeLessThan(150 * 48)
  },
)
