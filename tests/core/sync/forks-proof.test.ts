// Members who sign two contents for the same places, among others who write apart. When all honest devices
// have met, they have the same messages and the same verdicts, hear each other in every document, and know
// who did it. All read the same, with the words of both contents, and nobody's remark is lost or another's.
// Five schedules here, 2,000 in `npm run prove`; a seed gives who writes and hears what when.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Archive } from '#core/archive'
import { decodeStrict } from '#core/keys'
import { temporaryArchive } from '#tests/archive'
import { diceFrom, linesOf } from '#tests/documents'
import { cast, close, meetAll, play, type Game, type Player } from '#tests/fork-schedule'
import { series } from '#tests/series'
import { patiently } from '#tests/trials'
import { readMessage } from '../../../src/core/sync/message.ts'

const rowsOf = ({ person: { archive, group } }: Player) =>
  archive.messages
    .heads(group.id)
    .flatMap(({ feed, first, seq }) => archive.messages.range(group.id, feed, first, seq + 1))
    .filter(({ audience }) => audience === (group.id as string))

/** What became of every message that is not older than the first honest device's beginning. */
const verdictsOf = (player: Player): string =>
  rowsOf(player)
    .map(({ id, line, state }) => `${id} ${line} ${state === 'refused' ? 'refused' : 'counts'}`)
    .toSorted()
    .join('\n')

/** Messages of honest devices that wait for something. */
const waitingOf = ({ honest, newcomers }: Game, { person: { archive, group } }: Player): number =>
  archive.notes
    .list(group.id, 'sync/waiting/')
    .map(({ bytes }) => readMessage((decodeStrict(bytes, 1 << 23) as Uint8Array[])[0]!)!)
    .filter(({ device }) => [...honest, ...newcomers].some(({ id }) => id === device)).length

const stopped = ({ replica }: Player): string =>
  [...replica.offences()]
    .filter(([, { isStopped }]) => isStopped)
    .map(([device]) => device)
    .toSorted()
    .join()

/** What is said beside the texts, with the device that said it. */
const remarksOf = ({ documents }: Player, { documents: pages }: Game): Map<string, string | null> =>
  new Map(
    pages.flatMap(id =>
      documents
        .remarks(id)
        .threads.flatMap(({ opening, replies }) => [opening, ...replies])
        .map(({ text, client }) => [text, documents.authorOf(id, client)] as const),
    ),
  )

/** Remarks of honest devices that one of them lacks, and those that it shows under another's name. */
const wrongRemarks = (game: Game): string[] =>
  game.honest.flatMap(each => {
    const shown = remarksOf(each, game)
    return [
      ...game.honest.flatMap(({ said }) => said.filter(text => !shown.has(text))),
      ...[...shown].flatMap(([text, by]) =>
        text.split(' ')[0] === by ? [] : [`${text} by ${by}`],
      ),
    ]
  })

/** Every unit of text by an honest device that stands in the texts, by its id. */
const honestUnits = async ({ honest, documents: pages }: Game): Promise<Set<string>> => {
  const [{ documents }] = honest as [Player]
  const devices = new Set<string | null>(honest.map(({ id }) => id))
  const units = new Set<string>()
  for (const id of pages)
    await documents.editAs(id, doc => {
      for (const [client, structs] of doc.store.clients) {
        if (!devices.has(documents.authorOf(id, client))) continue
        for (const struct of structs)
          if (
            struct instanceof Y.Item &&
            !struct.deleted &&
            struct.content instanceof Y.ContentString
          )
            for (let at = 0; at < struct.length; at++)
              units.add(`${id} ${client} ${struct.id.clock + at}`)
      }
    })
  return units
}

/** One of them says of each place which wording stays. How many there were. */
const settle = async ({ honest, documents: pages, dice }: Game): Promise<number> => {
  const chair = dice.one(honest)
  let settled = 0
  for (const id of pages)
    for (const { wordings } of chair.documents.wordings(id)) {
      const { branch } = dice.one(wordings)
      await chair.documents.keepWording(id, dice.chance(0.9) ? branch : null, branch)
      settled++
    }
  return settled
}

const openOn = ({ documents }: Player, { documents: pages }: Game): number =>
  pages.flatMap(id => documents.wordings(id)).length

const run = async (seed: number, archives: readonly Archive[]) => {
  const dice = diceFrom(seed)
  const game = await cast(dice, archives)
  await play(game, 16 + dice.below(24))
  const rounds = await meetAll(game)
  const { honest, newcomers, faces } = game
  const all = [...honest, ...newcomers]
  // Who was let in has not what lies before the beginning.
  const others = honest.slice(1)
  const forked = faces.filter(([a, b]) => {
    const first = honest.map(stopped)
    return first.some(each => each.includes(a.id)) && a.id === b.id
  })
  const texts = game.documents.map(
    id => new Set(honest.map(each => linesOf(each, id).join('\n'))).size,
  )
  const remarks = honest.map(each =>
    [...remarksOf(each, game)]
      .map(([text, by]) => `${text} ${by}`)
      .toSorted()
      .join(),
  )
  const outcome = {
    rounds: rounds <= 4,
    verdicts: new Set(others.map(verdictsOf)).size,
    stopped: new Set(all.map(stopped)).size,
    waiting: all.reduce((sum, each) => sum + waitingOf(game, each), 0),
    refused: honest.flatMap(each =>
      rowsOf(each).filter(
        ({ state, device }) => state === 'refused' && honest.some(({ id }) => id === device),
      ),
    ).length,
    texts: texts.every(count => count === 1) && new Set(remarks).size === 1,
    remarks: wrongRemarks(game),
    digests: game.documents.every(
      id => new Set(honest.map(({ documents }) => documents.digest(id))).size === 1,
    ),
  }
  const before = await honestUnits(game)
  const places = await settle(game)
  await meetAll(game)
  const after = await honestUnits(game)
  const open = honest.map(each => openOn(each, game))
  const settled = {
    lost: [...before].filter(unit => !after.has(unit)).length,
    open: open.reduce((sum, each) => sum + each, 0),
    digests: game.documents.every(
      id => new Set(honest.map(({ documents }) => documents.digest(id))).size === 1,
    ),
    remarks: wrongRemarks(game),
  }
  const story = {
    places,
    devices: honest.length + faces.length,
    liars: faces.length,
    forked: forked.length,
    newcomers: newcomers.length,
    rounds,
    branches: new Set(rowsOf(honest[0]!).flatMap(({ line, feed }) => (line === feed ? [] : [line])))
      .size,
  }
  await close(game)
  return { outcome: { ...outcome, settled }, story }
}

const same = {
  rounds: true,
  verdicts: 1,
  stopped: 1,
  waiting: 0,
  refused: 0,
  texts: true,
  remarks: [],
  digests: true,
  settled: { lost: 0, open: 0, digests: true, remarks: [] },
}

test('two contents for one place: honest devices end with the same', patiently, async () => {
  const { seeds, passed } = series('forks', 2_000, 5)
  const archives = Array.from({ length: 9 }, () => temporaryArchive())
  const seen = { forked: 0, branches: 0, places: 0 }
  for (const seed of seeds) {
    const { outcome, story } = await run(seed, archives)
    expect({ seed, ...outcome }).toEqual({ seed, ...same })
    seen.forked += story.forked
    seen.branches += story.branches
    seen.places += story.places
    passed(
      seed,
      `${story.devices} devices, ${story.newcomers} let in, ${story.forked} of ${story.liars} found, ${story.branches} branches, ` +
        `${story.places} places settled, ${story.rounds} rounds`,
    )
  }
  console.log(JSON.stringify(seen))
  if (seeds.length < 5) return
  // The schedules are worth something.
  expect(seen.forked).toBeGreaterThan(seeds.length / 2)
  expect(seen.branches).toBeGreaterThan(seeds.length)
})
