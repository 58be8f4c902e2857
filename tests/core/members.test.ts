// Members and devices as the window sees them, and the effects of a removal.
import { expect, test } from 'vitest'
import { foundGroup } from '#core/group'
import type { GroupId } from '#shared/ids'
import { memberAnswers } from '../../src/core/api/members.ts'
import { openFiles } from '#core/grants'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'
import { admit, now, opened } from '#tests/committee'

const answersOf = (session: OpenProfile) =>
  memberAnswers({
    directory: '',
    now,
    files: openFiles(),
    example: false,
    profile: () => session,
  } as Parameters<typeof memberAnswers>[0])

const brings = async (from: OpenProfile, to: OpenProfile, group: GroupId) =>
  to.sync.readFile((await from.sync.writeFile({ group, members: [] })).bytes)

/** A group of three that Alice founded, with a text that is shared with all. */
const threeWithText = async () => {
  const a = await opened()
  const wanted = { name: 'Group', level: 'global', language: 'en', handle: 'Alice' } as const
  const group = a.groups.add(foundGroup(a.archive, wanted, { now }).id)
  const text = { group, kind: 'minutes', title: 'Minutes', language: 'en', blocks: [] } as const
  await a.documents.share(await a.documents.create(text))
  const b = await admit(a, group, 'member', 'Bob')
  const c = await admit(a, group, 'member', 'Carol')
  const [bob, carol] = [b, c].map(({ groups }) => groups.get(group).self.member)
  if (!bob || !carol) throw new Error('nobody was let in')
  return { a, b, c, group, bob, carol }
}

test('when a member has not received the removal of a stolen device, the member is listed until then', async () => {
  const { a, b, c, group, bob, carol } = await threeWithText()
  const unheard = () => a.groups.describe(group).unheard
  // Carol has messages of Bob's, so Carol's device reports as soon as it learns that they are the
  // last.
  await brings(b, a, group)
  await brings(a, c, group)
  a.groups.get(group).removeMember(bob, 'lost')
  // Carol has reported nothing here yet, so nothing is known.
  expect(unheard()).toEqual([])
  await brings(c, a, group)
  expect(unheard()).toEqual([{ of: bob, members: [carol] }])
  expect(c.groups.describe(group).unheard).toEqual([])
  await brings(a, c, group)
  expect(unheard()).toEqual([{ of: bob, members: [carol] }])
  await brings(c, a, group)
  expect(unheard()).toEqual([])
})

test('when a removal is planned, its effects are shown before, and the removed member’s rights end after', async () => {
  const { a, b, group, bob, carol } = await threeWithText()
  expect(a.groups.describe(group).acts).toEqual(['invite', 'change-role', 'remove', 'shut-out'])
  expect(b.groups.describe(group).acts).toEqual(['remove', 'shut-out'])
  const answers = answersOf(a)
  expect(answers['members.removalPreview']({ group, member: bob })).toMatchObject({
    documents: 1,
    devices: 1,
    lastReach: null,
    unreached: [carol],
  })
  const colorOf = () => a.groups.describe(group).memberList.find(({ id }) => id === carol)?.color
  const color = colorOf()
  expect(answers['members.remove']({ group, member: bob, reason: 'lost' })).toEqual({
    state: 'done',
    needed: 0,
  })
  b.groups.get(group).addRecords(a.groups.get(group).recordsBeyond([]))

  const shown = a.groups.describe(group)
  expect(shown.memberList.map(({ handle }) => handle).toSorted()).toEqual(['Alice', 'Carol'])
  expect(colorOf()).toBe(color)
  expect(shown.pastMembers).toMatchObject([
    { handle: 'Bob', removed: { by: shown.self, reason: 'lost' }, devices: [{ state: 'removed' }] },
  ])
  expect(a.groups.member(group, bob)?.handle).toBe('Bob')
  const own = b.groups.describe(group)
  expect(own).toMatchObject({ state: 'removed', self: bob })
  expect(own.acts).toEqual([])
})
