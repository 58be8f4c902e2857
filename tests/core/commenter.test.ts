// A commenter says what she thinks of a text, and proposes no other words for it: her own app does not, and
// every peer refuses what an app sends that obeys nobody.
import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import { random } from '#core/keys'
import {
  anchorAt,
  openThread,
  propose,
  readThreads,
  replyTo,
  rootOf,
  settleThread,
  sponsor,
  suggestParagraph,
  type EntryId,
} from '#shared/document'
import type { DocumentId } from '#shared/ids'
import { admit, committee, meet, now, run } from '#tests/committee'
import { updateBy } from '#tests/shared-pages'
import { openPen } from '#tests/documents'
import { writeUpdateBody } from '../../src/core/documents/bodies.ts'
import type { Session } from '../../src/core/session.ts'

const line = 'Protect women human rights defenders.'

const acting = (doc: Y.Doc) => ({
  ...{ at: now(), random, isSame: (a: number, b: number) => a === b },
  change: (work: () => void) => doc.transact(work),
})
const firstBlock = (doc: Y.Doc) =>
  (rootOf(doc).get(0) as Y.XmlElement).getAttribute('s_bid') as unknown as never
const begin = (doc: Y.Doc, more: { kind: 'comment' } | { kind: 'proposal'; wording: string }) => {
  const anchor = anchorAt(doc, { index: 0, from: 0, to: 7 })
  if (!anchor) throw new Error('No words')
  return openThread(doc, { at: now(), text: 'Too weak.', ...more, ...anchor }, random)
}
const theirs = (doc: Y.Doc): EntryId => {
  const [thread] = readThreads(doc)
  if (!thread) throw new Error('Nothing was said')
  return thread.id
}
const amendment = (doc: Y.Doc): EntryId =>
  ([...doc.getMap('amendments').keys()][0] ?? '').split('/')[0] as EntryId

const comments = {
  'a comment': doc => void begin(doc, { kind: 'comment' }),
  'a reply': doc => void replyTo(doc, theirs(doc), { at: now(), text: 'Why?' }, random),
  'that it is settled': doc => void settleThread(doc, theirs(doc), 'resolve', now(), random),
} satisfies Record<string, (doc: Y.Doc) => void>

const proposals = {
  'other words for some': doc => void begin(doc, { kind: 'proposal', wording: 'Defend' }),
  'no more paragraph': doc =>
    void suggestParagraph(doc, { what: 'remove', block: firstBlock(doc) }, acting(doc)),
  'an amendment': doc => {
    const about = { block: firstBlock(doc) }
    propose(doc, { about, wording: 'Defend.', why: '', naming: 'named' }, acting(doc))
  },
  'her name to an amendment': doc => void sponsor(doc, amendment(doc), 'named', acting(doc)),
  'something of a later version': doc =>
    void doc.getMap('threads').set('7-abcdefghij/7-abcdefghij', { kind: 'later', at: now() }),
} satisfies Record<string, (doc: Y.Doc) => void>

/** Sends what `work` does without asking the app's own gate. */
const send = (sender: Session, id: DocumentId, work: (doc: Y.Doc) => void): void => {
  const { group } = sender.summary(id)
  const { doc } = openPen(sender, id)
  const update = updateBy(doc, work)
  const body = writeUpdateBody({ originFeed: null, writers: 40, update }, 'remarks')
  sender.archive.transaction(() => sender.sync.publish(group, id, 'remarks', body))
}

/** A chair, a member and a commenter, with a comment of the member's and an amendment of the chair's. */
const begun = async () => {
  const { chair, others, group, id } = await committee(line, ['member', 'commenter'])
  const [member, commenter] = others as [Session, Session]
  const pen = openPen(member, id)
  begin(pen.doc, { kind: 'comment' })
  await pen.saved()
  await run(chair, id, { amend: 'Defend them.', block: 1 })
  await meet(group, chair, member, commenter)
  return { chair, member, commenter, group, id }
}

test('her app lets a commenter comment, and propose nothing', async () => {
  const { chair, commenter, member, group, id } = await begun()
  const pen = openPen(commenter, id)
  expect(pen.heard[0]).toMatchObject({ writable: false, remarks: true, proposes: false })
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

test('every peer refuses what a commenter proposes, and takes what she comments', async () => {
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

test('what she proposed as a reviewer stands when she is a commenter, for a newcomer too', async () => {
  const { chair, others, group, id } = await committee(line, ['reviewer'])
  const [rosa] = others as [Session]
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
