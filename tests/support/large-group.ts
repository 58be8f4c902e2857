// A group of 50 members with 150 devices, over archives in memory; the size of its records, and the
// effect of a removal in it.
import { packRecord } from '#core/records'
import { encode } from '#core/keys'
import { founder } from './group.ts'
import { addsDevice, comesIn, type Player } from './membership-game.ts'
import { memoryGroups } from './memory-groups.ts'

const members = 50
export const devicesEach = 3

/** Bytes of all records as they are kept and sent, with their signatures. */
export const logBytes = ({ group }: Player): number =>
  group.recordsBeyond([]).reduce((sum, record) => sum + encode(packRecord(record)).length, 0)

/** `membersFirst`: all join before any of them adds a device; else each adds devices on joining. */
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

/** Milliseconds and bytes of one removal of a member with all devices. */
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
