// Devices of one group, with the real rooms for documents, that write apart while some of them are
// removed: by one, by two at once, by those who are removed themselves, by a taken laptop, which
// writes with a clock that is behind, on its knowledge of that time. Messages go from one to
// another as envelopes, cut anywhere; the schedule determines which device knows of which removal.
import type { Archive } from '#core/archive'
import { askToJoin, openGroup } from '#core/group'
import type { SignedRecord } from '#core/records'
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, MessageId } from '#shared/ids'
import { readPack } from '../../src/core/sync/packs/pack.ts'
import { openEnvelope, sealEnvelopes } from '../../src/core/sync/link/envelope.ts'
import { openTransfers } from '../../src/core/sync/link/transfers.ts'
import { editAtRandom, shuffled, type Dice } from './documents.ts'
import { founder, joiner, meet, type Person } from './group.ts'
import { memoryGroups } from './memory-groups.ts'
import { deviceOf, type Device } from './writing-device.ts'

export type Player = Device & {
  id: DeviceId
  /** Another person holds it: it sends its acts, and receives none of others. */
  isTaken: boolean
  /**
   * The messages of each device that count here and should: those that counted while this device
   * did not know of the removal, and those that a device heard here had accepted in the same way.
   */
  had: Map<DeviceId, ReadonlySet<MessageId>>
  /** The admitter that has not given the bootstrap snapshot yet. */
  awaits: Player | null
  /**
   * The content of the snapshot by device, and its host; null before it is written. A newcomer that
   * takes it in speaks for it from then on.
   */
  beginning: { host: DeviceId; had: ReadonlyMap<DeviceId, ReadonlySet<MessageId>> } | null
  hasBegun: boolean
}

/** An envelope at a host, and the devices that its sender held to be removed at that time. */
type Sealed = { bytes: Uint8Array; removed: readonly DeviceId[] }

export type Game = {
  dice: Dice
  players: Player[]
  /** Archives of members who may still come. */
  spare: Archive[]
  documents: DocumentId[]
  seals: Sealed[]
  /** Messages that count although no device that was still heard had them in time. */
  late: MessageId[]
  did: Record<string, number>
}

const day = 24 * 60 * 60 * 1000

const stateOf = ({ person }: Player) => person.group.state()
export const isActive = (player: Player): boolean => stateOf(player).devices.has(player.id)
const removedFor = (player: Player): DeviceId[] => [...stateOf(player).pastDevices.keys()]

/** Ids of the messages to the group that have an effect here, by their device. */
export const counted = ({ person: { archive, group } }: Player): Map<DeviceId, Set<MessageId>> => {
  const by = new Map<DeviceId, Set<MessageId>>()
  for (const { id: document } of archive.documents.list(group.id))
    for (const { id, device, audience } of archive.messages.ofDocument(document, 0))
      if (audience === (group.id as string)) by.set(device, (by.get(device) ?? new Set()).add(id))
  return by
}

const grow = ({ had }: Player, device: DeviceId, ids: Iterable<MessageId>): void =>
  void had.set(device, new Set([...(had.get(device) ?? []), ...ids]))

/** Called before anything that may bring the device news of a removal. */
const note = (player: Player): void => {
  for (const [device, ids] of counted(player))
    if (stateOf(player).devices.has(device)) grow(player, device, ids)
}

const hadOf = (player: Player, device: DeviceId): ReadonlySet<MessageId> => {
  if (!stateOf(player).pastDevices.has(device)) note(player)
  return player.had.get(device) ?? new Set()
}

/** A snapshot can wait for records, and be taken in by records that make its host active again. */
const noteBeginning = (player: Player): void => {
  const { beginning, hasBegun, person } = player
  const isTaken = person.archive.beginnings.has({ group: person.group.id })
  if (beginning === null || hasBegun || !isTaken) return
  player.hasBegun = true
  if (stateOf(player).devices.has(beginning.host))
    for (const [device, ids] of beginning.had) grow(player, device, ids)
}

/**
 * A removed device's messages count here only where a device that is heard here had them in time.
 */
const look = ({ players, late }: Game, at: Player): void => {
  noteBeginning(at)
  if (!isActive(at)) return
  const heard = players.filter(({ id }) => stateOf(at).devices.has(id))
  const now = counted(at)
  for (const device of removedFor(at)) {
    const come = [...(now.get(device) ?? [])].filter(id => !hadOf(at, device).has(id))
    late.push(...come.filter(id => !heard.some(each => hadOf(each, device).has(id))))
    grow(at, device, come)
  }
}

/** Own messages are sent when the microtask after their transaction has run. */
const turn = (): Promise<void> => new Promise(setImmediate)

/** `to` takes these records in, some at a time. */
export const learn = (game: Game, to: Player, records: readonly SignedRecord[]): void => {
  const left = [...records]
  while (left.length > 0) {
    note(to)
    to.person.group.addRecords(left.splice(0, 1 + game.dice.below(30)))
    look(game, to)
  }
}

export const tell = (game: Game, from: Player, to: Player): void =>
  learn(game, to, from.person.group.recordsBeyond(to.person.group.recordHeads()))

/**
 * Packs go as envelopes under the epoch in which `from` sends; `to` takes in those that it can
 * open.
 */
const send = (game: Game, from: Player, to: Player, packs: Iterable<{ bytes: Uint8Array }>) => {
  const epoch = from.person.group.epoch()
  const removed = from.isTaken ? [] : removedFor(from)
  const whole = openTransfers()
  for (const pack of packs)
    for (const bytes of sealEnvelopes(epoch, pack.bytes)) {
      game.seals.push({ bytes, removed })
      const part = openEnvelope(bytes, id => to.person.group.epochKey(id))
      const came = part && part !== 'unknown-epoch' && whole.add(part)
      if (came instanceof Uint8Array) {
        const { refused } = to.replica.receive([readPack(came)!])
        if (refused > 0) throw new Error(`${refused} of an honest pack refused`)
      }
    }
  look(game, to)
}

/** `to` gets everything that `from` has and it lacks, or at most `most` packs of it. */
export const carry = async (game: Game, from: Player, to: Player, most = Infinity) => {
  await turn()
  if (from === to || !isActive(from)) return
  const { feeds } = to.replica.heads()
  const lacking = to.replica.lacking(from.replica.heads().feeds)
  send(game, from, to, [...from.replica.packs(lacking, feeds)].slice(0, most))
  await turn()
}

export const playerOf = (person: Person): Player => ({
  ...deviceOf(person),
  id: person.group.self.device,
  isTaken: false,
  had: new Map(),
  awaits: null,
  beginning: null,
  hasBegun: false,
})

/** The player is in, and has the bootstrap snapshot. */
const comesIn = async (game: Game, host: Player, handle: string): Promise<void> => {
  const archive = game.spare.at(-1)
  if (!archive) return
  await host.documents.flush()
  const player = playerOf(joiner(handle, host.person, { archive }))
  game.spare.pop()
  game.players.push(player)
  player.awaits = host
  if (game.dice.chance(0.5)) await isTakenFrom(game, host, player)
  // The holder of a taken laptop writes the snapshot at any time.
  if (!host.isTaken) await prepares(host, player)
  if (!host.isTaken && game.dice.chance(0.5)) await begins(game, host, player)
  // The host may be out before another device has the snapshot, or knows of the newcomer.
  if (game.dice.chance(0.5)) return
  for (const each of game.players.filter(({ isTaken }) => !isTaken)) {
    tell(game, host, each)
    if (game.dice.chance(0.3)) await carry(game, host, each)
  }
}

/** The snapshot is the present state, at whatever time it is given. */
const prepares = async (host: Player, player: Player): Promise<void> => {
  await host.documents.flush()
  host.replica.prepare()
  await turn()
  note(host)
  player.beginning = { host: host.id, had: new Map(host.had) }
}

/** The newcomer gets the snapshot, whatever it knows of its host by then. */
export const begins = async (game: Game, host: Player, player: Player): Promise<void> => {
  if (!isActive(host)) return
  if (!player.beginning) await prepares(host, player)
  send(game, host, player, [...host.replica.handover(player.id)])
  // The key of the snapshot may still be missing.
  player.awaits = player.replica.awaits(host.id) ? host : null
}

const creates = async (game: Game, actor: Player): Promise<void> => {
  const page = await actor.documents.create({
    group: actor.person.group.id,
    kind: 'statement',
    title: 'Working paper',
    language: 'en',
    blocks: ['First', 'Second', 'Third'].map(text => ({ kind: 'paragraph', runs: [{ text }] })),
  })
  await actor.documents.share(page)
  game.documents.push(page)
}

/**
 * A group of as many as there are archives but two: a second device, and one for a later member.
 */
export const cast = async (dice: Dice, archives: readonly Archive[]): Promise<Game> => {
  const [first, second, another, late, ...rest] = archives
  if (!first || !second || !another || !late) throw new TypeError('too few')
  const host = founder('Alice', { archive: first })
  const people = [second, ...rest].map((archive, at) =>
    joiner(`Member ${at}`, host, { archive }, dice.chance(0.3) ? 'chair' : 'member'),
  )
  for (const person of people) meet(host, person)
  const players = [host, ...people].map(playerOf)
  const [alice, owner] = players as [Player, Player]
  const game: Game = { dice, players, spare: [late], documents: [], seals: [], late: [], did: {} }
  for (let pages = 0; pages < 2; pages++) await creates(game, alice)
  await turn()
  for (const player of players.slice(1)) await begins(game, alice, player)
  const { file } = owner.person.group.inviteDevice({})
  const asked = askToJoin(another, { bytes: file, handle: '-' }, owner.person.environment)
  const group = openGroup(another, asked.group, owner.person.environment)
  owner.person.group.admit(owner.person.group.readReply(asked.reply).reply)
  meet(owner.person, { group })
  players.push(playerOf({ ...owner.person, archive: another, group }))
  await begins(game, owner, players.at(-1)!)
  for (const player of players) tell(game, owner, player)
  return game
}

type Act = (game: Game, actor: Player) => Promise<void> | void

/** The device to be removed: another one, often the taken one. */
const subject = ({ dice, players }: Game, actor: Player): DeviceId => {
  const taken = players.find(({ isTaken, id }) => isTaken && stateOf(actor).devices.has(id))
  if (taken && taken !== actor && dice.chance(0.5)) return taken.id
  return dice.one([...stateOf(actor).devices.keys()])
}

const removals: Record<string, Act> = {
  removesMember(game, actor) {
    const member = stateOf(actor).devices.get(subject(game, actor))?.member
    if (member && member !== actor.person.group.self.member)
      actor.person.group.removeMember(member, 'lost')
  },
  removesDevice: (game, actor) => void actor.person.group.removeDevice(subject(game, actor)),
  shutsOut: (game, actor) => actor.person.group.shutOut(subject(game, actor)),
}

const others: Record<string, Act> = {
  shares: creates,
  seconds({ dice }, { person }) {
    const open = person.group.proposals()
    if (open.length > 0) person.group.second(dice.one(open).id)
  },
  lifts({ dice }, actor) {
    const open = [...stateOf(actor).shutOuts.keys()]
    if (open.length > 0 && dice.chance(0.3)) actor.person.group.lift(dice.one(open))
  },
  rotates: (_, { person }) => void person.group.epoch(),
  admits: (game, actor) => comesIn(game, actor, 'Newcomer'),
  // The new member takes no part in the writing, and changes no other one's messages.
  letsIn({ dice }, { person }) {
    if (dice.chance(0.5)) joiner('Guest', person, { archive: memoryGroups() }, 'guest')
  },
}

const count = ({ did }: Game, name: string): void => void (did[name] = (did[name] ?? 0) + 1)

/** Whether the act was done. */
const act = async (game: Game, actor: Player, name: string): Promise<boolean> => {
  if (!isActive(actor)) return false
  const before = actor.person.group.recordHeads().join()
  note(actor)
  try {
    await (removals[name] ?? others[name])?.(game, actor)
    count(game, name)
  } catch (error) {
    // A refusal is part of the game; anything else is a defect.
    if (!(error instanceof Failure) || error.code === 'internal') throw error
  }
  look(game, actor)
  return actor.person.group.recordHeads().join() !== before
}

const write = async ({ dice, documents }: Game, writer: Player): Promise<void> => {
  const known = documents.filter(id => writer.person.archive.documents.get(id))
  if (known.length === 0 || !isActive(writer)) return
  await writer.documents.editAs(dice.one(known), doc => editAtRandom(doc, dice))
  if (dice.chance(0.7)) await writer.documents.flush()
}

const takes = ({ dice }: Game, player: Player): void => {
  player.isTaken = true
  player.person.clock.time -= dice.below(300) * day
}

const step = async (game: Game): Promise<void> => {
  const { dice, players } = game
  await write(game, dice.one(players))
  // The holder of a taken laptop has time.
  for (const each of players) if (each.isTaken && dice.chance(0.3)) await write(game, each)
  for (const each of players)
    if (each.awaits && dice.chance(0.1)) await begins(game, each.awaits, each)
  const [from, to] = [dice.one(players), dice.one(players)]
  await carry(game, from, to, dice.chance(0.5) ? 1 + dice.below(3) : undefined)
  if (!to.isTaken && dice.chance(0.25)) tell(game, from, to)
  if (dice.chance(0.2)) await act(game, dice.one(players), dice.one(Object.keys(others)))
  if (dice.chance(0.1)) await act(game, dice.one(players), dice.one(Object.keys(removals)))
}

/**
 * A player who knows of the newcomer shuts out its host, or another one, and the newcomer learns of
 * it.
 */
const isTakenFrom = async (game: Game, host: Player, newcomer: Player): Promise<void> => {
  const others = game.players.filter(
    each => each !== host && each !== newcomer && isActive(each) && !each.isTaken,
  )
  takes(game, host)
  if (others.length === 0) return
  const other = game.dice.one(others)
  tell(game, host, other)
  await act(game, other, 'shutsOut')
  tell(game, other, newcomer)
}

/** Two players who do not know of each other's acts each remove a member, perhaps each other. */
const twoAtOnce = async (game: Game): Promise<void> => {
  const two = shuffled(game.players.filter(isActive), game.dice).slice(0, 2)
  const done: boolean[] = []
  for (const each of two) done.push(await act(game, each, game.dice.one(Object.keys(removals))))
  if (done.length === 2 && done.every(Boolean)) count(game, 'atOnce')
}

export const play = async (game: Game, steps: number): Promise<void> => {
  const [taken, atOnce] = [game.dice.below(steps / 2), game.dice.below(steps)]
  for (let at = 0; at < steps; at++) {
    if (at === taken && game.dice.chance(0.7)) takes(game, game.dice.one(game.players))
    if (at === atOnce) await twoAtOnce(game)
    await step(game)
  }
}
