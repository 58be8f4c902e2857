// A commenter comments on a text and suggests no other words: the own app allows none, and every
// peer refuses messages of an app that does.
import { expect, test } from 'vitest'
import { readThreads } from '#document/review/comments'
import { admit, committee, meet, run } from '#tests/committee'
import { openPen } from '#tests/documents'
import { begin, comments, proposals, send } from '#tests/remarking'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'

const line = 'Protect women human rights defenders.'

/** A chair, a member and a commenter, with a comment of the member's and an amendment of the chair's. */
const begun = async () => {
  const { chair, others, group, id } = await committee(line, ['member', 'commenter'])
  const [member, commenter] = others as [OpenProfile, OpenProfile]
  const pen = openPen(member, id)
  begin(pen.doc, { kind: 'comment' })
  await pen.saved()
  await run(chair, id, { amend: 'Defend them.', block: 1 })
  await meet(group, chair, member, commenter)
  return { chair, member, commenter, group, id }
}

test('when a member only comments, the member’s app allows comments and no suggestion', async () => {
  const { chair, commenter, member, group, id } = await begun()
  const pen = openPen(commenter, id)
  expect(pen.heard[0]).toMatchObject({ rights: ['remark', 'voice'] })
  comments['a comment'](pen.doc)
  await pen.saved()
  await meet(group, chair, member, commenter)
  expect(readThreads(openPen(chair, id).doc)).toHaveLength(2)

  const before = commenter.documents.digest(id)
  const steps = [
    ...[{ amend: 'Defend.', block: 1 }, { suggestRemoval: 1 }, { suggestKind: 'h1', block: 1 }],
  ]
  expect(await run(commenter, id, ...steps)).toEqual({
    applied: 0,
    refused: steps.map((_, index) => ({ step: index + 1, code: 'not-permitted' })),
  })
  proposals['no more paragraph'](pen.doc)
  expect(pen.heard.at(-1)).toMatchObject({ kind: 'refused', code: 'not-permitted' })
  expect(commenter.documents.digest(id)).toBe(before)
})

test('when a commenter suggests, every peer refuses it and accepts the comments', async () => {
  const { chair, commenter, member, group, id } = await begun()
  for (const work of Object.values(proposals)) send(commenter, id, work)
  for (const work of Object.values(comments)) send(commenter, id, work)
  await meet(group, chair, member, commenter)
  for (const peer of [chair, member]) {
    const states = peer.archive.messages
      .range(group, commenter.sync.feedOf(group), 0, 100)
      .filter(({ kind }) => kind === 'remarks')
      .map(({ state }) => state)
    expect(states).toEqual([
      ...Object.keys(proposals).map(() => 'refused'),
      ...Object.keys(comments).map(() => 'applied'),
    ])
    expect(readThreads(openPen(peer, id).doc)).toHaveLength(2)
    expect(peer.documents.amendments(id, () => false)).toMatchObject([{ sponsors: [] }])
  }
})

test('when a reviewer becomes a commenter, earlier suggestions stand, for a newcomer too', async () => {
  const { chair, others, group, id } = await committee(line, ['reviewer'])
  const [rosa] = others as [OpenProfile]
  await run(rosa, id, { amend: 'Defend them.', block: 1 })
  await meet(group, chair, rosa)
  const own = rosa.groups.get(group).self.member
  if (!own) throw new Error('Not in')
  chair.groups.get(group).setRole(own, 'commenter')
  await meet(group, chair, rosa)
  expect(await run(rosa, id, { amend: 'Keep them safe.', block: 1 })).toMatchObject({ applied: 0 })
  const late = await admit(chair, group, 'member', 'late')
  await meet(group, chair, rosa, late)
  for (const session of [chair, rosa, late])
    expect(session.documents.amendments(id, () => false)).toHaveLength(1)
})
