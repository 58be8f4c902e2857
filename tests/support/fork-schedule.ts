// Members of one group who write apart, and among them one or two who sign two contents for the same
// places: each of these has two faces, the same device twice, that write in one feed and hear other people.
// What is written goes from one to another as packs, asked for as on a link or given as in a file.
import type * as Y from 'yjs'
import { openGroup } from '#core/group'
import type { Archive } from '#core/archive'
import { random } from '#core/keys'
import { anchorAt, openThread, readThreads, replyTo, rootOf } from '#shared/document'
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, FeedId } from '#shared/ids'
import { readPack } from '../../src/core/sync/pack.ts'
import type { Run } from '../../src/core/sync/runs.ts'
import { editAtRandom, textIn, type Dice } from './documents.ts'
import { founder, joiner, meet, type Person } from './group.ts'
import { deviceOf, type Device } from './writing-device.ts'

/** `said`: in comments and replies, which nothing takes away. */
export type Player = Device & { id: DeviceId; said: string[] }

export type Game = {
  dice: Dice
  honest: Player[]
  /** Who was let in while the others wrote, and the archive for one more. */
  newcomers: Player[]
  spare: Archive[]
  /** Of each member who signs two contents, the two faces. */
  faces: [Player, Player][]
  /** Which face of each an honest device hears. */
  hears: Map<Player, Player[]>
  documents: DocumentId[]
}

/** Own messages are handed on when the microtask after their transaction has run. */
const turn = (): Promise<void> => new Promise(setImmediate)

export const playerOf = (person: Person, bytes?: typeof random): Player => ({
  ...deviceOf(person, bytes),
  id: person.group.self.device,
  said: [],
})

/** The same device on another archive: its keys, its group and nothing that it wrote. */
const twin = (person: Person, archive: Archive): Person => {
  const { id } = person.group
  archive.groups.put(person.archive.groups.get(id)!)
  for (const record of person.archive.records.list(id)) archive.records.put(id, record)
  for (const { epoch, key } of person.archive.epochs.list(id)) archive.epochs.put(id, epoch, key)
  return { ...person, archive, group: openGroup(archive, id, person.environment) }
}

/** Both begin the same feed. */
export const facesOf = (person: Person, archive: Archive): [Player, Player] => {
  const nonce = random(16)
  const once = (): typeof random => {
    let isFirst = true
    return length => {
      const bytes = isFirst ? nonce : random(length)
      isFirst = false
      return bytes
    }
  }
  return [playerOf(person, once()), playerOf(twin(person, archive), once())]
}

const receive = (to: Player, runs: Iterable<Run>): void => {
  const packs = [...runs].map(({ bytes }) => readPack(bytes)!)
  if (packs.length > 0) to.replica.receive(packs)
}

/** What a link asks for: what the other names and is not here, and what messages stand on that wait. */
const wishes = (from: Player, to: Player): { feed: FeedId; from: number; to: number }[] => {
  const stoodOn = to.replica.stoodOn()
  const heads = to.replica.headsOf(stoodOn.map(({ feed }) => feed))
  return [
    ...to.replica.lacking(from.replica.heads().feeds),
    ...stoodOn.map(({ feed, seq }) => {
      const next = (heads.get(feed)?.seq ?? -1) + 1
      return { feed, from: next <= seq ? next : Math.max(0, seq - 255), to: seq }
    }),
  ]
}

/** `to` is given what `from` has and it lacks. */
export const carry = async ({ dice }: Game, from: Player, to: Player, most = Infinity) => {
  await turn()
  if (from.id === to.id) return
  const theirs = to.replica.heads().feeds
  const way = dice.below(3)
  if (way === 0) receive(to, [...from.replica.packsBeyond([])].slice(0, most))
  else if (way === 1) receive(to, [...from.replica.packsBeyond(theirs)].slice(0, most))
  else receive(to, [...from.replica.packs(wishes(from, to), theirs)].slice(0, most))
  await turn()
}

const creates = async (actor: Player): Promise<DocumentId> => {
  const page = await actor.documents.create({
    group: actor.person.group.id,
    kind: 'statement',
    title: 'Working paper',
    language: 'en',
    blocks: ['First', 'Second', 'Third'].map(text => ({ kind: 'paragraph', runs: [{ text }] })),
  })
  await actor.documents.share(page)
  await turn()
  return page
}

/** Three to six devices, one or two of which sign two contents. */
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
  const alice = playerOf(host)
  const documents = [await creates(alice), await creates(alice), await creates(alice)]
  alice.replica.prepare()
  await turn()
  const honest = [alice, ...people.slice(liars).map(person => playerOf(person))]
  const faces = people.slice(0, liars).map((person, at) => facesOf(person, rest.at(-1 - at)!))
  for (const player of [...honest.slice(1), ...faces.flat()])
    receive(player, alice.replica.handover(player.id))
  const hears = new Map(honest.map(each => [each, faces.map(two => two[dice.below(2)]!)]))
  return { dice, honest, newcomers: [], spare: rest.slice(5, 6), faces, hears, documents }
}

/** False where there is nothing to remark on. */
const say = (doc: Y.Doc, dice: Dice, text: string): boolean => {
  const threads = readThreads(doc)
  const index = dice.below(rootOf(doc).length)
  const anchor = anchorAt(doc, { index, from: 0, to: textIn(doc, index).length })
  if (threads.length > 0 && (!anchor || dice.chance(0.5)))
    replyTo(doc, dice.one(threads).id, { at: 1, text }, random)
  else if (anchor) openThread(doc, { kind: 'comment', at: 1, text, ...anchor }, random)
  else return false
  return true
}

export const write = async ({ dice, documents }: Game, writer: Player): Promise<void> => {
  try {
    const remark = `${writer.id} ${writer.said.length}`
    let isSaid = false
    await writer.documents.editAs(dice.one(documents), doc => {
      isSaid = dice.chance(0.3) && say(doc, dice, remark)
      if (!isSaid) editAtRandom(doc, dice)
    })
    if (isSaid) writer.said.push(remark)
  } catch (error) {
    // A face that has heard of the other one writes no more.
    if (!(error instanceof Failure) || error.code !== 'not-permitted') throw error
    return
  }
  if (dice.chance(0.7)) await writer.documents.flush()
}

/** An honest device lets somebody in, who begins with what that has now. All hear of it. */
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
  receive(player, host.replica.handover(player.id))
  newcomers.push(player)
}

const step = async (game: Game, share: number): Promise<void> => {
  const { dice, honest, hears, faces } = game
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
  // At first who hears other faces hears little of each other.
  const theirs = hears.get(to)
  const isOne = hears.get(from)?.every((face, at) => face === theirs?.[at])
  if (isOne || dice.chance(share)) await carry(game, from, to, dice.chance(0.3) ? 1 : undefined)
}

export const play = async (game: Game, steps: number): Promise<void> => {
  for (let at = 0; at < steps; at++) await step(game, at < steps / 2 ? 0.02 : 0.3)
}

/** Everything that honest devices have goes to all of them. How many rounds that took. */
export const meetAll = async (game: Game, most = 6): Promise<number> => {
  const { honest, newcomers } = game
  const all = [...honest, ...newcomers]
  const heads = (): number =>
    new Set(honest.map(({ replica }) => JSON.stringify(replica.heads().feeds))).size
  for (let round = 1; round <= most; round++) {
    for (const each of all) await each.documents.flush()
    for (const from of all) for (const to of all) await carry(game, from, to)
    await turn()
    if (heads() === 1) return round
  }
  return most + 1
}

/** Nothing that was written is left for whoever has the archives next. */
export const close = async ({ honest, newcomers, faces }: Game): Promise<void> => {
  for (const each of [...honest, ...newcomers, ...faces.flat()]) {
    await each.documents.flush()
    each.close()
  }
}
