// Ten thousand acts of one device about a question with 256 seats: an opening reads none of them, and
// the outcome is the one of the last position.
import { expect, test } from 'vitest'
import { signActFields } from '#core/deliberation/acts'
import { reopened, temporaryProfile } from '#tests/archive'
import { decider, foundedBy, questionOf, shareStatement } from '#tests/deciding'
import { World } from '#tests/deliberation'

const few = 300

test('a profile with many acts opens: none is read before a decision is asked about', async () => {
  const number = Number(process.env['BARAZA_ACTS'] ?? few)
  const { directory, archive } = temporaryProfile()
  const chair = await decider({ archive })
  const group = foundedBy(chair)
  const id = await shareStatement(chair, group)
  const question = chair.acts.write(id, null, questionOf(chair, group, id))
  const own = chair.groups.get(group)
  let parents = [question]
  archive.transaction(() => {
    for (let at = 0; at < number; at++) {
      const signed = signActFields(
        own.self.keys,
        {
          ...{ audience: group, document: id, subject: question, heads: own.foundation() },
          ...{ parents, at },
        },
        'position',
        [at % 2 === 0 ? 'support' : 'abstain', '', []],
      )
      parents = [signed.id]
      archive.acts.put({
        ...{ document: id, id: signed.id, group, graph: id, subject: question, type: 'position' },
        ...{ device: own.self.device, depth: at + 1, bytes: signed.bytes },
        ...{ signature: signed.signature, state: 'taken', place: 'logged' },
      })
    }
  })
  await new Promise(setImmediate)
  chair.release()
  const again = reopened(directory)
  const read: string[] = []
  const { acts } = again
  const watched = {
    ...again,
    acts: {
      ...acts,
      list: ((...given: Parameters<typeof acts.list>) => {
        read.push('list')
        return acts.list(...given)
      }) as typeof acts.list,
    },
  }
  const before = performance.now()
  const profile = await decider({ archive: watched })
  const opened = performance.now()
  expect(read).toEqual([])
  const proceedings = profile.acts.actsOf(id)?.graphs.get(id)
  const loaded = performance.now()
  const described = proceedings?.describe(question, profile.groups.get(group).foundation())
  const told = performance.now()
  expect(described?.outcome?.counts).toMatchObject({
    [number % 2 === 1 ? 'support' : 'abstain']: 1,
  })
  if (process.env['BARAZA_ACTS'] !== undefined)
    console.log(
      `${number} acts: opening ${Math.round(opened - before)} ms, reading ${Math.round(loaded - opened)} ms, outcome ${Math.round(told - loaded)} ms`,
    )
})

test('a member gives many positions, before the close and behind it: eight are shown of each, and the last counts', () => {
  const world = new World()
  const alice = world.join('Alice', 'chair')
  const bob = world.join('Bob')
  const carol = world.join('Carol')
  world.meet()
  const question = alice.ask()
  world.meet()
  const early = carol.position(question, 'support')
  for (let at = 0; at < 20; at++)
    bob.position(question, at % 2 === 0 ? 'support' : 'abstain', { at })
  world.meet()
  alice.close(question)
  for (let at = 20; at < 40; at++)
    bob.position(question, at % 2 === 0 ? 'support' : 'object', { at })
  const late = carol.position(question, 'abstain')
  world.meet()
  const described = alice.proceedings.describe(question.id, alice.records)
  const seat = described?.seats.find(({ counted }) => counted.seat === bob.member)
  expect(seat?.counted.choice).toBe('abstain')
  expect(seat?.others.map(({ record }) => record.at)).toEqual([18, 17, 16, 15, 14, 13, 12])
  const own = described?.late.filter(({ member }) => member === bob.member) ?? []
  expect(own.map(({ record }) => record.at)).toEqual([39, 38, 37, 36, 35, 34, 33, 32])
  expect(described?.late.map(({ record }) => record.id)).toContain(late.id)
  expect(described?.lateCount).toBe(21)
  const other = described?.seats.find(({ counted }) => counted.seat === carol.member)
  expect(other?.counted.act?.record.id).toBe(early.id)
})

test('an officer closes many times apart: all are joined, eight of them and each of others are shown', () => {
  const world = new World()
  const alice = world.join('Alice', 'chair')
  const carol = world.join('Carol', 'rapporteur')
  const bob = world.join('Bob')
  world.meet()
  const question = alice.ask()
  world.meet()
  const [before] = [alice.proceedings.heads()]
  for (let at = 0; at < 20; at++) alice.close(question, { parents: before, at })
  // This close alone stands on the position.
  carol.take([bob.position(question, 'support')])
  const close = carol.close(question)
  world.meet()
  const described = bob.proceedings.describe(question.id, bob.records)
  const shown = described?.closes.map(({ node }) => node.member) ?? []
  expect(shown.filter(member => member === alice.member)).toHaveLength(8)
  expect(described?.closes.map(({ node }) => node.record.id)).toContain(close.id)
  expect(described?.state).toMatchObject({ is: 'closed', closes: { length: 21 } })
  expect(described?.outcome?.counts.support).toBe(1)
})
