// A value that lists read of a document is kept until the document changes, also while that is not in memory.
import { expect, test } from 'vitest'
import { applyEditScript } from '#document/edits'
import { random } from '#core/keys'
import type { DocumentId } from '#shared/ids'
import { bring, deciders, type Decider } from '#tests/deciding'

/** Puts every other document out of memory. */
const crowd = async (profile: Decider, group: Parameters<Decider['documents']['places']>[0]) => {
  for (let at = 0; at < 14; at++) {
    const wanted = { group, kind: 'statement', title: `${at}`, language: 'en', blocks: [] } as const
    profile.documents.page(await profile.documents.create(wanted))
  }
}
const edit = (profile: Decider, id: DocumentId, words: string) =>
  profile.documents.editAs(id, doc => {
    applyEditScript(doc, [{ insert: words, block: 1, at: 0 }], { random, now: () => 1 })
  })
const wordsIn = (profile: Decider, id: DocumentId): string | undefined =>
  profile.documents.meeting(id).page.blocks[0]?.runs[0]?.text

test('it is read once, and again after an edit here or elsewhere, in memory or not', async () => {
  const { group, id, all } = await deciders(['member'])
  const [chair, member] = all as [Decider, Decider]
  const first = chair.documents.meeting(id)
  expect(chair.documents.meeting(id)).toBe(first)
  await edit(chair, id, 'C')
  expect(wordsIn(chair, id)).toMatch(/^CWe/)
  const second = chair.documents.meeting(id)
  await crowd(chair, group)
  expect(chair.documents.meeting(id)).toBe(second)
  await edit(chair, id, 'A')
  expect(wordsIn(chair, id)).toMatch(/^ACWe/)
  await crowd(chair, group)
  await edit(member, id, 'B')
  await bring(group, member, chair)
  expect(wordsIn(chair, id)).toMatch(/B/)
  const last = chair.documents.meeting(id)
  expect(last).not.toBe(first)
  chair.documents.rebuild(id)
  expect(chair.documents.meeting(id).page).toEqual(last.page)
})

test('a document that is gone is not read from what was kept', async () => {
  const { all } = await deciders([])
  const [chair] = all as [Decider]
  const [{ group }] = [
    chair.archive.documents.get(chair.archive.documents.list(chair.groups.all()[0]!.id)[0]!.id)!,
  ]
  const wanted = { group, kind: 'agenda', title: 'Gone', language: 'en', blocks: [] } as const
  const draft = await chair.documents.create(wanted)
  expect(chair.documents.meeting(draft).page.meta.title).toBe('Gone')
  chair.documents.remove(draft)
  expect(() => chair.documents.meeting(draft)).toThrow('not-found')
})
