// Devices of one group, with the real rooms for documents, that write apart while some of them are
// removed: by one, by two at once, by those who are removed themselves, by a laptop that was taken and
// writes, with a clock that is behind, on what it knew then. What they write goes from one to another as
// seals, cut anywhere; who has heard of which removal is part of the schedule.
import type { Archive } from '#core/archive'
import { askToJoin, openGroup, type SignedRecord } from '#core/group'
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, MessageId } from '#shared/ids'
import { readPack } from '../../src/core/sync/pack.ts'
import { openSeal, sealTransfer } from '../../src/core/sync/seal.ts'
import { openTransfers } from '../../src/core/sync/transfers.ts'
import { editAtRandom, shuffled, type Dice } from './documents.ts'
import { founder, joiner, meet, type Person } from './group.ts'
import { memoryGroups } from './memory-groups.ts'
import { deviceOf, type Device } from './writing-device.ts'

export type Player = Device & {
  id: DeviceId
  /** Somebody else has it: it tells what it does, and hears of nothing that others did. */
  isTaken: boolean
  /**
   * What counts here of each device and should: what did when this one did not hold it to be removed, and
   * what one that was heard here had in the same way.
   */
  had: Map<DeviceId, ReadonlySet<MessageId>>
  /** Who let her in and has not given her yet what she begins with. */
  awaits: Player | null
  /**
   * The content of the handover by device, and its host; null before it is written. A newcomer that
   * takes it in speaks for it from then on.
   */
  beginning: { host: DeviceId; had: ReadonlyMap<DeviceId, ReadonlySet<MessageId>> } | null
  hasBegun: boolean
}

/** A seal as a host has it, and whom its sender held to be removed when it was made. */
type Sealed = { bytes: Uint8Array; removed: readonly DeviceId[] }

export type Game = {
  dice: Dice
  players: Player[]
  /** Archives of those who may still come. */
  spare: Archive[]
  documents: DocumentId[]
  seals: Sealed[]
  /** Messages that count although no device had them in time that was still heard. */
  late: MessageId[]
  did: Record<string, number>
}

const day = 24 * 60 * 60 * 1000

const stateOf = ({ person }: Player) => person.group.state()
export const isActive = (player: Player): boolean => stateOf(player).devices.has(player.id)
const removedFor = (player: Player): DeviceId[] => [...stateOf(player).pastDevices.keys()]

/** Ids of the messages to the group that have an effect here, by the device that wrote them. */
export const counted = ({ person: { archive, group } }: Player): Map<DeviceId, Set<MessageId>> => {
  const by = new Map<DeviceId, Set<MessageId>>()
  for (const { id: document } of archive.documents.list(group.id))
    for (const { id, device, audience } of archive.messages.ofDocument(document, 0))
      if (audience === (group.id as string)) by.set(device, (by.get(device) ?? new Set()).add(id))
  return by
}

const grow = ({ had }: Player, device: DeviceId, ids: Iterable<MessageId>): void =>
  void had.set(device, new Set([...(had.get(device) ?? []), ...ids]))

/** To be called before anything that may tell the device of a removal. */
const note = (player: Player): void => {
  for (const [device, ids] of counted(player))
    if (stateOf(player).devices.has(device)) grow(player, device, ids)
}

const hadOf = (player: Player, device: DeviceId): ReadonlySet<MessageId> => {
  if (!stateOf(player).pastDevices.has(device)) note(player)
  return player.had.get(device) ?? new Set()
}

/** A handover can wait for records, and be taken in by those that say that its host is active again. */
const noteBeginning = (player: Player): void => {
  const { beginning, hasBegun, person } = player
  const isTaken = person.archive.notes.get(person.group.id, 'sync/base') !== null
  if (beginning === null || hasBegun || !isTaken) return
  player.hasBegun = true
  if (stateOf(player).devices.has(beginning.host))
    for (const [device, ids] of beginning.had) grow(player, device, ids)
}

/** Of a removed device nothing counts here but what some device had in time that is heard here. */
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

/** Own messages are handed on when the microtask after their transaction has run. */
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

/** Packs go as seals under the epoch in which `from` sends; what `to` can open, it takes in. */
const send = (game: Game, from: Player, to: Player, packs: Iterable<{ bytes: Uint8Array }>) => {
  const epoch = from.person.group.epoch()
  const removed = from.isTaken ? [] : removedFor(from)
  const whole = openTransfers()
  for (const pack of packs)
    for (const bytes of sealTransfer(epoch, pack.bytes)) {
      game.seals.push({ bytes, removed })
      const part = openSeal(bytes, id => to.person.group.epochKey(id))
      const came = part && part !== 'unknown-epoch' && whole.add(part)
      if (came instanceof Uint8Array) {
        const { refused } = to.replica.receive([readPack(came)!])
        if (refused > 0) throw new Error(`${refused} of an honest pack refused`)
      }
    }
  look(game, to)
}

/** `to` is given what `from` has and it lacks, or as many packs of it as `most` says. */
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

/** She is in, and has what she begins with. */
const comesIn = async (game: Game, host: Player, handle: string): Promise<void> => {
  const archive = game.spare.at(-1)
  if (!archive) return
  await host.documents.flush()
  const player = playerOf(joiner(handle, host.person, { archive }))
  game.spare.pop()
  game.players.push(player)
  player.awaits = host
  if (game.dice.chance(0.5)) await isTakenFrom(game, host, player)
  // Who took a laptop writes what a newcomer begins with when it suits.
  if (!host.isTaken) await prepares(host, player)
  if (!host.isTaken && game.dice.chance(0.5)) await begins(game, host, player)
  // Her host may be out before anybody else has what she begins with, or has heard of her.
  if (game.dice.chance(0.5)) return
  for (const each of game.players.filter(({ isTaken }) => !isTaken)) {
    tell(game, host, each)
    if (game.dice.chance(0.3)) await carry(game, host, each)
  }
}

/** What she begins with is the state as of now, whenever she is given it. */
const prepares = async (host: Player, player: Player): Promise<void> => {
  await host.documents.flush()
  host.replica.prepare()
  await turn()
  note(host)
  player.beginning = { host: host.id, had: new Map(host.had) }
}

/** She is given what she begins with, whatever she has heard of her host by then. */
export const begins = async (game: Game, host: Player, player: Player): Promise<void> => {
  if (!isActive(host)) return
  if (!player.beginning) await prepares(host, player)
  send(game, host, player, [...host.replica.handover(player.id)])
  // She may not have the key yet under which it came.
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

/** A group of as many as there are archives but two: a second device, and one who may come later. */
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

/** The device to be removed: another one, often the one that was taken. */
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
  // She has no part in what is written, and lets nobody lose or gain any.
  letsIn({ dice }, { person }) {
    if (dice.chance(0.5)) joiner('Guest', person, { archive: memoryGroups() }, 'guest')
  },
}

const count = ({ did }: Game, name: string): void => void (did[name] = (did[name] ?? 0) + 1)

/** Whether it was done. */
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
  // Who took a laptop has time.
  for (const each of players) if (each.isTaken && dice.chance(0.3)) await write(game, each)
  for (const each of players)
    if (each.awaits && dice.chance(0.1)) await begins(game, each.awaits, each)
  const [from, to] = [dice.one(players), dice.one(players)]
  await carry(game, from, to, dice.chance(0.5) ? 1 + dice.below(3) : undefined)
  if (!to.isTaken && dice.chance(0.25)) tell(game, from, to)
  if (dice.chance(0.2)) await act(game, dice.one(players), dice.one(Object.keys(others)))
  if (dice.chance(0.1)) await act(game, dice.one(players), dice.one(Object.keys(removals)))
}

/** Somebody who knows of the newcomer shuts her host out, or another one, and she hears of it. */
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

/** Two who have not heard of each other remove somebody, each other perhaps. */
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
