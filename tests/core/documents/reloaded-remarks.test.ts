// A window that may only remark is loaded again after a crash, over a text in which members deleted.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { random } from '#core/keys'
import { applyEditScript } from '#document/edits'
import { committee, meet, run } from '#tests/committee'
import { bring, deciders, questionOf, type Decider } from '#tests/deciding'
import { linesOf, openPen } from '#tests/documents'
import type { OpenProfile } from '../../../src/core/profile/open-profile.ts'

/** The text that a window holds, with what was done in it since and never sent. */
const unsent = (held: Y.Doc, ...steps: object[]): Y.Doc => {
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(held))
  doc.clientID = held.clientID
  const { refused } = applyEditScript(doc, steps, { random, now: () => 1 })
  expect(refused).toEqual([])
  return doc
}

const remark = { suggestRemoval: 1, why: 'By whom?' }

test('a remark of a reviewer that core never got arrives, and a deletion of the text does not', async () => {
  const { chair, others, group, id } = await committee('Women shall be protected.', ['reviewer'])
  const [reviewer] = others as [OpenProfile]
  await run(chair, id, { delete: 6, block: 1, at: 0 })
  await meet(group, chair, reviewer)
  const pen = openPen(reviewer, id)
  const again = openPen(reviewer, id, unsent(pen.doc, remark))
  expect(again.heard.map(({ kind }) => kind)).toEqual(['opened'])
  await again.saved()
  await meet(group, reviewer, chair)
  expect(chair.documents.paragraphs(id, () => false)).toHaveLength(1)
  const worse = openPen(reviewer, id, unsent(again.doc, { delete: 5, block: 1, at: 0 }))
  expect(worse.heard.at(-1)).toMatchObject({ kind: 'refused', code: 'not-permitted' })
  await meet(group, reviewer, chair)
  for (const session of [reviewer, chair])
    expect(linesOf(session, id)).toEqual(['shall be protected.'])
})

test('a text that a decision fixed: a remark that core never got arrives, and a deletion of the text does not', async () => {
  const { group, id, all } = await deciders(['member'])
  const [chair, member] = all as [Decider, Decider]
  await run(chair, id, { delete: 3, block: 1, at: 0 })
  chair.acts.write(id, null, questionOf(chair, group, id, { purpose: 'adopt' }))
  await bring(group, chair, member)
  const pen = openPen(member, id)
  const again = openPen(member, id, unsent(pen.doc, remark))
  expect(again.heard.map(({ kind }) => kind)).toEqual(['opened'])
  await again.saved()
  await bring(group, member, chair)
  expect(chair.documents.paragraphs(id, () => false)).toHaveLength(1)
  const worse = openPen(member, id, unsent(again.doc, { delete: 5, block: 1, at: 0 }))
  expect(worse.heard.at(-1)).toMatchObject({ kind: 'refused', code: 'text-is-fixed' })
  expect(linesOf(member, id)).toEqual(['call on the State.'])
})
