// Members of one group who write apart, and among them one or two who sign two contents for the
// same places: each of these has two faces, the same device twice, which write in one feed and hear
// other people. Some of them have a circle, in which a face signs two contents as well. Messages go
// from one to another as packs, requested like on a link or given like in a file, and for a while
// not across a partition.
import type * as Y from 'yjs'
import { foundCircle, openGroup, takeCircle, type Circle } from '#core/group'
import type { Archive } from '#core/archive'
import { random } from '#core/keys'
import { anchorAt, openThread, readThreads, replyTo } from '#document/review/comments'
import { rootOf } from '#document/tree'
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, FeedId, GroupId } from '#shared/ids'
import { readPack } from '../../src/core/sync/packs/pack.ts'
import type { GroupSync } from '../../src/core/sync/group-sync.ts'
import type { Run } from '../../src/core/sync/packs/pack-ranges.ts'
import { editAtRandom, textIn, type Dice } from './documents.ts'
import { founder, joiner, meet, type Person } from './group.ts'
import { deviceOf, type Device } from './writing-device.ts'

/** A comment or a reply, which nothing removes. */
export type Said = { page: DocumentId; text: string }
export type Player = Device & { id: DeviceId; said: Said[] }

export type Game = {
  dice: Dice
  honest: Player[]
  /** Members who were admitted while the others wrote, and the archive for one more. */
  newcomers: Player[]
  spare: Archive[]
  /** The two faces of each member who signs two contents. */
  faces: [Player, Player][]
  /** The face of each that an honest device hears. */
  hears: Map<Player, Player[]>
  /** Each with the group or the circle that reads it. */
  documents: { id: DocumentId; space: GroupId }[]
  /** The side of the partition of an honest device; while it stands nothing goes across. */
  sides: Map<Player, number>
}

/** The documents that this device reads. */
export const readBy = (
  { documents }: Pick<Game, 'documents'>,
  { replicas }: Player,
): DocumentId[] => documents.filter(({ space }) => replicas.has(space)).map(({ id }) => id)

/** The honest devices that read the texts of the group or of this circle, newcomers among them. */
export const readersOf = ({ honest, newcomers }: Game, space: GroupId): Player[] =>
  [...honest, ...newcomers].filter(({ replicas }) => replicas.has(space))

/** Own messages are sent when the microtask after their transaction has run. */
const turn = (): Promise<void> => new Promise(setImmediate)

export const playerOf = (
  person: Person,
  bytes?: typeof random,
  circles?: readonly Circle[],
): Player => ({
  ...deviceOf(person, bytes, undefined, circles),
  id: person.group.self.device,
  said: [],
})

/** The same device on another archive: its keys, its group and no messages of its own. */
export const twin = (person: Person, archive: Archive): Person => {
  const { id } = person.group
  archive.groups.put(person.archive.groups.get(id)!)
  for (const record of person.archive.records.list(id)) archive.records.put(id, record)
  for (const { epoch, key } of person.archive.epochs.list(id)) archive.epochs.put(id, epoch, key)
  return { ...person, archive, group: openGroup(archive, id, person.environment) }
}

const portsOf = ({ archive, group, clock }: Person) => ({
  storage: archive,
  group,
  now: () => clock.now(),
})

/** The circle of another member, who was invited into it. */
export const circleAt = (person: Person, circle: Circle): Circle | null => {
  const proof = circle.proofFor(person.group.self.device)
  const own = proof && takeCircle(portsOf(person), proof)
  // The proof alone has no more than needed.
  own?.addRecords(circle.recordsBeyond([]))
  return own
}

const withCircle = (person: Person, circle: Circle | null, bytes?: typeof random): Player => {
  const own = circle && circleAt(person, circle)
  return playerOf(person, bytes, own ? [own] : [])
}

/** Both begin the same feeds. */
export const facesOf = (
  person: Person,
  archive: Archive,
  circle: Circle | null = null,
): [Player, Player] => {
  const nonces = [random(16), random(16)]
  const once = (): typeof random => {
    let drawn = 0
    return length => nonces[drawn++] ?? random(length)
  }
  return [withCircle(person, circle, once()), withCircle(twin(person, archive), circle, once())]
}

const receive = (replica: GroupSync | undefined, runs: Iterable<Run>): void => {
  const packs = [...runs].map(({ bytes }) => readPack(bytes)!)
  if (packs.length > 0) replica?.receive(packs)
}

/**
 * The requests of a link: everything that the other names and is not here, and everything that
 * waiting messages stand on.
 */
const wishes = (from: GroupSync, to: GroupSync): { feed: FeedId; from: number; to: number }[] => {
  const stoodOn = to.stoodOn()
  const heads = to.headsOf(stoodOn.map(({ feed }) => feed))
  return [
    ...to.lacking(from.heads().feeds),
    ...stoodOn.map(({ feed, seq }) => {
      const next = (heads.get(feed)?.seq ?? -1) + 1
      return { feed, from: next <= seq ? next : Math.max(0, seq - 255), to: seq }
    }),
  ]
}

/** `to` gets everything that `from` has and it lacks, of the spaces that both read. */
export const carry = async ({ dice }: Game, from: Player, to: Player, most = Infinity) => {
  await turn()
  if (from.id === to.id) return
  for (const [space, giving] of from.replicas) {
    const taking = to.replicas.get(space)
    if (!taking) continue
    const theirs = taking.heads().feeds
    const way = dice.below(3)
    if (way === 0) receive(taking, [...giving.packsBeyond([])].slice(0, most))
    else if (way === 1) receive(taking, [...giving.packsBeyond(theirs)].slice(0, most))
    else receive(taking, [...giving.packs(wishes(giving, taking), theirs)].slice(0, most))
  }
  await turn()
}

/** `to` begins with everything that `from` has, of the spaces that both read. */
const begins = (from: Player, to: Player): void => {
  for (const [space, giving] of from.replicas) {
    const taking = to.replicas.get(space)
    if (taking) receive(taking, giving.handover(to.id))
  }
}

export const creates = async (
  { documents }: Pick<Player, 'documents'>,
  space: GroupId,
): Promise<Game['documents'][number]> => {
  const id = await documents.create({
    group: space,
    kind: 'statement',
    title: 'Working paper',
    language: 'en',
    blocks: ['First', 'Second', 'Third'].map(text => ({ kind: 'paragraph', runs: [{ text }] })),
  })
  await documents.share(id)
  await turn()
  return { id, space }
}

/** A circle of the founder with some of these. */
export const circleOf = (host: Person, people: readonly Person[], dice: Dice): Circle => {
  const circle = foundCircle(portsOf(host), 'Closed item')
  for (const { group } of people) if (dice.chance(0.6)) circle.bring(group.self.member!)
  return circle
}

/** Three to six devices, one or two of which sign two contents; half of the casts have a circle. */
export const cast = async (dice: Dice, archives: readonly Archive[]): Promise<Game> => {
  const [first, ...rest] = archives
  if (!first || rest.length < 8) throw new TypeError('too few')
  const liars = 1 + dice.below(2)
  const count = Math.max(liars + 2, 3 + dice.below(4))
  const host = founder('Alice', { archive: first })
  const people = rest
    .slice(0, count - 1)
    .map((archive, at) => joiner(`Member ${at}`, host, { archive }, 'chair'))
  for (const person of people) meet(host, person)
  const circle = dice.chance(0.5) ? circleOf(host, people, dice) : null
  const alice = playerOf(host, random, circle ? [circle] : [])
  const documents: Game['documents'] = []
  for (const space of [host.group.id, host.group.id, circle?.id ?? host.group.id])
    documents.push(await creates(alice, space))
  for (const replica of alice.replicas.values()) replica.prepare()
  await turn()
  const honest = [alice, ...people.slice(liars).map(person => withCircle(person, circle))]
  const faces = people
    .slice(0, liars)
    .map((person, at) => facesOf(person, rest.at(-1 - at)!, circle))
  for (const player of [...honest.slice(1), ...faces.flat()]) begins(alice, player)
  const hears = new Map(honest.map(each => [each, faces.map(two => two[dice.below(2)]!)]))
  const sides = new Map(honest.map(each => [each, dice.below(2)]))
  return { dice, honest, newcomers: [], spare: rest.slice(5, 6), faces, hears, documents, sides }
}

/** False where no word can be commented on. */
export const say = (doc: Y.Doc, dice: Dice, text: string): boolean => {
  const threads = readThreads(doc)
  const index = dice.below(rootOf(doc).length)
  const anchor = anchorAt(doc, { index, from: 0, to: textIn(doc, index).length })
  if (threads.length > 0 && (!anchor || dice.chance(0.5)))
    replyTo(doc, dice.one(threads).id, { at: 1, text }, random)
  else if (anchor) openThread(doc, { kind: 'comment', at: 1, text, ...anchor }, random)
  else return false
  return true
}

export const write = async (
  game: Pick<Game, 'dice' | 'documents'>,
  writer: Player,
): Promise<void> => {
  const { dice } = game
  try {
    const remark = `${writer.id} ${writer.said.length}`
    let isSaid = false
    const page = dice.one(readBy(game, writer))
    await writer.documents.editAs(page, doc => {
      isSaid = dice.chance(0.3) && say(doc, dice, remark)
      if (!isSaid) editAtRandom(doc, dice)
    })
    if (isSaid) writer.said.push({ page, text: remark })
  } catch (error) {
    // A face that knows of the other one writes no more.
    if (!(error instanceof Failure) || error.code !== 'not-permitted') throw error
    return
  }
  if (dice.chance(0.7)) await writer.documents.flush()
}

/**
 * An honest device admits a newcomer, who begins with the present state of that device. All learn
 * of it.
 */
const letIn = async ({ honest, newcomers, spare, faces, dice }: Game): Promise<void> => {
  const archive = spare.pop()
  if (!archive) return
  const host = dice.one(honest)
  await host.documents.flush()
  const player = playerOf(joiner('Newcomer', host.person, { archive }))
  for (const each of [...honest, ...faces.flat()]) meet(host.person, each.person)
  meet(host.person, player.person)
  host.replica.prepare()
  await turn()
  begins(host, player)
  newcomers.push(player)
}

const step = async (game: Game, share: number, isParted: boolean): Promise<void> => {
  const { dice, honest, hears, faces, sides } = game
  await write(game, dice.one(honest))
  for (const face of faces.flat()) if (dice.chance(0.3)) await write(game, face)
  const one = dice.one(honest)
  const heard = dice.chance(0.05) ? faces.map(two => dice.one(two)) : (hears.get(one) ?? [])
  for (const face of heard) {
    if (dice.chance(0.3)) await carry(game, face, one, dice.chance(0.5) ? 1 : undefined)
    if (dice.chance(0.2)) await carry(game, one, face)
  }
  if (dice.chance(0.03)) await letIn(game)
  for (const each of game.newcomers) {
    if (dice.chance(0.5)) await write(game, each)
    if (dice.chance(0.2)) await carry(game, each, one)
    if (dice.chance(0.2)) await carry(game, one, each)
  }
  const [from, to] = [dice.one(honest), dice.one(honest)]
  // At first, devices that hear other faces hear little of each other.
  const theirs = hears.get(to)
  const isOne = hears.get(from)?.every((face, at) => face === theirs?.[at])
  if (isParted && sides.get(from) !== sides.get(to)) return
  if (isOne || dice.chance(share)) await carry(game, from, to, dice.chance(0.3) ? 1 : undefined)
}

/** In half of the games nothing goes from one side of the honest devices to the other, before the last steps. */
export const play = async (game: Game, steps: number): Promise<void> => {
  const isParted = game.dice.chance(0.5)
  for (let at = 0; at < steps; at++)
    await step(game, at < steps / 2 ? 0.02 : 0.3, isParted && at < steps * 0.8)
}

/**
 * Everything that honest devices have goes to all of them, until none has more. Returns the number
 * of rounds.
 */
export const meetAll = async (game: Game, most = 8): Promise<number> => {
  const { honest, newcomers } = game
  const all = [...honest, ...newcomers]
  const spaces = new Set(honest.flatMap(({ replicas }) => [...replicas.keys()]))
  const isLevel = (space: GroupId): boolean =>
    new Set(
      readersOf(game, space).map(({ replicas }) =>
        JSON.stringify(replicas.get(space)?.heads().feeds),
      ),
    ).size === 1
  for (let round = 1; round <= most; round++) {
    for (const each of all) await each.documents.flush()
    for (const from of all) for (const to of all) await carry(game, from, to)
    await turn()
    if ([...spaces].every(isLevel)) return round
  }
  return most + 1
}

/** No text is left for the next user of the archives. */
export const close = async ({ honest, newcomers, faces }: Game): Promise<void> => {
  for (const each of [...honest, ...newcomers, ...faces.flat()]) {
    await each.documents.flush()
    each.close()
  }
}
