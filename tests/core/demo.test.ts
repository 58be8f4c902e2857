// @module-tag long
// The example group of `npm start -- --demo`, as its chair meets it.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCore } from '#core'
import { openDemo } from '../../src/core/demo/index.ts'
import { temporaryDirectory } from '#tests/archive'

test('the chair of the example has a meeting, a position and an action item to see to', async () => {
  const directory = temporaryDirectory()
  const core = openCore({
    ...{ directory: join(directory, 'profile'), now: Date.now, offline: true, example: true },
    allow: async () => {},
  })
  try {
    await openDemo(core, directory)
    const [summary] = await core.answers['groups.list'](undefined)
    const group = summary!.id
    const { memberList } = await core.answers['groups.get']({ group })
    const handleOf = (id: string | null) => memberList.find(each => each.id === id)?.handle

    const { meetings } = await core.answers['meetings.list']({ group })
    expect(meetings).toMatchObject([
      {
        ...{ title: 'Third regular session', state: 'called', own: null },
        ...{ items: 4, answers: { coming: 2 } },
      },
    ])
    const agenda = core.page(meetings[0]!.agenda).blocks.map(({ runs }) => runs[0]?.text)
    expect(agenda).toEqual([
      'Adoption of the agenda',
      'Strategy of support: second reading',
      'Country examples',
      'Choose three examples for the annex.',
      'Other matters',
    ])
    const ahead = (meetings[0]!.from! - Date.now()) / 86_400_000
    expect(ahead).toBeGreaterThan(7)
    expect(ahead).toBeLessThan(9)

    const { decisions } = await core.answers['decisions.list']({ group })
    expect(decisions).toMatchObject([
      {
        ...{ title: 'Follow-up to CSW62, paragraph 42', state: 'open' },
        words: 'Should the Advisory Group adopt the follow-up to CSW62, paragraph 42?',
      },
    ])
    const decision = await core.answers['decisions.get']({ decision: decisions[0]!.id })
    const given = decision.seats.map(({ member, choice }) => [handleOf(member), choice] as const)
    expect(Object.fromEntries(given)).toEqual({
      ...{ 'K.W.': null, 'C.R.': 'support', 'A.D.': 'reservations', 'T.N.': null },
    })

    const actions = await core.answers['actions.list']({ group })
    expect(actions.map(({ words, owner, isLate }) => [words, handleOf(owner), isLate])).toEqual([
      ['Send the draft recommendations to the regional groups.', 'K.W.', false],
    ])
  } finally {
    await core.close()
  }
})
