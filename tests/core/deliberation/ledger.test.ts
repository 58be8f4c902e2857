// The ledger through whole profiles: acts are written, travel beside the text, and are read wherever
// they lie.
// @module-tag long
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { ActId, DeviceId, DocumentId, GroupId } from '#shared/ids'
import { logAct, logHaving, type LoggedAct } from '#document/adoption'
import { metaName } from '#document/tree'
import { actIdOf, signActFields } from '#core/deliberation/acts'
import { random, type Bytes } from '#core/keys'
import { readMessage } from '#core/messages'
import { crashImage, reopened, temporaryProfile } from '#tests/archive'
import {
  actsIn,
  bring,
  decider,
  deciders,
  deviceIn,
  join,
  link,
  meet,
  memberIn,
  position,
  questionOf,
  statesIn,
  type Decider,
} from '#tests/deciding'
import { diceFrom } from '#tests/documents'
import { refusal } from '#tests/refusal'
import {
  contentOf,
  readSnapshotBody,
  writeSnapshotBody,
  writeUpdateBody,
} from '../../../src/core/documents/bodies/bodies.ts'

const day = 24 * 60 * 60 * 1000

const three = async (): Promise<{
  group: GroupId
  id: DocumentId
  all: Decider[]
  chair: Decider
  one: Decider
  two: Decider
  question: ActId
}> => {
  const { group, id, all } = await deciders(['member', 'member'])
  const [chair, one, two] = all as [Decider, Decider, Decider]
  const question = chair.acts.write(id, null, questionOf(chair, group, id))
  await meet(group, ...all)
  return { group, id, all, chair, one, two, question }
}

/** `finder` hears of an act alone from `device`, as the log of another text may hold it. */
const findsAlone = (
  finder: Decider,
  act: LoggedAct,
  at: { group: GroupId; document: DocumentId; device: DeviceId },
): void => {
  const doc = new Y.Doc()
  logAct(doc, act, random)
  const update = Y.encodeStateAsUpdate(doc)
  finder.archive.transaction(() =>
    finder.acts.found({ ...at, update, isLogged: false, handover: false, saw: () => false }),
  )
}

const alike = (id: DocumentId, all: readonly Decider[], count: number): void => {
  for (const each of all) {
    expect(actsIn(each, id)).toHaveLength(count)
    expect(new Set(each.documents.acts(id).map(({ bytes }) => actIdOf(bytes as Bytes))).size).toBe(
      count,
    )
    expect(statesIn(each, id)).toEqual(statesIn(all[0]!, id))
  }
}

test('a question, positions and a close: the same on all devices, and in the log', async () => {
  const { group, id, all, chair, one, two, question } = await three()
  one.acts.write(id, question, position('support'))
  two.acts.write(id, question, position('abstain'))
  await meet(group, ...all)
  chair.acts.write(id, question, { type: 'close' })
  await meet(group, ...all)
  alike(id, all, 4)
  for (const each of all)
    expect(each.archive.acts.count({ document: id, state: 'taken', place: 'logged' })).toBe(4)
  expect(statesIn(chair, id)).toMatchObject([{ id: question, is: 'closed', code: 'agreed' }])
  expect(two.events).toContain('decisions.changed')
})

test('a member without an office closes: refused, and nothing of it is kept', async () => {
  const { group, id, all, one, question } = await three()
  const before = [one.documents.digest(id), one.archive.messages.count(group)]
  expect(refusal(() => one.acts.write(id, question, { type: 'close' }))).toBe('not-permitted')
  expect(one.documents.acts(id)).toHaveLength(1)
  expect([one.documents.digest(id), one.archive.messages.count(group)]).toEqual(before)
  one.acts.write(id, question, position('support'))
  await meet(group, ...all)
  alike(id, all, 2)
})

test('a commenter takes a position: refused', async () => {
  const { id, all } = await deciders(['commenter'])
  const commenter = all[1]!
  expect(refusal(() => commenter.acts.write(id, null, { type: 'card', key: random(32) }))).toBe(
    'not-permitted',
  )
  expect(commenter.documents.acts(id)).toEqual([])
})

test('words typed before an act: in a message before it, under another writer', async () => {
  const { group, id, all, one, question } = await three()
  await one.documents.editAs(id, doc => doc.getMap(metaName).set('title', 'Statement, again'))
  const before = one.archive.messages.ofDocument(id, 0).length
  one.acts.write(id, question, position('support'))
  const [text, act] = one.archive.messages.ofDocument(id, 0).slice(before)
  expect([text?.kind, act?.kind]).toEqual(['update', 'remarks'])
  const clientsOf = (message: typeof act): number[] => {
    const { structs } = Y.decodeUpdate(contentOf(message!.kind, message!.body!)!)
    return [...new Set(structs.map(({ id: { client } }) => client))]
  }
  expect(clientsOf(act)).toHaveLength(1)
  expect(clientsOf(text)).not.toEqual(clientsOf(act))
  await meet(group, ...all)
  for (const each of all) expect(each.documents.page(id).meta.title).toBe('Statement, again')
})

test('a position is acknowledged: it is there after the next opening', async () => {
  const { group, id, chair, question } = await three()
  const { directory, archive } = temporaryProfile()
  const guest = await join(chair, group, 'guest', 'member', { archive })
  await meet(group, chair, guest)
  // A position on the older question has no seat: the chair asks again.
  const next = chair.acts.write(id, null, questionOf(chair, group, id))
  await meet(group, chair, guest)
  const given = guest.acts.write(id, next, position('object'))
  await Promise.resolve()
  guest.release()
  const again = await decider({ archive: reopened(directory) })
  expect(actsIn(again, id)).toEqual([question, next, given].toSorted())
  await meet(group, chair, again)
  expect(actsIn(chair, id)).toContain(given)
})

test('an act comes before its parent: it waits, and is taken in with it', async () => {
  const { group, id, chair, one, two, question } = await three()
  const seen = one.acts.write(id, question, { type: 'seen' })
  await bring(group, one, chair)
  chair.acts.write(id, question, { type: 'close' })
  const [, , close] = chair.documents.acts(id)
  expect(actsIn(two, id)).toEqual([question])
  const { device } = chair.groups.get(group).self
  findsAlone(two, close!, { group, document: id, device })
  expect(actsIn(two, id)).toEqual([question])
  expect(two.archive.acts.count({ document: id, state: 'waiting' })).toBe(1)
  await bring(group, one, two)
  expect(actsIn(two, id)).toHaveLength(3)
  expect(actsIn(two, id)).toContain(seen)
  expect(two.archive.acts.count({ document: id, state: 'waiting' })).toBe(0)
})

test('an act names a record that comes later: it waits for it', async () => {
  const { group, id, chair, one, question } = await three()
  const { member } = one.groups.get(group).self
  chair.groups.get(group).setRole(member!, 'rapporteur')
  chair.acts.write(id, question, position('support'))
  const [, given] = chair.documents.acts(id)
  const { device } = chair.groups.get(group).self
  findsAlone(one, given!, { group, document: id, device })
  await Promise.resolve()
  expect(actsIn(one, id)).toEqual([question])
  const { recordsBeyond } = chair.groups.get(group)
  one.groups.get(group).addRecords(recordsBeyond(one.groups.get(group).recordHeads()))
  await Promise.resolve()
  // Without a question: the ledger takes it in by itself.
  expect(one.archive.acts.count({ document: id, state: 'waiting' })).toBe(0)
  expect(actsIn(one, id)).toHaveLength(2)
})

/** Remarks that say more than remarks may: each gate refuses them. */
const refusedRemarks = (
  from: Decider,
  group: GroupId,
  id: DocumentId,
  act: (doc: Y.Doc) => void,
) => {
  const update = ((): Uint8Array<ArrayBuffer> => {
    const doc = new Y.Doc()
    // A client that is not this device's.
    doc.clientID = 77
    act(doc)
    return Y.encodeStateAsUpdate(doc) as Uint8Array<ArrayBuffer>
  })()
  const body = writeUpdateBody({ writers: [{ feed: null, writer: 9 }], update }, 'remarks')
  from.archive.transaction(() => from.sync.publish(group, id, 'remarks', body))
}

test('remarks with a position are refused: the position counts, and comes into the log', async () => {
  const { group, id, all, chair, one, two, question } = await three()
  // An act that is in no log: another copy of the profile would have written it.
  const given = one.acts.write(id, question, position('object'))
  const [, act] = one.documents.acts(id)
  refusedRemarks(two, group, id, doc => logAct(doc, act!, random))
  await bring(group, two, chair)
  expect(chair.documents.acts(id)).toHaveLength(1)
  expect(actsIn(chair, id)).toEqual([question, given].toSorted())
  expect(chair.archive.acts.list({ document: id, place: 'apart' })).toHaveLength(1)
  chair.waits.pass(60_000)
  expect(chair.documents.acts(id)).toHaveLength(2)
  expect(chair.archive.acts.list({ document: id, place: 'apart' })).toEqual([])
  await meet(group, ...all)
  alike(id, all, 2)
})

test('35: a newcomer after the close has the same state, and no seat', async () => {
  const { group, id, all, chair, one, question } = await three()
  one.acts.write(id, question, position('support'))
  await meet(group, ...all)
  chair.acts.write(id, question, { type: 'close' })
  const newcomer = await join(chair, group, 'late')
  alike(id, [chair, newcomer], 3)
  const act = () => newcomer.acts.write(id, question, position('object'))
  expect(refusal(act)).toBe('not-permitted')
  expect(memberIn(newcomer, group)).not.toBe('')
})

test('36: an admitter leaves an act out of the copy: what the newcomer says brings it', async () => {
  const { group, id, all, chair, one, two, question } = await three()
  const { documents } = chair
  const earlier = documents.snapshotFor(id, [[], []])
  const given = one.acts.write(id, question, position('object'))
  await meet(group, ...all)
  const honest = documents.snapshotFor
  documents.snapshotFor = (document, heads) => {
    const bodies = document === id ? earlier.map(({ body }) => readSnapshotBody(body)) : []
    const [first] = bodies
    return first
      ? [{ kind: 'snapshot', body: writeSnapshotBody(first, heads) }]
      : honest(document, heads)
  }
  const newcomer = await join(chair, group, 'late')
  documents.snapshotFor = honest
  expect(actsIn(newcomer, id)).toEqual([question])
  expect(actsIn(one, id)).toEqual([question, given].toSorted())
  newcomer.waits.pass(60_000)
  await meet(group, newcomer, one, two)
  one.waits.pass(60_000)
  expect(one.archive.acts.get({ document: id, id: given })?.place).toBe('again')
  await meet(group, one, newcomer, two)
  expect(actsIn(newcomer, id)).toEqual([question, given].toSorted())
  // Once: neither the same device again, nor another one that sees that it is done.
  const messages = two.archive.messages.count(group)
  two.waits.pass(60_000)
  one.waits.pass(60_000)
  expect(two.archive.messages.count(group)).toBe(messages)
})

test('40: sealed while a position is on its way: all acts go on in the next text', async () => {
  const { group, id, all, chair, one, two, question } = await three()
  two.acts.write(id, question, position('support'))
  await meet(group, two, chair)
  const given = one.acts.write(id, question, position('object'))
  const next = chair.documents.sealing.seal(id)
  expect(chair.documents.acts(next)).toHaveLength(2)
  expect(actsIn(chair, next)).toHaveLength(2)
  await meet(group, ...all)
  for (const each of all) each.waits.pass(60_000)
  await meet(group, ...all)
  alike(next, all, 3)
  for (const each of all) {
    expect(actsIn(each, next)).toContain(given)
    expect(each.archive.acts.count({ document: id })).toBe(0)
  }
  chair.acts.write(next, question, { type: 'close' })
  await meet(group, ...all)
  alike(next, all, 4)
  expect(statesIn(two, next)).toMatchObject([{ is: 'closed', code: 'not-agreed' }])
  const newcomer = await join(chair, group, 'late')
  alike(next, [chair, newcomer], 4)
})

test('a document leaves and returns: its acts leave with it, and return', async () => {
  const { group, id, all, chair, one, two, question } = await three()
  one.acts.write(id, question, position('support'))
  await meet(group, ...all)
  two.sync.travel(group).ask([id])
  await meet(group, ...all)
  await meet(group, ...all)
  expect(two.sync.travel(group).leave([id])).toEqual([id])
  expect(two.archive.acts.count({ document: id })).toBe(0)
  expect(two.acts.actsOf(id)).toBeNull()
  chair.acts.write(id, question, { type: 'close' })
  await meet(group, ...all)
  two.sync.travel(group).giveBack([id])
  await meet(group, ...all)
  await meet(group, ...all)
  alike(id, all, 3)
  expect(two.archive.actTasks.has({ document: id, task: 'say' })).toBe(true)
  two.waits.pass(60_000)
  expect(two.archive.actTasks.has({ document: id, task: 'say' })).toBe(false)
})

test('an act waits for a day: this device says which acts it has, and gets what it lacks, and again after doubled waits', async () => {
  const { group, id, chair, one, two, question } = await three()
  const seen = one.acts.write(id, question, { type: 'seen' })
  await bring(group, one, chair)
  chair.acts.write(id, question, { type: 'close' })
  const [, , close] = chair.documents.acts(id)
  const { device } = chair.groups.get(group).self
  findsAlone(two, close!, { group, document: id, device })
  await Promise.resolve()
  two.waits.pass(60_000)
  const quiet = two.archive.messages.count(group)
  two.clock.now += day
  two.waits.pass(day)
  two.waits.pass(60_000)
  expect(two.archive.messages.count(group)).toBe(quiet + 1)
  // Nothing new comes: the waits double.
  for (const said of [2, 2, 3, 3, 3, 3, 4]) {
    two.clock.now += day
    two.waits.pass(day)
    two.waits.pass(60_000)
    expect(two.archive.messages.count(group)).toBe(quiet + said)
  }
  // Another act is taken in: others hear of these heads within a day.
  const { self, foundation } = one.groups.get(group)
  const frame = { audience: group, document: id, subject: question, heads: foundation() }
  const more = signActFields(self.keys, { ...frame, parents: [question], at: 1 }, 'seen', [])
  findsAlone(two, more, { group, document: id, device: self.device })
  await Promise.resolve()
  two.waits.pass(60_000)
  expect(two.archive.messages.count(group)).toBe(quiet + 5)
  two.clock.now += day
  two.waits.pass(day)
  two.waits.pass(60_000)
  expect(two.archive.messages.count(group)).toBe(quiet + 6)
  await bring(group, one, two)
  expect(actsIn(two, id)).toContain(seen)
})

test('a device says of many graphs which acts it has: the messages are read once', async () => {
  const { group, id, chair, one } = await three()
  const doc = new Y.Doc()
  const { self, foundation } = one.groups.get(group)
  for (let at = 1; at <= 20; at++) {
    const graph = `${at}`.padStart(32, '0') as DocumentId
    const frame = { audience: group, document: graph, subject: null, heads: foundation() }
    const signed = signActFields(self.keys, { ...frame, parents: [], at }, 'nothing', [])
    logAct(doc, signed, random)
    logHaving(doc, { document: graph, acts: ['f'.repeat(64)], at }, random)
  }
  let reads = 0
  const { actMessages } = chair.documents
  chair.documents.actMessages = document => {
    reads++
    return actMessages(document)
  }
  const given = { group, document: id, device: self.device, handover: false, saw: () => true }
  const update = Y.encodeStateAsUpdate(doc)
  chair.archive.transaction(() => chair.acts.found({ ...given, update, isLogged: true }))
  expect(chair.acts.actsOf(id)?.graphs.size).toBe(21)
  expect(reads).toBe(1)
})

test('a profile of a version that read no acts: they are read once after the next opening', async () => {
  const { group, id, chair, one, question } = await three()
  const { directory, archive } = temporaryProfile()
  const guest = await join(chair, group, 'guest', 'member', { archive })
  one.acts.write(id, question, position('support'))
  await bring(group, one, chair)
  await bring(group, chair, guest)
  archive.acts.remove({ document: id })
  archive.actTasks.put({ document: id, task: 'read', group, at: 0 })
  await Promise.resolve()
  guest.release()
  const again = await decider({ archive: reopened(directory) })
  await expect.poll(() => actsIn(again, id).length).toBe(2)
  expect(again.archive.actTasks.has({ document: id, task: 'read' })).toBe(false)
})

test('12: a position of a removed device that no remaining device had: never counts', async () => {
  const { group, id, all, chair, one, two, question } = await three()
  const given = two.acts.write(id, question, position('object'))
  one.acts.write(id, question, position('support'))
  chair.groups.get(group).removeMember(memberIn(two, group), 'lost')
  await meet(group, chair, one)
  for (const to of [one, chair]) await bring(group, two, to)
  chair.acts.write(id, question, { type: 'close' })
  await meet(group, chair, one)
  for (const each of all) each.waits.pass(60_000)
  await meet(group, chair, one)
  alike(id, [chair, one], 3)
  expect(actsIn(chair, id)).not.toContain(given)
  expect(statesIn(one, id)).toMatchObject([{ is: 'closed', code: 'agreed' }])
})

test('10: a position that was received before the removal of its device: counts', async () => {
  const { group, id, chair, one, two, question } = await three()
  const given = two.acts.write(id, question, position('object'))
  await bring(group, two, one)
  chair.groups.get(group).removeMember(memberIn(two, group), 'lost')
  await meet(group, chair, one)
  chair.acts.write(id, question, { type: 'close' })
  await meet(group, chair, one)
  alike(id, [chair, one], 3)
  expect(actsIn(chair, id)).toContain(given)
  expect(statesIn(one, id)).toMatchObject([{ is: 'closed', code: 'not-agreed' }])
})

test('13: a removed device signs a second content for an old place: nothing in it counts', async () => {
  const { group, id, chair, one, question } = await three()
  const { directory, archive } = temporaryProfile()
  const guest = await join(chair, group, 'guest', 'member', { archive })
  const next = chair.acts.write(id, null, questionOf(chair, group, id))
  await meet(group, chair, one, guest)
  await Promise.resolve()
  guest.release()
  const copy = crashImage(directory)
  const same = () => {
    const { bytes } = diceFrom(7)
    return (length: number) => Uint8Array.from(bytes(length))
  }
  const first = await decider({ archive: reopened(directory), random: same() })
  const given = first.acts.write(id, next, position('support'))
  await bring(group, first, one)
  chair.groups.get(group).removeMember(memberIn(first, group), 'lost')
  await meet(group, chair, one)
  const second = await decider({ archive: reopened(copy), random: same() })
  const forged = second.acts.write(id, next, position('object'))
  expect(second.sync.feedOf(group)).toBe(first.sync.feedOf(group))
  for (const to of [one, chair]) await bring(group, second, to)
  chair.acts.write(id, next, { type: 'close' })
  for (const each of [chair, one]) each.waits.pass(60_000)
  await meet(group, chair, one)
  for (const each of [chair, one]) {
    expect(actsIn(each, id)).toContain(given)
    expect(actsIn(each, id)).not.toContain(forged)
    expect(statesIn(each, id)).toEqual(statesIn(chair, id))
  }
  expect(actsIn(one, id)).toContain(question)
})

test('38: silence, and nobody was reached: no quorum, on all devices', async () => {
  const { group, id, all } = await deciders(['member', 'member'])
  const [chair, one, two] = all as [Decider, Decider, Decider]
  const question = chair.acts.write(
    id,
    null,
    questionOf(chair, group, id, {
      ...{ until: chair.clock.now + day },
      rule: { kind: 'silence', quorum: 2, threshold: null, heard: false },
    }),
  )
  chair.clock.now += 2 * day
  chair.acts.write(id, question, { type: 'close' })
  await meet(group, ...all)
  one.acts.write(id, question, { type: 'seen' })
  two.acts.write(id, question, { type: 'seen' })
  await meet(group, ...all)
  alike(id, all, 4)
  expect(statesIn(two, id)).toMatchObject([{ is: 'closed', code: 'no-quorum' }])
})

test('42: an act lies in the log of another document: it is about its own', async () => {
  const { group, id, all, chair, one, question } = await three()
  const other = await chair.documents.create({
    ...({ group, kind: 'brief', title: 'Brief', language: 'en' } as const),
    blocks: [{ kind: 'paragraph', runs: [{ text: 'Another text.' }] }],
  })
  await chair.documents.share(other)
  await meet(group, ...all)
  const [act] = chair.documents.acts(id)
  chair.documents.remarkAlone(other, () => ({
    write: doc => logAct(doc, act!, random),
    keep: () => {},
  }))
  await meet(group, ...all)
  expect(one.documents.acts(other)).toHaveLength(1)
  expect(actsIn(one, other)).toEqual([])
  expect(actsIn(one, id)).toEqual([question])
})

test('typing while a question arrives over a link: the words are in a message that does not name it', async () => {
  const { group, id, all } = await deciders(['member'])
  const [chair, one] = all as [Decider, Decider]
  await link(group, chair, one)
  // The first edit after a pause goes out at once, the next one a moment later.
  await one.documents.editAs(id, doc => doc.getMap(metaName).set('title', 'Typed'))
  await one.documents.flush()
  const typed = one.documents.editAs(id, doc => doc.getMap(metaName).set('title', 'Typed on'))
  const question = chair.acts.write(id, null, questionOf(chair, group, id))
  await typed
  await Promise.all(all.map(each => each.sync.level(group)))
  await expect.poll(() => actsIn(one, id)).toEqual([question])
  await one.documents.flush()
  await Promise.all(all.map(each => each.sync.level(group)))
  const [asked] = chair.archive.messages
    .ofDocument(id, 0)
    .filter(({ kind, device }) => kind === 'remarks' && device === deviceIn(chair, group))
  const own = one.archive.messages
    .ofDocument(id, 0)
    .filter(({ kind, device }) => kind === 'update' && device === deviceIn(one, group))
  expect(own).toHaveLength(2)
  for (const { header } of own)
    expect(readMessage(header)?.after.feeds.some(point => point.id === asked?.id)).toBe(false)
  await expect.poll(() => chair.documents.page(id).meta.title).toBe('Typed on')
})

test('clocks ten years off: nothing changes', async () => {
  const { group, id, all, chair, one, two, question } = await three()
  one.clock.now += 10 * 365 * day
  two.clock.now -= 10 * 365 * day
  one.acts.write(id, question, position('support'))
  await meet(group, ...all)
  two.acts.write(id, question, position('reservations'))
  await meet(group, ...all)
  chair.acts.write(id, question, { type: 'close' })
  await meet(group, ...all)
  alike(id, all, 4)
  expect(statesIn(one, id)).toMatchObject([{ is: 'closed', code: 'agreed' }])
})
