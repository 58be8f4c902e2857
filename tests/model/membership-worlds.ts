// Every small world of membership: two chairs and a member with a device each, and a copy of the
// member's device in other hands. Each act stands on all earlier acts of its author, and on all
// acts of some others. Forbidden acts make no world; two ways to the same records are one.
import { openGroup } from '#core/group'
import type { SignedRecord } from '#core/records'
import { Failure } from '#shared/failure'
import { founder } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import { comesIn, copied, shareAll, type Player } from '#tests/membership-game'
import { decodeStrict, toHex } from '#core/keys'
import { choicesOf } from './orders.ts'

export type World = {
  players: readonly Player[]
  /** The acts; each with the names of the acts that it stands on. */
  acts: readonly string[]
  /** The records of each act; one that makes a proposal hold writes two. */
  made: readonly (readonly SignedRecord[])[]
}

export type Base = { players: readonly Player[]; records: readonly SignedRecord[] }

export const beginning = (): Base => {
  const amina = founder('A', { archive: memoryGroups() }) as Player
  const [ben, chen] = [comesIn(amina, 'B', 'chair'), comesIn(amina, 'C')]
  shareAll([amina, ben, chen])
  const players = [amina, ben, chen, copied(chen)]
  return { players, records: amina.group.recordsBeyond([]) }
}

/** The same device with all that it has. Its records were checked when they came. */
export const copyOf = (player: Player): Player => {
  const archive = memoryGroups()
  const { id } = player.group
  archive.groups.put(player.group.entry())
  for (const record of player.archive.records.list(id)) archive.records.put(id, record)
  for (const { epoch, key } of player.archive.epochs.list(id)) archive.epochs.put(id, epoch, key)
  return { ...player, archive, group: openGroup(archive, id, player.environment) }
}

type Act = [name: string, act: () => unknown]

/** The acts that this device can try. */
const actsOf = ({ group }: Player, nameOf: (id: string) => string): Act[] => {
  const { members, devices, shutOuts } = group.state()
  const own = group.self.device
  return [
    ...[...members.values()].map(({ id, handle }): Act => [
      `removes ${handle}`,
      () => group.removeMember(id, 'lost'),
    ]),
    ...[...devices.values()]
      .filter(({ id }) => id !== own)
      .map(({ id, member }): Act => [
        `shuts out ${members.get(member)?.handle}`,
        () => group.shutOut(id),
      ]),
    ...[...shutOuts.keys()].map((id): Act => [`lifts ${nameOf(id)}`, () => group.lift(id)]),
    ...group.proposals().map(({ id }): Act => [`seconds ${nameOf(id)}`, () => group.second(id)]),
    ['renews', () => group.epoch()],
  ]
}

const isRefused = (act: () => unknown): boolean => {
  try {
    act()
    return false
  } catch (error) {
    if (error instanceof Failure && error.code !== 'internal') return true
    throw error
  }
}

const parentsOf = ({ bytes }: SignedRecord): string[] => {
  const parents = (decodeStrict(bytes, 1 << 20) as Uint8Array[][])[4]!
  return parents.map(toHex)
}

/** Every world of at most `most` acts, each once; those with fewer first on each way. */
export const worldsFrom = function* (base: Base, most: number): Generator<World> {
  const seen = new Set<string>()
  const names = new Map<string, string>()
  const nameOf = (id: string): string => names.get(id) ?? '-'

  const after = function* (world: World): Generator<World> {
    if (world.acts.length === most) return
    for (const [at, player] of world.players.entries()) {
      const others = world.players.filter(each => each !== player)
      const heard = new Set<string>()
      for (const some of choicesOf(others)) {
        const hearer = copyOf(player)
        for (const { group } of some)
          hearer.group.addRecords(group.recordsBeyond(hearer.group.recordHeads()))
        const heads = hearer.group.recordHeads().join()
        if (heard.has(heads)) continue
        heard.add(heads)
        for (const [index, [what]] of actsOf(hearer, nameOf).entries()) {
          const actor = copyOf(hearer)
          const [, act] = actsOf(actor, nameOf)[index]!
          if (isRefused(act)) continue
          const made = actor.group.recordsBeyond(hearer.group.recordHeads())
          if (made.length === 0) continue
          const on = made.flatMap(parentsOf).map(nameOf)
          const name = `${player.handle} ${what} on (${on.toSorted().join(', ')})`
          const acts = [...world.acts, name]
          const key = acts.toSorted().join('; ')
          if (seen.has(key)) continue
          seen.add(key)
          for (const { id } of made) names.set(id, `[${name}]`)
          const players = world.players.with(at, actor)
          const next = { players, acts, made: [...world.made, made] }
          yield next
          yield* after(next)
        }
      }
    }
  }
  yield* after({ players: base.players, acts: [], made: [] })
}
