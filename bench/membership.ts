// A large group: 50 members with 150 devices. How long a removal takes with its new epoch, on the device
// that removes and on one that hears of it, and how many bytes all its records are.
import { encode } from '#core/keys'
import { packRecord } from '#core/group'
import { founder } from '#tests/group'
import { addsDevice, comesIn, type Player } from '#tests/membership-game'
import { memoryGroups } from '#tests/memory-groups'
import { median, verdict } from './measure.ts'

const members = 50
const devicesEach = 3

/** Bytes of all records as they are kept and sent, with their signatures. */
export const logBytes = ({ group }: Player): number =>
  group.recordsBeyond([]).reduce((sum, record) => sum + encode(packRecord(record)).length, 0)

/** `membersFirst`: all join before anybody adds a device; else each adds hers as she comes. */
export const largeGroup = (membersFirst: boolean): [Player, ...Player[]] => {
  const first = founder('M0', { archive: memoryGroups() }) as Player
  const players: [Player, ...Player[]] = [first]
  const hear = (player: Player): void => {
    first.group.addRecords(player.group.recordsBeyond(first.group.recordHeads()))
  }
  const add = (owner: Player): void => {
    for (let more = 1; more < devicesEach; more++) {
      owner.group.addRecords(first.group.recordsBeyond(owner.group.recordHeads()))
      players.push(addsDevice(owner))
      hear(owner)
    }
  }
  const owners = [first]
  if (!membersFirst) add(first)
  while (owners.length < members) {
    const joined = comesIn(first, `M${owners.length}`)
    owners.push(joined)
    players.push(joined)
    if (!membersFirst) add(joined)
  }
  if (membersFirst) for (const owner of owners) add(owner)
  return players
}

export type Removal = { removing: number; hearing: number; bytes: number }

/** Milliseconds and bytes of one removal of a member with all her devices. */
export const removeOne = (players: readonly [Player, ...Player[]], at: number): Removal => {
  const [chair] = players
  const witness = players.at(-1) ?? chair
  const member = players[at]?.group.self.member
  if (!member) throw new Error(`there is no member ${at}`)
  witness.group.addRecords(chair.group.recordsBeyond(witness.group.recordHeads()))
  const before = chair.group.recordHeads()
  const started = performance.now()
  chair.group.removeMember(member, 'lost')
  const { id } = chair.group.epoch()
  const removing = performance.now() - started
  const records = chair.group.recordsBeyond(before)
  const heard = performance.now()
  witness.group.addRecords(records)
  const epoch = witness.group.epoch()
  const hearing = performance.now() - heard
  if (epoch.id !== id) throw new Error('the witness does not send in the new epoch')
  const bytes = records.reduce((sum, record) => sum + encode(packRecord(record)).length, 0)
  return { removing, hearing, bytes }
}

export const membership = async (): Promise<void> => {
  for (const membersFirst of [true, false]) {
    const order = membersFirst ? 'members first, then devices' : 'each with her devices'
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
