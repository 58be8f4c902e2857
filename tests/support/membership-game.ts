// A group of devices that meet only now and then, and a script of their acts: join, add devices,
// remove, shut out, give roles, propose, leave. Forbidden acts are left out; the devices are the
// product's own code over archives in memory.
import { askToJoin, openGroup, type Group, type GroupStorage } from '#core/group'
import type { SignedRecord } from '#core/records'
import type { Role } from '#shared/contract'
import { Failure } from '#shared/failure'
import { founder, joiner, type Person } from './group.ts'
import { memoryGroups } from './memory-groups.ts'

export type Player = Person<GroupStorage>

export type Game = {
  players: Player[]
  /** The acts, done and refused. */
  did: Map<string, number>
  refused: Map<string, number>
}

/** A copy of the whole archive, keys and all: the same device in other hands. */
export const copied = (player: Player): Player => {
  const archive = memoryGroups()
  archive.groups.put(player.group.entry())
  for (const { epoch, key } of player.archive.epochs.list(player.group.id))
    archive.epochs.put(player.group.id, epoch, key)
  const group = openGroup(archive, player.group.id, player.environment)
  group.addRecords(player.group.recordsBeyond([]))
  return { ...player, archive, group }
}

export const meets = (a: Player, b: Player): void => {
  b.group.addRecords(a.group.recordsBeyond(b.group.recordHeads()))
  a.group.addRecords(b.group.recordsBeyond(a.group.recordHeads()))
}

/** A member whom `host` admits, with everything that `host` has. */
export const comesIn = (host: Player, handle: string, role: Role = 'member'): Player =>
  joiner(handle, host, { archive: memoryGroups(), clock: host.clock }, role)

/** One more device of `host`, with everything that `host` has. */
export const addsDevice = (host: Player): Player => {
  const archive = memoryGroups()
  const { file } = host.group.inviteDevice({})
  const asked = askToJoin(archive, { bytes: file, handle: '-' }, host.environment)
  const group = openGroup(archive, asked.group, host.environment)
  host.group.admit(host.group.readReply(asked.reply).reply)
  const device = { ...host, archive, group }
  meets(host, device)
  return device
}

export const memberIds = ({ group }: Player) => [...group.state().members.keys()]

const roles: Role[] = ['chair', 'member', 'observer', 'rapporteur', 'secretariat', 'chair']

type Pick = (below: number) => number

type Act = (game: Game, actor: Player, pick: Pick) => void

const one = <T>(list: readonly T[], pick: Pick): T | undefined => list[pick(list.length)]

const shutOutsOf = (group: Group) => [...group.state().shutOuts.keys()]

/** Each by its name; those named twice are done twice as often. */
const acts: Record<string, Act> = {
  joins(game, actor, pick) {
    if (game.players.length > 14) return
    const role = one(roles, pick) ?? 'member'
    game.players.push(comesIn(actor, `M${game.players.length}`, role))
  },
  adds(game, actor) {
    if (game.players.length < 16) game.players.push(addsDevice(actor))
  },
  removesMember(_, actor, pick) {
    const member = one(memberIds(actor), pick)
    if (member && member !== actor.group.self.member) actor.group.removeMember(member, 'lost')
  },
  removesDevice(_, actor, pick) {
    const device = one([...actor.group.state().devices.keys()], pick)
    if (device) actor.group.removeDevice(device)
  },
  shutsOut(_, actor, pick) {
    const device = one([...actor.group.state().devices.keys()], pick)
    if (device) actor.group.shutOut(device)
  },
  lifts(_, actor, pick) {
    const shutOut = one(shutOutsOf(actor.group), pick)
    if (shutOut) actor.group.lift(shutOut)
  },
  seconds(_, actor, pick) {
    const proposal = one(actor.group.proposals(), pick)
    if (proposal) actor.group.second(proposal.id)
  },
  withdraws(_, actor, pick) {
    const proposal = one(actor.group.proposals(), pick)
    if (proposal) actor.group.withdraw(proposal.id)
  },
  setsRole(_, actor, pick) {
    const member = one(memberIds(actor), pick)
    const role = one(roles, pick)
    if (member && role) actor.group.setRole(member, role)
  },
  setsTerm(_, actor, pick) {
    const member = one(memberIds(actor), pick)
    if (member) actor.group.setTerm(member, { from: pick(10), until: 10 + pick(10) })
  },
  leaves(_, actor, pick) {
    if (pick(4) === 0) actor.group.leave()
  },
  rotates(_, actor) {
    actor.group.epoch()
  },
  isCopied(game, actor) {
    if (game.players.length < 16) game.players.push(copied(actor))
  },
}

const often = ['joins', 'joins', 'adds', 'removesMember', 'removesMember', 'seconds', 'seconds']

/** `steps` acts by players, of whom any two meet after one act in three. */
export const play = (number: () => number, steps: number): Game => {
  const pick: Pick = below => Math.floor(number() * below)
  const first = founder('M0', { archive: memoryGroups() }) as Player
  const game: Game = { players: [first], did: new Map(), refused: new Map() }
  const count = (map: Map<string, number>, name: string) => map.set(name, (map.get(name) ?? 0) + 1)
  const names = [...Object.keys(acts), ...often]
  for (let at = 0; at < 4; at++) game.players.push(comesIn(first, `M${at + 1}`, roles[at % 2]))
  for (let step = 0; step < steps; step++) {
    const actor = one(game.players, pick) ?? first
    const name = one(names, pick) ?? 'joins'
    try {
      acts[name]?.(game, actor, pick)
      count(game.did, name)
    } catch (error) {
      // A refusal is part of the game; anything else is a defect.
      if (!(error instanceof Failure) || error.code === 'internal') throw error
      count(game.refused, name)
    }
    const other = one(game.players, pick)
    if (other && pick(3) === 0) meets(actor, other)
  }
  return game
}

/** All records of all players, each once. */
export const allRecords = (players: readonly Player[]): SignedRecord[] => [
  ...new Map(
    players.flatMap(({ group }) => group.recordsBeyond([])).map(record => [record.id, record]),
  ).values(),
]

/** Every player has what any has. */
export const shareAll = (players: readonly Player[]): void => {
  const records = allRecords(players)
  for (const { group } of players) group.addRecords(records)
}
