// A device that is removed while it writes: all who remain end with the same, whatever arrived where
// and when, and nothing of an honest member is stuck.
import { expect, test, vi } from 'vitest'
import type { Archive } from '#core/archive'
import { decodeStrict } from '#core/keys'
import { checks } from '#core/sync'
import type { DeviceId, DocumentId, MessageId } from '#shared/ids'
import { temporaryArchive } from '#tests/archive'
import { founder, joiner, meet, type Person } from '#tests/group'
import { carry, counted, settled, writerOf, type Writer } from '#tests/removal'
import { series } from '#tests/series'
import { numbersFrom, patiently } from '#tests/trials'
import { readMessage } from '../../../src/core/sync/message.ts'
import { readPack } from '../../../src/core/sync/pack.ts'

type Cast = Writer[]

/** A new group of five over these archives, with one shared page that all of them have. */
const cast = async (archives: readonly Archive[]): Promise<{ all: Cast; page: DocumentId }> => {
  const [first, ...others] = archives
  const a = founder('Alice', { archive: first! })
  const people: Person[] = [a]
  for (const [index, archive] of others.entries())
    people.push(joiner(`Member ${index}`, a, { archive }))
  for (const person of people) meet(a, person)
  const all = people.map(person => writerOf(person))
  const [alice, ...rest] = all
  const page = alice!.notebook.create()
  alice!.notebook.share(page)
  await settled()
  alice!.replica.prepare()
  await settled()
  for (const each of rest) {
    const given = [...alice!.replica.handover(each.device)]
    each.replica.receive(given.map(({ bytes }) => readPack(bytes)!))
    expect(each.notebook.lines(page)).toEqual([])
  }
  return { all, page }
}

const stuckOf = ({ person, replica }: Writer, removed: DeviceId): number =>
  person.archive.notes
    .list(replica.group.id, 'sync/waiting/')
    .map(({ bytes }) => readMessage((decodeStrict(bytes, 1 << 23) as Uint8Array[])[0]!)!)
    .filter(({ device }) => device !== removed).length

/** Along a ring and back: two rounds bring everything to everybody. */
const exchangeAll = async (writers: readonly Writer[]): Promise<void> => {
  const ring = [...writers, ...writers.toReversed()]
  for (const [index, to] of ring.entries()) {
    const from = ring[index - 1]
    if (from && from !== to) carry(from, to)
    await settled()
  }
}

const play = async (seed: number, archives: readonly Archive[]) => {
  const number = numbersFrom(seed)
  const pick = (most: number): number => Math.floor(number() * most)
  const { all, page } = await cast(archives)
  const [thief, ...remaining] = all.toSorted(() => number() - 0.5)
  const [first] = remaining
  if (!thief) throw new TypeError('nobody was removed')
  /** What of hers counts: what some remaining device had when it learned. */
  const inTime = new Set<MessageId>()
  const ofThief = (at: Writer) =>
    counted(at, page).filter(id => at.person.archive.messages.get(id)?.device === thief.device)
  const knows = ({ person }: Writer): boolean => person.group.state().pastDevices.has(thief.device)
  /** Takes in the records of one who knows, or is the one who writes the first of them. */
  const learn = (at: Writer, from?: Writer): void => {
    if (knows(at)) return
    for (const id of ofThief(at)) inTime.add(id)
    if (from) meet(from.person, at.person)
    else at.person.group.shutOut(thief.device)
    expect(knows(at)).toBe(true)
  }
  const steps = 30 + pick(30)
  const removal = pick(steps / 2)
  for (let step = 0; step < steps; step++) {
    if (step === removal) learn(first!)
    const writer = pick(3) === 0 ? thief : all[pick(5)]!
    writer.notebook.write(page, `${writer.name} ${step}`)
    if (pick(3) === 0) await settled()
    const [from, to] = [all[pick(5)]!, all[pick(5)]!]
    await settled()
    if (from !== to) carry(from, to, pick(2) === 0 ? 1 + pick(3) : undefined)
    if (from !== thief && to !== thief && knows(from) && pick(3) === 0) learn(to, from)
    await settled()
  }
  for (const each of remaining) learn(each, first)
  await settled()
  const results = () =>
    new Set(
      remaining.map(each =>
        each.replica
          .heads()
          .feeds.map(({ id }) => id)
          .join(),
      ),
    )
  for (let round = 0; round < 4 && results().size > 1; round++) await exchangeAll(remaining)
  return {
    splits: results().size - 1,
    stuck: remaining.reduce((sum, each) => sum + stuckOf(each, thief.device), 0),
    late: ofThief(remaining[0]!).filter(id => !inTime.has(id)).length,
    lost: [...inTime].filter(id => !ofThief(remaining[0]!).includes(id)).length,
    counted: ofThief(remaining[0]!).length,
    written: counted(thief, page).filter(
      id => thief.person.archive.messages.get(id)?.device === thief.device,
    ).length,
  }
}

const fiveArchives = () => Array.from({ length: 5 }, () => temporaryArchive())

test('all who remain end with the same, and nothing is stuck', patiently, async () => {
  const { seeds, passed } = series('removal', 1_000)
  const archives = fiveArchives()
  let someCounted = 0
  let someNot = 0
  for (const seed of seeds) {
    const outcome = await play(seed, archives)
    const { splits, stuck, late, lost } = outcome
    expect({ seed, splits, stuck, late, lost }).toEqual({
      ...{ seed, splits: 0, stuck: 0, late: 0, lost: 0 },
    })
    if (outcome.counted > 0) someCounted++
    if (outcome.counted < outcome.written) someNot++
    passed(seed, `${outcome.counted} of ${outcome.written} counted`)
  }
  // The schedules are worth something: in most of them she wrote both in time and too late.
  const most = seeds.length < 100 ? 0 : seeds.length / 2
  expect(someCounted).toBeGreaterThanOrEqual(most)
  expect(someNot).toBeGreaterThanOrEqual(most)
})

test('without the rule they do not', patiently, async () => {
  const archives = fiveArchives()
  const refused = vi.spyOn(checks, 'removedIsVouched').mockReturnValue(false)
  const byArrival = [await play(1, archives), await play(2, archives)]
  refused.mockReturnValue(true)
  const always = [await play(1, archives), await play(2, archives)]
  refused.mockRestore()
  expect(byArrival.some(({ splits, stuck }) => splits > 0 && stuck > 0)).toBe(true)
  expect(always.some(({ late }) => late > 0)).toBe(true)
})
