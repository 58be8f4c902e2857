// A large group: 50 members with 150 devices. How long a removal takes with its new epoch, on the device
// that removes and on one that hears of it, and how many bytes all its records are.
import { devicesEach, largeGroup, logBytes, removeOne, type Removal } from '#tests/large-group'
import { median, verdict } from './measure.ts'

export const membership = async (): Promise<void> => {
  for (const membersFirst of [true, false]) {
    const order = membersFirst ? 'members first, then devices' : 'each with its devices'
    const players = largeGroup(membersFirst)
    const { members: all, devices } = players[0].group.state()
    const bytes = logBytes(players[0])
    const removals = [1, 2, 3, 4, 5].map(at => removeOne(players, at * devicesEach))
    const of = (read: (removal: Removal) => number) => median(removals.map(read)).toFixed(1)
    const size = `${(bytes / 1000).toFixed(1)} kB`
    console.log(
      `membership (${order}): ${all.size} members, ${devices.size} devices, records ${size},`,
      verdict(`records of a large group (${order})`, '200 kB', bytes < 200_000),
    )
    const removing = Math.max(...removals.map(removal => removal.removing))
    console.log(
      `membership: removal with its epoch ${of(each => each.removing)} ms`,
      `(worst ${removing.toFixed(1)}), heard in ${of(each => each.hearing)} ms,`,
      `${of(each => each.bytes)} bytes,`,
      verdict(`removal with its epoch (${order})`, '1000 ms', removing < 1000),
    )
  }
}
