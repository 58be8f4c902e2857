// Comments on whole cores without the window's editor: signed messages say who wrote them, two
// write apart and meet, and a reviewer changes no word, whatever the app sends.
import { writersIn } from '#tests/remarking'
import { expect, test } from 'vitest'
import type * as Y from 'yjs'
import { foundGroup } from '#core/group'
import {
  anchorAt,
  commentKey,
  markWords,
  openThread,
  readThreads,
  replyTo,
  settleThread,
} from '#document/review/comments'
import { blockText } from '#document/model'
import { rootOf } from '#document/tree'
import type { EntryId } from '#document/ids'
import type { DocumentId } from '#shared/ids'
import { random } from '#core/keys'
import { admit, meet, now, opened } from '#tests/committee'
import { updateBy } from '#tests/shared-pages'
import { openPen, type Pen } from '#tests/documents'
import { commentAnswers } from '../../src/core/api/comments.ts'
import { writeUpdateBody, type EditKind } from '../../src/core/documents/bodies/bodies.ts'
import { openFiles } from '#core/grants'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'

const commentsOf = (session: OpenProfile, document: DocumentId) => {
  const answers = commentAnswers(
    {
      directory: '',
      now,
      files: openFiles(),
      example: false,
      profile: () => session,
    } as Parameters<typeof commentAnswers>[0],
    () => {},
  )
  return answers['comments.list']({ document }) as Exclude<
    Awaited<ReturnType<(typeof answers)['comments.list']>>,
    Promise<unknown>
  >
}

/** Amina founds, Badia is a member, Rosa a reviewer; all have one document. */
const committee = async () => {
  const amina = await opened()
  const wanted = { name: 'Group', level: 'global', language: 'en', handle: 'Amina' } as const
  const group = amina.groups.add(foundGroup(amina.archive, wanted, { now }).id)
  const id = await amina.documents.create({
    ...({ group, kind: 'minutes', title: 'Minutes', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: 'Protect women human rights defenders.' }] }],
  })
  await amina.documents.share(id)
  const badia = await admit(amina, group, 'member', 'Badia')
  const rosa = await admit(amina, group, 'reviewer', 'Rosa')
  await meet(group, amina, badia, rosa)
  const nameOf = (member: string | null): string =>
    [...amina.groups.get(group).state().members.values()].find(each => each.id === member)
      ?.handle ?? 'nobody'
  return { amina, badia, rosa, group, id, nameOf }
}

const say = ({ doc }: Pen, from: number, to: number, text: string, isMarked: boolean): EntryId => {
  const at = { index: 0, from, to }
  const anchor = anchorAt(doc, at)
  if (!anchor) throw new Error('No words')
  let thread = '' as EntryId
  doc.transact(() => {
    thread = openThread(doc, { kind: 'comment', at: now(), ...anchor, text }, random)
    if (isMarked) markWords(doc, at, commentKey(thread), 1)
  })
  return thread
}

test('when three comment apart, all have the same threads with their true authors', async () => {
  const { amina, badia, rosa, group, id, nameOf } = await committee()
  const [a, b, r] = [amina, badia, rosa].map(session => openPen(session, id)) as [Pen, Pen, Pen]
  const first = say(a, 8, 26, 'Whose rights?', true)
  say(b, 14, 37, 'Which defenders?', true)
  say(r, 0, 7, 'Too weak.', false)
  await Promise.all([a, b, r].map(pen => pen.saved()))
  await meet(group, amina, badia, rosa)
  replyTo(r.doc, first, { at: now() + 1, text: 'Those of all women.' }, random)
  await r.saved()
  settleThread(b.doc, first, 'resolve', now() + 2, random)
  await b.saved()
  await meet(group, amina, badia, rosa)

  const lists = [amina, badia, rosa].map(session => commentsOf(session, id))
  const [list = []] = lists
  for (const other of lists) expect(other).toEqual(list)
  const seen = list.map(({ by, quote, resolved, block }) => [nameOf(by), quote, resolved, !!block])
  expect(new Set(seen.map(each => each.join()))).toEqual(
    new Set([
      'Amina,women human rights,true,true',
      'Badia,human rights defenders.,false,true',
      'Rosa,Protect,false,true',
    ]),
  )
  const settled = list.find(({ resolved }) => resolved)
  expect(settled?.replies.map(({ by, text }) => [nameOf(by), text])).toEqual([
    ['Rosa', 'Those of all women.'],
  ])
  expect(settled?.record.map(({ kind, by }) => [kind, nameOf(by)])).toEqual([['resolve', 'Badia']])
})

test('when the words of a comment are deleted meanwhile, it says so and keeps the quote', async () => {
  const { amina, rosa, group, id } = await committee()
  const [a, r] = [openPen(amina, id), openPen(rosa, id)]
  say(r, 8, 26, 'Whose?', false)
  await r.saved()
  const text = (rootOf(a.doc).get(0) as Y.XmlElement).get(0) as Y.XmlText
  text.delete(7, 20)
  await a.saved()
  await meet(group, amina, rosa)
  for (const session of [amina, rosa])
    expect(commentsOf(session, id)).toMatchObject([{ quote: 'women human rights', block: null }])
})

test('when a reviewer changes the text in a window, it is refused and nothing of it is kept', async () => {
  const { rosa, id } = await committee()
  const pen = openPen(rosa, id)
  expect(pen.heard[0]).toMatchObject({ kind: 'opened', rights: ['remark', 'propose', 'voice'] })
  pen.type(' Mine.')
  expect(pen.heard.at(-1)).toMatchObject({ kind: 'refused', code: 'not-permitted' })
  expect(blockText(rosa.documents.page(id).blocks[0]!)).toBe(
    'Protect women human rights defenders.',
  )
})

test.each<[string, EditKind, (doc: Y.Doc) => void]>([
  ['words, as an update', 'update', doc => insert(doc, 'FORGED')],
  ['words, as remarks', 'remarks', doc => insert(doc, 'FORGED')],
  ['an own mark, as remarks', 'remarks', doc => markWords(doc, words, 's_cm:x', 1)],
  ['the title, as remarks', 'remarks', doc => doc.getMap('meta').set('title', 'FORGED')],
  ['the words of another, as remarks', 'remarks', doc => textOf(doc).delete(0, 7)],
  ['a comment of another, as remarks', 'remarks', doc => takeBack(doc)],
])('when a reviewer’s app breaks the rules with %s, nothing changes', async (_name, kind, work) => {
  const { amina, badia, rosa, group, id } = await committee()
  const pen = openPen(amina, id)
  say(pen, 8, 26, 'Whose rights?', true)
  await pen.saved()
  await meet(group, amina, badia, rosa)
  const before = rosa.documents.digest(id)

  const doc = openPen(rosa, id).doc
  const update = updateBy(doc, work)
  const body = writeUpdateBody({ writers: writersIn(rosa, id, update), update }, kind)
  rosa.archive.transaction(() => rosa.sync.publish(group, id, kind, body))
  await meet(group, amina, badia, rosa)
  for (const session of [amina, badia]) {
    expect(session.documents.digest(id)).toBe(before)
    expect(commentsOf(session, id)).toMatchObject([{ text: 'Whose rights?', replies: [] }])
    expect(session.documents.page(id).meta.title).toBe('Minutes')
    const states = session.archive.messages
      .range(group, rosa.sync.feedOf(group), 0, 100)
      .filter(message => message.kind === kind)
      .map(message => message.state)
    expect(states).toEqual(['refused'])
  }
})

const words = { index: 0, from: 0, to: 7 }
const textOf = (doc: Y.Doc): Y.XmlText => (rootOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText
const insert = (doc: Y.Doc, text: string): void => textOf(doc).insert(3, text)
const takeBack = (doc: Y.Doc): void => {
  const [thread] = readThreads(doc)
  if (thread) doc.getMap('threads').delete(`${thread.id}/${thread.id}`)
}
