// Mentions in comments, and answers to them, between whole cores: each waits for its member, with its author and
// document, until it is seen.
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import {
  anchorAt,
  mentionsIn,
  openThread,
  replyTo,
  settleThread,
  type Mention,
} from '#document/review/comments'
import type { EntryId } from '#document/ids'
import type { DocumentId, GroupId } from '#shared/ids'
import { committee, meet, now } from '#tests/committee'
import { openPen, type Pen } from '#tests/documents'
import { commentAnswers } from '../../src/core/api/comments.ts'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'

const line = 'Protect women human rights defenders.'

/** Once lists are level, as they are a second later. */
const waitingFor = async (session: OpenProfile, group: GroupId) => {
  await session.documents.flush()
  return answersOf(session)['mentions.list']({ group })
}
const answersOf = (session: OpenProfile, told: string[] = []) =>
  commentAnswers(
    { profile: () => session } as Parameters<typeof commentAnswers>[0],
    name => void told.push(name),
  )

const memberOf = (session: OpenProfile, group: GroupId) => {
  const { member } = session.groups.get(group).self
  if (!member) throw new TypeError('no member')
  return member
}

let time = now()
const say = ({ doc }: Pen, text: string, mentions: Mention[]): EntryId => {
  const anchor = anchorAt(doc, { index: 0, from: 8, to: 26 })
  if (!anchor) throw new Error('No words')
  return openThread(doc, { kind: 'comment', at: (time += 1), ...anchor, text, mentions }, random)
}
const answer = ({ doc }: Pen, thread: EntryId, text: string, mentions: Mention[] = []): void =>
  void replyTo(doc, thread, { at: (time += 1), text, mentions }, random)

/** A chair and two members, whose handles are their roles. */
const begun = async () => {
  const { chair, others, group, id } = await committee(line, ['member', 'rapporteur'])
  const [badia, celine] = others as [OpenProfile, OpenProfile]
  const [a, b, c] = [chair, badia, celine].map(each => openPen(each, id)) as [Pen, Pen, Pen]
  const named = (text: string) =>
    mentionsIn(text, [
      { id: memberOf(chair, group), handle: 'chair' },
      { id: memberOf(badia, group), handle: 'member' },
      { id: memberOf(celine, group), handle: 'rapporteur' },
    ])
  const all = [chair, badia, celine] as const
  const waits = async () => Promise.all(all.map(each => waitingFor(each, group)))
  const counts = async () => (await waits()).map(each => each.length)
  return { chair, badia, celine, group, id, a, b, c, named, all, waits, counts }
}

test('a mention waits for its member alone, with its author, document and thread', async () => {
  const { chair, group, id, a, named, all, waits } = await begun()
  const text = '@member, is that right?'
  const thread = say(a, text, named(text))
  await a.saved()
  await meet(group, ...all)
  expect(await waits()).toEqual([
    [],
    [
      {
        document: id,
        title: 'Minutes',
        thread,
        by: memberOf(chair, group),
        at: time,
        isAnswer: false,
      },
    ],
    [],
  ])
})

test('an answer to a comment waits for the member who made the comment, until the thread is opened', async () => {
  const { chair, badia, celine, group, id, a, b, c, all, waits, counts } = await begun()
  const thread = say(a, 'Is that right?', [])
  await a.saved()
  await meet(group, ...all)
  // An own word is no answer.
  answer(a, thread, 'I mean the second line.')
  await a.saved()
  await meet(group, ...all)
  expect(await counts()).toEqual([0, 0, 0])
  answer(b, thread, 'It is.')
  await b.saved()
  await meet(group, ...all)
  answer(c, thread, 'So I think.')
  await c.saved()
  await meet(group, ...all)
  const [first] = await waits()
  const by = memberOf(celine, group)
  expect(first).toEqual([{ document: id, title: 'Minutes', thread, by, at: time, isAnswer: true }])
  expect(await counts()).toEqual([1, 0, 0])
  await answersOf(chair)['mentions.seen']({ document: id, thread })
  expect(await counts()).toEqual([0, 0, 0])
  // A later answer waits again, until the thread is settled.
  answer(b, thread, 'It is, I looked it up.')
  await b.saved()
  await meet(group, ...all)
  expect(await counts()).toEqual([1, 0, 0])
  settleThread(b.doc, thread, 'resolve', (time += 1), random)
  await b.saved()
  await meet(group, badia, chair)
  expect(await counts()).toEqual([0, 0, 0])
})

test('an answer that mentions the member is one row, and a mention without words is none', async () => {
  const { chair, group, a, b, named, all, waits, counts } = await begun()
  const thread = say(a, 'Is that right?', [])
  await a.saved()
  await meet(group, ...all)
  answer(b, thread, 'Yes, @chair.', named('Yes, @chair.'))
  await b.saved()
  await meet(group, ...all)
  const [own] = await waits()
  expect(own?.map(({ isAnswer }) => isAnswer)).toEqual([false])
  for (const [from, to] of [
    [3, 3],
    [5, 3],
    [100, 101],
  ] as const)
    say(b, 'To all.', [[memberOf(chair, group), from, to]])
  await b.saved()
  await meet(group, ...all)
  expect(await counts()).toEqual([1, 0, 0])
})

test('an answer with a place of other words than a name waits as an answer', async () => {
  const { chair, group, a, b, all, waits } = await begun()
  const thread = say(a, 'Is that right?', [])
  await a.saved()
  await meet(group, ...all)
  answer(b, thread, 'It is.', [[memberOf(chair, group), 0, 2]])
  await b.saved()
  await meet(group, ...all)
  const [own] = await waits()
  expect(own?.map(({ isAnswer }) => isAnswer)).toEqual([true])
})

test('the first answer of a text comes while the member reads it: the answer waits', async () => {
  const { chair, badia, group, id, a, b, all, counts } = await begun()
  const thread = say(a, 'Is that right?', [])
  await a.saved()
  await meet(group, ...all)
  answer(b, thread, 'It is.')
  await b.saved()
  await meet(group, badia, chair)
  chair.documents.history.markRead(id)
  expect(await counts()).toEqual([1, 0, 0])
})

test('a mention in a reply waits, and the newest of a thread stands for all', async () => {
  const { celine, group, a, c, named, all, waits } = await begun()
  const thread = say(a, '@member?', named('@member?'))
  await a.saved()
  await meet(group, ...all)
  answer(c, thread, 'Yes, @member!', named('Yes, @member!'))
  await c.saved()
  await meet(group, ...all)
  const [, own] = await waits()
  expect(own?.map(({ by, at }) => [by, at])).toEqual([[memberOf(celine, group), time]])
})

test('a mention waits until the thread is settled or opened', async () => {
  const { chair, badia, group, id, a, b, c, named, all, counts } = await begun()
  const [first, second, third] = ['One', 'Two', 'Three'].map(word =>
    say(a, `${word} @member`, named(`${word} @member`)),
  ) as [EntryId, EntryId, EntryId]
  await a.saved()
  await meet(group, ...all)
  expect(await counts()).toEqual([0, 3, 0])
  // A window that answers has opened the thread. The times of others order what is shown, and nothing else.
  answer(b, first, 'So it is.')
  await b.saved()
  await meet(group, ...all)
  expect(await counts()).toEqual([1, 3, 0])
  await answersOf(chair)['mentions.seen']({ document: id, thread: first })
  expect(await counts()).toEqual([0, 3, 0])
  await answersOf(badia)['mentions.seen']({ document: id, thread: first })
  expect(await counts()).toEqual([0, 2, 0])
  settleThread(c.doc, second, 'resolve', (time += 1), random)
  await c.saved()
  await meet(group, ...all)
  expect(await counts()).toEqual([0, 1, 0])
  const told: string[] = []
  await answersOf(badia, told)['mentions.seen']({ document: id, thread: third })
  expect(told).toEqual(['documents.changed'])
  expect(await counts()).toEqual([0, 0, 0])
  await answersOf(badia, told)['mentions.seen']({ document: id, thread: third })
  expect(told).toEqual(['documents.changed'])
  // Written again with the lists, it stays seen; a new one in the same thread waits. The first word is an answer.
  answer(c, third, 'Well.')
  await c.saved()
  await meet(group, ...all)
  expect(await counts()).toEqual([1, 0, 0])
  answer(c, third, '@member!', named('@member!'))
  await c.saved()
  await meet(group, ...all)
  expect(await counts()).toEqual([1, 1, 0])
})

test('a mention that arrives in a thread that is open there does not wait, though lists follow later', async () => {
  const { badia, celine, group, id, a, c, named, all, counts } = await begun()
  const thread = say(a, 'So.', [])
  await a.saved()
  await meet(group, ...all)
  expect(await counts()).toEqual([0, 0, 0])
  answer(c, thread, '@member?', named('@member?'))
  await c.saved()
  await meet(group, celine, badia)
  // The window shows it at once.
  const told: string[] = []
  await answersOf(badia, told)['mentions.seen']({ document: id, thread })
  expect(told).toEqual(['documents.changed'])
  expect(await counts()).toEqual([0, 0, 0])
})

test('a thread that is opened says nothing of the mentions in other threads', async () => {
  const { badia, group, id, a, named, all, counts } = await begun()
  const [first] = ['One', 'Two'].map(word => say(a, `${word} @member`, named('One @member')))
  await a.saved()
  await meet(group, ...all)
  await answersOf(badia)['mentions.seen']({ document: id, thread: first as EntryId })
  const rows = badia.archive.mentions.list({ document: id })
  expect(rows.map(({ thread, seen }) => [thread, seen])).toEqual([[first, true]])
  expect(await counts()).toEqual([0, 1, 0])
})

test('a place that reads as another name waits for no member, and neither does one of oneself', async () => {
  const { badia, group, a, b, named, all, counts } = await begun()
  const member = memberOf(badia, group)
  say(a, '@rapporteur, look', [[member, 0, 11]])
  say(a, 'Look here', [[member, 0, 4]])
  say(a, '@member', [])
  await a.saved()
  say(b, '@member: a note', named('@member: a note'))
  await b.saved()
  await meet(group, ...all)
  expect(await counts()).toEqual([0, 0, 0])
})

test('a circle was left, or never entered: no mention in its comments waits there', async () => {
  const { chair, others, group } = await committee(line, ['member', 'rapporteur'])
  const [badia, celine] = others as [OpenProfile, OpenProfile]
  const circle = chair.circles.found(group, 'Few')
  circle.bring(memberOf(badia, group))
  const id: DocumentId = await chair.documents.create({
    ...({ group: circle.id, kind: 'minutes', title: 'For few', language: 'en' } as const),
    blocks: [{ kind: 'num1', runs: [{ text: line }] }],
  })
  await chair.documents.share(id)
  await chair.documents.flush()
  const file = async () => (await chair.sync.writeFile({ group: circle.id, members: [] })).bytes
  await expect(badia.sync.readFile(await file())).rejects.toThrow('circle-offered')
  badia.circles.accept(group, circle.id)
  await badia.sync.readFile(await file())
  const pen = openPen(chair, id)
  const text = '@member and @rapporteur'
  const mentions = mentionsIn(text, [
    { id: memberOf(badia, group), handle: 'member' },
    { id: memberOf(celine, group), handle: 'rapporteur' },
  ])
  expect(mentions).toHaveLength(2)
  say(pen, text, mentions)
  await pen.saved()
  await meet(circle.id, chair, badia)
  await meet(group, chair, badia, celine)
  const waits = async (each: OpenProfile) =>
    (await waitingFor(each, group)).map(({ title }) => title)
  expect(await waits(badia)).toEqual(['For few'])
  expect(await waits(celine)).toEqual([])
  badia.circles.find(circle.id)?.leave()
  expect(await waits(badia)).toEqual([])
})
