// Lists say what acts mean without reading them again, also in the next session. Every act, record, removal and
// restored copy that can change the meaning drops what was kept.
import { expect, onTestFinished, test } from 'vitest'
import type { Archive } from '#core/archive'
import type { KnownBody } from '#core/deliberation/acts'
import { crashImage, reopened, temporaryProfile } from '#tests/archive'
import {
  bring,
  decider,
  deciders,
  foundedBy,
  join,
  meet,
  memberIn,
  position,
  questionOf,
  shareStatement,
  type Decider,
} from '#tests/deciding'
import { keptReadings, keptReadingsAreTrue } from '#tests/kept-readings'
import { listAnswers } from '#tests/list-answers'
import { Failure } from '#shared/failure'
import type { ActId, DocumentId, GroupId } from '#shared/ids'

/** All that lists say about acts. */
const listsOf = async (profile: Decider, group: GroupId) => ({
  statuses: profile.summaries(group).map(({ id, status }) => [id, status]),
  ...(await listAnswers(profile)['decisions.list']({ group })),
  meetings: await listAnswers(profile)['meetings.list']({ group }),
})

const isKept = (profile: Decider, group: GroupId, document: DocumentId): boolean =>
  Object.hasOwn(keptReadings(profile, group), document)

/** An archive that says which documents gave up their acts. */
const watched = (archive: Archive) => {
  const read: unknown[] = []
  const list = ((...given: Parameters<Archive['acts']['list']>) => {
    const rows = archive.acts.list(...given)
    if (rows.length > 0 && given[1]?.includes('bytes') !== false) read.push(given[0])
    return rows
  }) as Archive['acts']['list']
  return { read, archive: { ...archive, acts: { ...archive.acts, list } } }
}

const chairOf = async () => {
  const { directory, archive } = temporaryProfile()
  const chair = await decider({ archive })
  const group = foundedBy(chair)
  const id = await shareStatement(chair, group)
  return { directory, chair, group, id }
}

const closed = async (profile: Decider): Promise<void> => {
  await profile.documents.flush()
  await new Promise(setImmediate)
  profile.release()
}

test('the next session lists decisions and statuses without reading an act', async () => {
  const { directory, chair, group, id } = await chairOf()
  const question = chair.acts.write(id, null, questionOf(chair, group, id, { purpose: 'adopt' }))
  chair.acts.write(id, question, position('support'))
  chair.acts.write(id, question, { type: 'close' })
  const before = await listsOf(chair, group)
  expect(before.decisions).toMatchObject([{ id: question, state: 'closed' }])
  await closed(chair)
  const { archive, read } = watched(reopened(directory))
  const again = await decider({ archive })
  expect(await listsOf(again, group)).toEqual(before)
  expect(read).toEqual([])
})

test('the next session lists meetings without reading an act', async () => {
  const { directory, chair, group } = await chairOf()
  const meetings = listAnswers(chair)
  const { agenda } = await meetings['meetings.create']({ group, title: 'Session', language: 'en' })
  const added = { agenda, after: null, title: 'Wording', minutes: 10 }
  const { block } = await meetings['meetings.addItem'](added)
  keptReadingsAreTrue(chair, group)
  const from = chair.clock.now
  const acts = [
    () =>
      meetings['meetings.call']({ agenda, from, until: from + 9, zones: ['UTC'], languages: [] }),
    () => meetings['meetings.open']({ agenda }),
    () => meetings['meetings.item']({ agenda, block, state: 'debated' }),
    () => meetings['meetings.item']({ agenda, block, state: 'decided' }),
  ]
  for (const act of acts) {
    await act()
    expect(isKept(chair, group, agenda)).toBe(false)
    keptReadingsAreTrue(chair, group)
    expect(isKept(chair, group, agenda)).toBe(true)
  }
  const before = await listsOf(chair, group)
  expect(before.meetings.meetings).toMatchObject([{ agenda, state: 'open', decided: 1 }])
  await closed(chair)
  const { archive, read } = watched(reopened(directory))
  const again = await decider({ archive })
  expect(await listsOf(again, group)).toEqual(before)
  expect(read).toEqual([])
})

test('the quorum of a session in the list is read from documents with rules, and from no agenda', async () => {
  const { directory, chair, group, id } = await chairOf()
  const meetings = listAnswers(chair)
  const vote = { a: 1, b: 2, more: true }
  const quorum = { a: 1, b: 1, more: false }
  chair.acts.write(id, null, { type: 'rules', quorum, vote, days: 7, heard: false, seats: [] })
  const { agenda } = await meetings['meetings.create']({ group, title: 'Session', language: 'en' })
  const from = chair.clock.now
  const call = { agenda, from, until: from + 9, zones: ['UTC'], languages: [] }
  await meetings['meetings.call'](call)
  await meetings['meetings.open']({ agenda })
  const before = await listsOf(chair, group)
  await closed(chair)
  const { archive, read } = watched(reopened(directory))
  const again = await decider({ archive })
  expect(await listsOf(again, group)).toEqual(before)
  expect(new Set(read.map(each => (each as { document?: DocumentId }).document))).toEqual(
    new Set([id]),
  )
})

test('each kind of act drops what was kept of its document, and lists say what the acts say', async () => {
  const { chair, group, id } = await chairOf()
  keptReadingsAreTrue(chair, group)
  const rule = { kind: 'consensus', quorum: 1, threshold: null, heard: true } as const
  const question = chair.acts.write(id, null, questionOf(chair, group, id, { rule }))
  const self = memberIn(chair, group)
  const heard = [{ seat: self, choice: 'support' as const, reason: '' }]
  const done = (subject: ActId | null, body: KnownBody): ActId => {
    keptReadingsAreTrue(chair, group)
    expect(isKept(chair, group, id)).toBe(true)
    const act = chair.acts.write(id, subject, body)
    expect(isKept(chair, group, id)).toBe(false)
    keptReadingsAreTrue(chair, group)
    return act
  }
  done(question, { type: 'seen' })
  done(question, { type: 'heard', said: heard })
  done(question, position('object'))
  done(question, position('support'))
  done(question, { type: 'say', what: 'explanation', block: null, words: 'Because.', as: '' })
  done(question, { type: 'close' })
  done(question, { type: 'reopen', reason: 'More came.' })
  done(question, { type: 'close' })
  const number = { outcome: 'agreed', number: '2018/7', statement: null } as const
  const declare = done(question, { type: 'declare', ...number })
  done(question, { type: 'register', declare, symbol: 'A/1', day: null })
  done(question, { type: 'sign', declare, key: null, signature: null, as: '' })
  const other = done(null, questionOf(chair, group, id))
  done(other, { type: 'withdraw', reason: 'Another text.' })
  const { texts } = questionOf(chair, group, id)
  done(null, { type: 'circulate', what: 'comments', texts, draft: 2, until: null })
})

test('acts of other members, those that wait too, a removal and a role drop what was kept', async () => {
  const { group, id, all } = await deciders(['rapporteur', 'member'])
  const [chair, second, third] = all as [Decider, Decider, Decider]
  const question = chair.acts.write(id, null, questionOf(chair, group, id))
  await meet(group, ...all)
  for (const each of all) keptReadingsAreTrue(each, group)
  // The chair hears of the later one first: it waits.
  second.acts.write(id, question, position('support'))
  await bring(group, second, third)
  third.acts.write(id, question, position('abstain'))
  await meet(group, third, chair)
  await new Promise(setImmediate)
  keptReadingsAreTrue(chair, group)
  await meet(group, ...all)
  await new Promise(setImmediate)
  keptReadingsAreTrue(chair, group)
  const counts = () => chair.readings.of(group, id)?.questions[0]?.outcome?.counts
  expect(counts()).toMatchObject({ support: 1, abstain: 1 })
  const before = keptReadings(chair, group)
  expect(Object.keys(before)).toEqual([id])
  chair.groups.get(group).setRole(memberIn(second, group), 'member')
  expect(keptReadings(chair, group)).toEqual({})
  keptReadingsAreTrue(chair, group)
  chair.groups.get(group).removeMember(memberIn(third, group), 'lost')
  expect(keptReadings(chair, group)).toEqual({})
  keptReadingsAreTrue(chair, group)
  const guest = await join(chair, group, 'guest')
  keptReadingsAreTrue(chair, group)
  keptReadingsAreTrue(guest, group)
})

test('a restored copy says what it said, and then what the acts say that come again', async () => {
  const { directory, chair, group, id } = await chairOf()
  const other = await join(chair, group, 'other')
  const question = chair.acts.write(id, null, questionOf(chair, group, id))
  await meet(group, chair, other)
  await listsOf(chair, group)
  await chair.documents.flush()
  const copy = crashImage(directory)
  chair.acts.write(id, question, position('support'))
  chair.acts.write(id, question, { type: 'close' })
  await meet(group, chair, other)
  await closed(chair)
  const restored = await decider({ archive: reopened(copy) })
  restored.acts.beganAgain()
  expect(restored.readings.of(group, id)?.questions).toMatchObject([{ state: 'open' }])
  keptReadingsAreTrue(restored, group)
  await bring(group, other, restored)
  await new Promise(setImmediate)
  expect(restored.readings.of(group, id)?.questions).toMatchObject([{ state: 'closed' }])
  keptReadingsAreTrue(restored, group)
})

test('nothing is kept of a document whose rows are gone, or of another member or version', async () => {
  const { chair, group, id } = await chairOf()
  const question = chair.acts.write(id, null, questionOf(chair, group, id))
  chair.acts.write(id, question, position('support'))
  keptReadingsAreTrue(chair, group)
  const row = chair.archive.actReadings.get({ document: id })
  expect(row?.key).toContain(memberIn(chair, group))
  chair.archive.actReadings.put({ document: id, key: '[0]', reading: '{}' })
  chair.statuses.changed(group)
  keptReadingsAreTrue(chair, group)
  chair.archive.documents.remove(id)
  expect(chair.archive.actReadings.get({ document: id })).toBeNull()
})

test('a disk that refuses: lists are the same, and nothing is kept', async () => {
  const { chair, group, id } = await chairOf()
  chair.acts.write(id, null, questionOf(chair, group, id))
  const { put } = chair.archive.actReadings
  onTestFinished(() => void Object.assign(chair.archive.actReadings, { put }))
  Object.assign(chair.archive.actReadings, {
    put() {
      throw new Failure('disk-full')
    },
  })
  expect((await listsOf(chair, group)).decisions).toHaveLength(1)
  expect(chair.archive.actReadings.has({ document: id })).toBe(false)
})

test('an act waits or changes its place in logs: what is kept stays, since it says the same', async () => {
  const { chair, group, id } = await chairOf()
  const question = chair.acts.write(id, null, questionOf(chair, group, id))
  keptReadingsAreTrue(chair, group)
  const { acts } = chair.archive
  const row = acts.get({ document: id, id: question })!
  const another = { ...row, id: 'ab'.repeat(32) as ActId, state: 'waiting' as const }
  acts.put({ ...row, place: row.place === 'logged' ? 'again' : 'logged' })
  acts.put(another)
  acts.put({ ...another, place: 'apart' })
  acts.remove({ document: id, id: another.id })
  expect(isKept(chair, group, id)).toBe(true)
  acts.put({ ...another, state: 'taken' })
  expect(isKept(chair, group, id)).toBe(false)
})

test.each(['waits again', 'is removed'])(
  'an act that was taken in %s: nothing is kept',
  async how => {
    const { chair, group, id } = await chairOf()
    const question = chair.acts.write(id, null, questionOf(chair, group, id))
    keptReadingsAreTrue(chair, group)
    const { acts } = chair.archive
    const row = acts.get({ document: id, id: question })!
    if (how === 'is removed') acts.remove({ document: id, id: question })
    else acts.put({ ...row, state: 'waiting' })
    expect(chair.archive.actReadings.has({ document: id })).toBe(false)
  },
)
