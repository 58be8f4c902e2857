// The schedules of forked feeds once more, with the rooms in the composition of the product and
// over links that come and go while people write: in memory, and for every fourth seed over
// sockets. One member signs two contents, in the group and in a circle.
import { expect, test } from 'vitest'
import type { Archive } from '#core/archive'
import { random } from '#core/keys'
import type { DeviceId, DocumentId, GroupId } from '#shared/ids'
import { Failure } from '#shared/failure'
import { temporaryArchive } from '#tests/archive'
import { diceFrom, editAtRandom, linesOf, type Dice } from '#tests/documents'
import { circleAt, circleOf, creates, say, twin } from '#tests/fork-schedule'
import { founder, joiner, meet, type Person } from '#tests/group'
import { swift, typedNetwork } from '#tests/lan'
import { series } from '#tests/series'
import { until } from '#tests/sync'
import { patiently } from '#tests/trials'
import { composeProfile, type OpenProfile } from '../../../src/core/profile/open-profile.ts'
import { memoryLinks } from '../../acceptance/link.ts'

type Player = { id: DeviceId; session: OpenProfile; spaces: GroupId[]; said: number }
type Page = { id: DocumentId; space: GroupId }
type Game = { dice: Dice; group: GroupId; honest: Player[]; faces: Player[]; pages: Page[] }

const throwing = (error: unknown): void => {
  throw error
}

const playerOf = async (
  { archive, clock, group }: Person,
  spaces: GroupId[],
  bytes: typeof random = random,
): Promise<Player> => {
  const session = await composeProfile({
    archive,
    now: () => clock.now(),
    offline: true,
    lan: typedNetwork,
    later: swift,
    random: bytes,
    emit: () => {},
    onDefect: throwing,
  })
  return { id: group.self.device, session, spaces, said: 0 }
}

/** Both sessions begin the same feeds, which are opened first. */
const facesOf = async (person: Person, another: Person, spaces: GroupId[]): Promise<Player[]> => {
  const nonces = spaces.map(() => random(16))
  const faces: Player[] = []
  for (const each of [person, another]) {
    let drawn = 0
    const once: typeof random = length =>
      (length === 16 ? nonces[drawn++] : undefined) ?? random(length)
    const face = await playerOf(each, spaces, once)
    for (const space of spaces) face.session.sync.feedOf(space)
    faces.push(face)
  }
  const feeds = faces.map(({ session }) => spaces.map(space => session.sync.feedOf(space)).join())
  expect(feeds[0]).toBe(feeds[1])
  return faces
}

const cast = async (dice: Dice, archives: readonly Archive[]): Promise<Game> => {
  const host = founder('Alice', { archive: archives[0]! })
  const people = archives
    .slice(1, 3 + dice.below(2))
    .map((archive, at) => joiner(`Member ${at}`, host, { archive }, 'chair'))
  for (const person of people) meet(host, person)
  const [liar, ...rest] = people as [Person, ...Person[]]
  const circle = circleOf(host, people, dice)
  const spacesOf = (person: Person): GroupId[] =>
    circleAt(person, circle) ? [host.group.id, circle.id] : [host.group.id]
  const other = twin(liar, archives.at(-1)!)
  spacesOf(other)
  circle.close()
  const alice = await playerOf(host, [host.group.id, circle.id])
  const honest = [alice]
  for (const person of rest) honest.push(await playerOf(person, spacesOf(person)))
  const faces = await facesOf(liar, other, spacesOf(liar))
  const pages: Page[] = []
  for (const space of [host.group.id, circle.id])
    pages.push(await creates({ documents: alice.session.documents }, space))
  // The beginning of each, in a file that both faces read.
  for (const space of alice.spaces) {
    const { bytes } = await alice.session.sync.writeFile({ group: space, members: [] })
    for (const each of [...honest.slice(1), ...faces])
      if (each.spaces.includes(space)) await each.session.sync.readFile(bytes)
  }
  return { dice, group: host.group.id, honest, faces, pages }
}

const readersOf = ({ honest }: Game, space: GroupId): Player[] =>
  honest.filter(({ spaces }) => spaces.includes(space))

const link = (group: GroupId, a: Player, b: Player): (() => void) => {
  const ends = memoryLinks({ a: a.id, b: b.id })
  a.session.sync.addLink(group, ends.a)
  b.session.sync.addLink(group, ends.b)
  return () => ends.a.close()
}

/** Over sockets; dialled links close with the session. */
const dial = async (group: GroupId, a: Player, b: Player): Promise<void> => {
  await a.session.sync.lan.start()
  const [address = ''] = a.session.sync.lan.status().addresses
  await b.session.sync.lan.dial(group, address)
}

const hasPage = ({ session }: Player, page: DocumentId): boolean =>
  session.archive.documents.get(page) !== null

const write = async ({ dice, pages }: Game, writer: Player): Promise<void> => {
  const read = pages.filter(({ id }) => hasPage(writer, id))
  if (read.length === 0) return
  const { id } = dice.one(read)
  const remark = `${writer.id} ${writer.said++}`
  try {
    await writer.session.documents.editAs(id, doc => {
      if (!dice.chance(0.3) || !say(doc, dice, remark)) editAtRandom(doc, dice)
    })
  } catch (error) {
    // A face that knows of the other one writes no more.
    if (!(error instanceof Failure) || error.code !== 'not-permitted') throw error
    return
  }
  if (dice.chance(0.5)) await writer.session.documents.flush()
}

const turns = async (count: number): Promise<void> => {
  for (let at = 0; at < count; at++) await new Promise(setImmediate)
}

/** Two sides, each with a face, whose links come and go while all write. */
const play = async (game: Game): Promise<void> => {
  const { dice, honest, faces, group } = game
  const sides = faces.map((face, side) => [face, ...honest.filter((_, at) => at % 2 === side)])
  const cuts = new Map<string, () => void>()
  const toggle = (a: Player, b: Player): void => {
    const name = [a.id, b.id].toSorted().join()
    const cut = cuts.get(name)
    cuts.delete(name)
    if (cut) cut()
    else cuts.set(name, link(group, a, b))
  }
  for (const [first, ...others] of sides) for (const other of others) toggle(first!, other)
  for (let step = 0; step < 12 + dice.below(12); step++) {
    const side = dice.one(sides)
    await write(game, dice.chance(0.4) ? side[0]! : dice.one(side))
    if (dice.chance(0.2)) {
      const [a, b] = [dice.one(side), dice.one(side)]
      if (a !== b) toggle(a, b)
    }
    await turns(dice.below(40))
  }
  for (const cut of cuts.values()) cut()
}

const digests = (game: Game): string[] =>
  game.pages.flatMap(({ id, space }) => {
    const readers = readersOf(game, space)
    if (!readers.every(each => hasPage(each, id))) return ['missing', 'there']
    return [...new Set(readers.map(({ session }) => session.documents.digest(id)))]
  })

const openOn = ({ pages }: Game, player: Player): number =>
  pages
    .filter(({ id }) => hasPage(player, id))
    .flatMap(({ id }) => player.session.documents.wordings(id)).length

const level = async ({ honest, group, pages }: Game): Promise<void> => {
  for (const { session } of honest) await session.documents.flush()
  const circle = pages.at(-1)!.space
  for (const { session, spaces } of honest) {
    await session.sync.level(group)
    if (spaces.includes(circle)) await session.sync.level(circle)
  }
}

const isSettled = (game: Game): boolean =>
  digests(game).length === game.pages.length && game.honest.every(each => openOn(game, each) === 0)

const run = async (seed: number, archives: readonly Archive[]) => {
  const game = await cast(diceFrom(seed), archives)
  const { dice, honest, faces, pages, group } = game
  await play(game)
  // The honest devices meet, all of them, and the faces are away.
  const [first, ...others] = honest as [Player, ...Player[]]
  for (const other of others)
    if (seed % 4 === 0) await dial(group, first, other)
    else link(group, first, other)
  await level(game)
  await until(() => digests(game).length === pages.length)
  const named = pages.map(({ space }) =>
    readersOf(game, space).map(({ session }) =>
      [...session.sync.offences(space)]
        .flatMap(([device, { isStopped }]) => (isStopped ? [device] : []))
        .join(),
    ),
  )
  const texts = pages.map(
    ({ id, space }) =>
      new Set(readersOf(game, space).map(({ session }) => linesOf(session, id).join('|'))).size,
  )
  const leaked = honest.filter(
    each => !each.spaces.includes(pages[1]!.space) && hasPage(each, pages[1]!.id),
  )
  let places = 0
  for (const { id } of pages)
    for (const { wordings } of first.session.documents.wordings(id)) {
      const { branch } = dice.one(wordings)
      await first.session.documents.keepWording(id, branch, branch)
      places++
    }
  await level(game)
  await until(() => isSettled(game))
  const branches = named.flat().filter(each => each !== '').length
  for (const { session } of [...honest, ...faces]) await session.close()
  return {
    outcome: { named: named.map(each => new Set(each).size), texts, leaked: leaked.length },
    story: { devices: honest.length + 1, found: branches > 0 ? 1 : 0, places },
  }
}

test(
  'links come and go under two contents: honest devices end with the same',
  patiently,
  async () => {
    const { seeds, passed } = series('forks over links', 100, 2)
    const seen = { found: 0, places: 0 }
    for (const seed of seeds) {
      console.log(`seed ${seed}`)
      const archives = Array.from({ length: 5 }, () => temporaryArchive())
      const { outcome, story } = await run(seed, archives)
      expect({ seed, ...outcome }).toEqual({ seed, named: [1, 1], texts: [1, 1], leaked: 0 })
      seen.found += story.found
      seen.places += story.places
      passed(seed, `${story.devices} devices, ${story.found} found, ${story.places} places settled`)
    }
    console.log(JSON.stringify(seen))
    if (seeds.length < 50) return
    expect(seen.found).toBeGreaterThan(seeds.length / 2)
    expect(seen.places).toBeGreaterThan(seeds.length / 2)
  },
)
