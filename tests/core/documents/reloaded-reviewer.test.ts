// The window of a reviewer is loaded again after a crash, over a text in which others deleted.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { random } from '#core/keys'
import { applyEditScript } from '#document/edits'
import { committee, meet, run } from '#tests/committee'
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

test('a remark that core never got arrives, and a deletion of the text does not', async () => {
  const { chair, others, group, id } = await committee('Women shall be protected.', ['reviewer'])
  const [reviewer] = others as [OpenProfile]
  await run(chair, id, { delete: 6, block: 1, at: 0 })
  await meet(group, chair, reviewer)
  const pen = openPen(reviewer, id)
  const remark = { suggestRemoval: 1, why: 'By whom?' }
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
