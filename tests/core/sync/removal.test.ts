// Membership schedules over real documents: all who remain end with the same members and the same
// text of every document, in any order and at any time of arrival; a removed member reads no later
// message, and adds nothing more.
import { expect, test, vi } from 'vitest'
import type { Archive } from '#core/archive'
import { checks } from '#core/sync'
import { temporaryArchive } from '#tests/archive'
import { diceFrom, linesOf, shuffled } from '#tests/documents'
import { allRecords } from '#tests/membership-game'
import { begins, carry, cast, counted, isActive, learn, play, tell } from '#tests/removal-schedule'
import type { Game, Player } from '#tests/removal-schedule'
import { series } from '#tests/series'
import { patiently } from '#tests/trials'
import { readMessage } from '../../../src/core/messages/message.ts'
import { openEnvelope } from '../../../src/core/sync/link/envelope.ts'

/** Messages of devices that are in the group which wait for something. */
const stuckOf = ({ person: { archive, group } }: Player): number =>
  archive.waitingMessages
    .list({ group: group.id })
    .map(({ header }) => readMessage(header)!)
    .filter(({ device }) => group.state().devices.has(device)).length

const feedsOf = ({ replica }: Player): string =>
  replica
    .heads()
    .feeds.map(({ id }) => id)
    .toSorted()
    .join()

/** All readable text, by document. */
const textsOf = ({ person: { archive, group }, documents }: Player) =>
  archive.documents
    .list(group.id)
    .map(({ id }) => [id, documents.digest(id), ...linesOf({ documents }, id)].join('\n'))
    .toSorted()

/** The first message may go out under a key that the player does not know of. */
const beginsAtLast = async (game: Game, player: Player): Promise<void> => {
  for (let time = 0; time < 2 && player.awaits; time++) {
    const host = player.awaits
    await begins(game, host, player)
    tell(game, host, player)
  }
}

/** All devices get all messages, the removed ones last; removed members go on writing. */
const end = async (game: Game): Promise<Player[]> => {
  const { dice, players } = game
  const anybody = (): Player => dice.one(players)
  for (const each of players) {
    await each.documents.flush()
    if (dice.chance(0.5)) await carry(game, each, anybody())
  }
  const heard = players.filter(({ isTaken }) => !isTaken)
  const all = allRecords(players.map(({ person }) => person))
  for (const each of heard) learn(game, each, shuffled(all, dice))
  for (const each of players) await carry(game, each, anybody())
  for (const each of players) learn(game, each, shuffled(all, dice))
  for (const each of players) await beginsAtLast(game, each)
  // A player who learned of the admitter's removal before any snapshot begins with nothing.
  const remaining = players.filter(each => isActive(each) && !each.replica.isLeftWithNothing())
  for (let round = 0; round < 4; round++) {
    for (const each of remaining) await each.documents.flush()
    const ring = [...remaining, ...remaining.toReversed()]
    for (const [at, to] of ring.entries()) {
      const from = ring[at - 1]
      if (!from || from === to) continue
      tell(game, from, to)
      await carry(game, from, to)
    }
    if (new Set(remaining.map(feedsOf)).size <= 1) break
  }
  // Even with every record that there is.
  const out = players.filter(each => !isActive(each))
  for (const from of remaining) for (const to of out) tell(game, from, to)
  return remaining
}

/** Envelopes that a device opens although their sender had removed it. */
const openedBy = ({ seals }: Game, { id, person }: Player): number =>
  seals.filter(({ bytes, removed }) => {
    const part = removed.includes(id) && openEnvelope(bytes, epoch => person.group.epochKey(epoch))
    return part && part !== 'unknown-epoch'
  }).length

const run = async (seed: number, archives: readonly Archive[]) => {
  const dice = diceFrom(seed)
  const game = await cast(dice, archives)
  await play(game, 16 + dice.below(16))
  const remaining = await end(game)
  const { players, seals, did, late } = game
  const [first] = remaining
  const removed = players.filter(player => !isActive(player))
  const left = players.length - remaining.length - removed.length
  const ofRemoved = (at: Player | undefined): number =>
    at ? removed.reduce((sum, { id }) => sum + (counted(at).get(id)?.size ?? 0), 0) : 0
  const outcome = {
    members: new Set(
      remaining.map(({ person }) => JSON.stringify([...person.group.state().members])),
    ).size,
    texts: new Set(remaining.map(each => JSON.stringify(textsOf(each)))).size,
    feeds: new Set(remaining.map(feedsOf)).size,
    stuck: remaining.reduce((sum, each) => sum + stuckOf(each), 0),
    late: late.length,
    opened: players.reduce((sum, each) => sum + openedBy(game, each), 0),
  }
  const story = {
    removed: removed.length,
    remaining: remaining.length,
    left,
    did,
    documents: first ? textsOf(first).length : 0,
    seals: seals.filter(each => each.removed.length > 0).length,
    void: first?.person.group.state().voided.size ?? 0,
    counted: ofRemoved(first),
    written: removed.reduce((sum, each) => sum + (counted(each).get(each.id)?.size ?? 0), 0),
  }
  for (const player of players) player.close()
  return { outcome, story }
}

const same = { members: 1, texts: 1, feeds: 1, stuck: 0, late: 0, opened: 0 }
/** Where they removed each other. */
const nobody = { ...same, members: 0, texts: 0, feeds: 0 }

const archives = () => Array.from({ length: 6 }, () => temporaryArchive())

test(
  'members are removed: those who remain have the same members and texts, and removed ones open and add nothing',
  patiently,
  async () => {
    const { seeds, passed } = series('removal', 1_000)
    const given = archives()
    const seen = {
      removed: 0,
      counted: 0,
      not: 0,
      seals: 0,
      atOnce: 0,
      void: 0,
      admitted: 0,
      left: 0,
    }
    // In 239 a handover waits until its host is active again, for the time between two records.
    for (const seed of new Set([...seeds.slice(0, 10), 239, ...seeds])) {
      const { outcome, story } = await run(seed, given)
      const { removed, remaining, did } = story
      expect({ seed, ...outcome }).toEqual({ seed, ...(remaining > 0 ? same : nobody) })
      seen.removed += removed
      seen.counted += story.counted
      seen.not += story.written - story.counted
      seen.seals += story.seals
      seen.void += story.void
      seen.atOnce += did['atOnce'] ?? 0
      seen.admitted += did['admits'] ?? 0
      seen.left += story.left
      passed(
        seed,
        `${removed} removed, ${remaining} remain with ${story.documents} documents; ` +
          `${story.counted} of ${story.written} messages of the removed count; ` +
          `${story.void} records void, ${story.seals} seals that were not for them`,
      )
    }
    console.log(JSON.stringify(seen))
    if (seeds.length < 10) return
    // The schedules have the promised content: most of them contain it.
    for (const what of ['removed', 'counted', 'not', 'seals', 'void'] as const)
      expect(seen[what]).toBeGreaterThan(seeds.length / 4)
    expect(seen.atOnce).toBeGreaterThan(seeds.length / 3)
    expect(seen.left > 0 || seeds.length < 100).toBe(true)
  },
)

test('the rule for messages that count is off: they differ', patiently, async () => {
  const given = archives()
  const outcomes = async () => [await run(1, given), await run(2, given), await run(3, given)]
  const vouched = vi.spyOn(checks, 'removedIsVouched').mockReturnValue(false)
  const byArrival = await outcomes()
  vouched.mockReturnValue(true)
  const always = await outcomes()
  vouched.mockRestore()
  expect(byArrival.some(({ outcome }) => outcome.texts > 1 && outcome.stuck > 0)).toBe(true)
  expect(always.some(({ outcome }) => outcome.late > 0)).toBe(true)
})
