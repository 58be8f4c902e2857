// Messages that no person waits to see are deferred and taken in together; these tests hold the
// things that this must not change.
import { expect, test } from 'vitest'
import { encode, random } from '#core/keys'
import type { SignedRecord } from '#core/records'
import type { DeviceId, GroupId, MemberId, MessageId, RecordId } from '#shared/ids'
import { forge, forgeAfter, type Forged } from '#tests/forge'
import { until, type Device } from '#tests/sync'
import { memoryLinks } from '../../acceptance/link.ts'
import { memberAnswers } from '../../../src/core/api/members.ts'
import { readFrame, writeHave, writeRecords } from '../../../src/core/sync/link/frames.ts'
import { fine, sent, unknown } from './hostile/scene.ts'
import { openStage, say } from './hostile/stage.ts'

test('messages name what is deferred: requests are answered all the same', async () => {
  const { bob, scene } = await openStage()
  const [known, next] = scene.known
  const ends = memoryLinks({ a: scene.mallory.device, b: bob.group.self.device })
  const frames: Uint8Array[] = []
  ends.a.onFrame(bytes => void frames.push(bytes))
  bob.sync.addLink(bob.group.id, ends.b)
  // Another message in a place that Bob has filled, and one after it, so that Bob requests it.
  const named = { feed: known.message.feed, seq: known.message.seq, id: unknown<MessageId>() }
  const wrong = fine(scene, { after: { records: [], feeds: [named] } })
  expect(next.message.seq).toBeGreaterThan(named.seq)
  for (const seal of sent(scene, [wrong])) await ends.a.send(seal)
  await until(() => frames.some(bytes => readFrame(bytes)?.kind === 'want' || !readFrame(bytes)))
  expect(frames.map(readFrame)).not.toContain(null)
})

const waiting = ({ archive, group }: Device): number =>
  archive.waitingMessages.count({ group: group.id })
const stateOf = ({ archive }: Device, { message }: Forged): string | undefined =>
  archive.messages.get(message.id)?.state

test('messages wait: they are deferred over any links, and kept when their time has come', async () => {
  const stage = await openStage()
  const { bob, scene, rests } = stage
  rests.hold()
  const feeds = { records: [], feeds: [] }
  const all = Array.from({ length: 5 }, (_, at) =>
    fine(scene, {
      after: { ...feeds, records: [unknown<RecordId>()] },
      seq: at,
      previous: unknown(),
    }),
  )
  // A role that may not write: kept as refused.
  const { id, secret } = scene.documents.shared
  const edit = { document: id, secret, kind: 'update', body: encode([1, 'update', null, ['no']]) }
  const refused = forge(scene.observer, { after: { records: scene.records, feeds: [] }, ...edit })
  for (const one of [...all, refused]) await say(stage, sent(scene, [one]))
  expect([waiting(bob), stateOf(bob, refused)]).toEqual([0, undefined])
  rests.release()
  // The first of them was dropped: it follows none of the messages that it names.
  expect([waiting(bob), stateOf(bob, refused)]).toEqual([4, 'refused'])
})

test('the message that deferred ones lack comes: they are taken in at once', async () => {
  const stage = await openStage()
  const { bob, scene, rests } = stage
  rests.hold()
  const first = fine(scene)
  const second = forgeAfter(scene.mallory, first)
  await say(stage, sent(scene, [second]))
  expect(stateOf(bob, second)).toBeUndefined()
  await say(stage, sent(scene, [first]))
  expect([first, second].map(each => stateOf(bob, each))).toEqual(['applied', 'applied'])
  rests.release()
})

test('the record that deferred messages lack comes: they are taken in at once', async () => {
  const stage = await openStage()
  const { alice, bob, scene, rests } = stage
  rests.hold()
  const before = alice.group.recordHeads()
  alice.group.removeMember(alice.group.state().devices.get(scene.observer.device)!.member, 'lost')
  const records = alice.group.recordHeads()
  expect(records).not.toEqual(before)
  const message = fine(scene, { after: { records: [...records], feeds: [] } })
  await say(stage, sent(scene, [message]))
  expect(stateOf(bob, message)).toBeUndefined()
  bob.group.addRecords(alice.group.recordsBeyond(before))
  expect(stateOf(bob, message)).toBe('applied')
  rests.release()
})

test('messages came before a removal: they count as before it, deferred ones and those on top of them included', async () => {
  const stage = await openStage()
  const { alice, bob, scene, rests } = stage
  rests.hold()
  const member = alice.group.state().devices.get(scene.mallory.device)!.member
  const before = alice.group.recordHeads()
  // No statement of its heads: kept as refused.
  const refused = fine(scene, { kind: 'heads' })
  const good = forgeAfter(scene.mallory, refused)
  await say(stage, sent(scene, [refused]))
  await say(stage, sent(scene, [good]))
  alice.group.removeMember(member, 'lost')
  const ends = memoryLinks({ a: alice.group.self.device, b: bob.group.self.device })
  ends.a.onFrame(() => {})
  bob.sync.addLink(bob.group.id, ends.b)
  for (const frame of writeRecords(alice.group.recordsBeyond(before))) await ends.a.send(frame)
  await until(() => !bob.group.state().members.has(member))
  expect([refused, good].map(each => stateOf(bob, each))).toEqual(['refused', 'applied'])
  rests.release()
})

test('a frame holds no record, or an unsigned one: no deferred message is taken in', async () => {
  const stage = await openStage()
  const { alice, bob, scene, rests } = stage
  rests.hold()
  const refused = fine(scene, { kind: 'heads' })
  await say(stage, sent(scene, [refused]))
  const before = alice.group.recordHeads()
  alice.group.setTerm(alice.group.self.member!, { from: 1, until: null })
  const real = alice.group.recordsBeyond(before)
  const unsigned = real.map(({ signatures, ...rest }): SignedRecord => ({
    ...rest,
    signatures: signatures.map(([device]) => [device, random(64)]),
  }))
  await say(stage, [encode([1, 'records', [[random(50), [[random(32), random(64)]]]]])])
  await say(stage, writeRecords(unsigned))
  expect(stateOf(bob, refused)).toBeUndefined()
  // A real one does.
  await say(stage, writeRecords(real))
  expect(stateOf(bob, refused)).toBe('refused')
  rests.release()
})

type Removing = ReturnType<typeof memberAnswers>
type Removed = { group: GroupId; member: MemberId; device: DeviceId; proposal: RecordId }

test.each<[string, (answers: Removing, removed: Removed) => unknown]>([
  ['devices.shutOut', (answers, removed) => answers['devices.shutOut'](removed)],
  ['devices.remove', (answers, removed) => answers['devices.remove'](removed)],
  [
    'members.remove',
    (answers, removed) => answers['members.remove']({ ...removed, reason: 'lost' }),
  ],
  ['members.second', (answers, removed) => answers['members.second'](removed)],
])('a member is removed here: its deferred messages are taken in before, %s', async (_, remove) => {
  const stage = await openStage()
  const { bob, scene, rests } = stage
  const { device } = scene.mallory
  const { member } = bob.group.state().devices.get(device)!
  // More than one must state that.
  bob.group.removeMember(member, 'lost')
  const [proposal] = bob.group.state().proposals.keys()
  rests.hold()
  const refused = fine(scene, { kind: 'heads' })
  const good = forgeAfter(scene.mallory, refused)
  for (const one of [refused, good]) await say(stage, sent(scene, [one]))
  expect(stateOf(bob, good)).toBeUndefined()
  let before: string | undefined
  const get = (): Device['group'] => {
    before = stateOf(bob, good)
    return bob.group
  }
  const profile = () => ({ sync: bob.sync, groups: { get } })
  const answers = memberAnswers({ profile } as unknown as Parameters<typeof memberAnswers>[0])
  remove(answers, { group: bob.group.id, member, device, proposal: proposal! })
  expect(before).toBe('applied')
  expect([refused, good].map(each => stateOf(bob, each))).toEqual(['refused', 'applied'])
  rests.release()
})

test('a peer claims to have deferred messages: they are not requested from it', async () => {
  const stage = await openStage()
  const { bob, scene, rests } = stage
  rests.hold()
  const message = fine(scene, { seq: 3, previous: unknown<MessageId>() })
  await say(stage, sent(scene, [message]))
  expect(waiting(bob)).toBe(0)
  const { feed, seq, id } = message.message
  await say(stage, [writeHave({ records: scene.records, feeds: [{ feed, seq, id }] }, true)])
  expect(waiting(bob)).toBe(1)
  rests.release()
})
