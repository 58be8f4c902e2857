// Statements beside a text by a member who writes none of it: comments, proposals, and words of the
// text itself, each as a change of the document, sent past the app's own gate.
import type * as Y from 'yjs'
import { random } from '#core/keys'
import { anchorAt, openThread, readThreads, replyTo, settleThread } from '#document/review/comments'
import { propose, sponsor } from '#document/review/amendments'
import { rootOf } from '#document/tree'
import { suggestParagraph } from '#document/review/suggestions'
import type { EntryId } from '#document/ids'
import type { DocumentId } from '#shared/ids'
import { writeUpdateBody } from '../../src/core/documents/bodies/bodies.ts'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'
import { now } from './committee.ts'
import { openPen, writersOf } from './documents.ts'
import { updateBy } from './shared-pages.ts'

const acting = (doc: Y.Doc) => ({
  at: now(),
  random,
  isSame: (a: number, b: number) => a === b,
  change: (work: () => void) => doc.transact(work),
})
const firstBlock = (doc: Y.Doc) =>
  (rootOf(doc).get(0) as Y.XmlElement).getAttribute('s_bid') as unknown as never
export const begin = (
  doc: Y.Doc,
  more: { kind: 'comment' } | { kind: 'proposal'; wording: string },
): void => {
  const anchor = anchorAt(doc, { index: 0, from: 0, to: 7 })
  if (!anchor) throw new Error('No words')
  openThread(doc, { at: now(), text: 'Too weak.', ...more, ...anchor }, random)
}
const theirs = (doc: Y.Doc): EntryId => {
  const [thread] = readThreads(doc)
  if (!thread) throw new Error('Nothing was said')
  return thread.id
}
const amendment = (doc: Y.Doc): EntryId =>
  ([...doc.getMap('amendments').keys()][0] ?? '').split('/')[0] as EntryId

type Changes = Record<string, (doc: Y.Doc) => void>

/** `doc` has a thread. */
export const comments = {
  'a comment': doc => begin(doc, { kind: 'comment' }),
  'a reply': doc => void replyTo(doc, theirs(doc), { at: now(), text: 'Why?' }, random),
  'that it is settled': doc => void settleThread(doc, theirs(doc), 'resolve', now(), random),
} satisfies Changes

/** `doc` has an amendment. */
export const proposals = {
  'other words for some': doc => begin(doc, { kind: 'proposal', wording: 'Defend' }),
  'no more paragraph': doc =>
    void suggestParagraph(doc, { what: 'remove', block: firstBlock(doc) }, acting(doc)),
  'an amendment': doc => {
    const about = { block: firstBlock(doc) }
    propose(doc, { about, wording: 'Defend.', why: '', naming: 'named' }, acting(doc))
  },
  'her name to an amendment': doc => void sponsor(doc, amendment(doc), 'named', acting(doc)),
  'something of a later version': doc =>
    void doc.getMap('threads').set('7-abcdefghij/7-abcdefghij', { kind: 'later', at: now() }),
} satisfies Changes

/** The writers of an update of a session, in the form for a body. */
export const writersIn = (
  { archive, groups, circles, sync }: OpenProfile,
  document: DocumentId,
  update: Uint8Array,
) => {
  const space = archive.documents.get(document)?.group
  if (!space) throw new TypeError('no such document')
  const home = groups.all().find(({ id }) => id === space) ?? circles.get(space)
  return writersOf(update, { document, device: home.self.device, feed: sync.feedOf(space) })
}

/** Sends the change of `work`, as a statement beside the text or as text. */
export const send = (
  sender: OpenProfile,
  id: DocumentId,
  work: (doc: Y.Doc) => void,
  kind: 'remarks' | 'update' = 'remarks',
): void => {
  const space = sender.archive.documents.get(id)?.group
  if (!space) throw new TypeError('no such document')
  const { doc } = openPen(sender, id)
  const update = updateBy(doc, work)
  const body = writeUpdateBody({ writers: writersIn(sender, id, update), update }, kind)
  sender.archive.transaction(() => sender.sync.publish(space, id, kind, body))
}
