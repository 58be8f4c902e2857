// A removal that holds is applied, whatever becomes of the devices that signed it. A removal that is
// settled later can make the admission of such a device void: the subject of the first stays removed.
import { expect, test } from 'vitest'
import { reduce, type GroupStorage } from '#core/group'
import type { MemberId, RecordId } from '#shared/ids'
import { founder, joiner, type Person } from '#tests/group'
import { addsDevice, allRecords, shareAll } from '#tests/membership-game'
import { memoryGroups } from '#tests/memory-groups'
import { checked } from '#tests/records'

type Someone = Person<GroupStorage>

const idOf = ({ group }: Someone): MemberId => group.self.member!

/**
 * Alice, Dana and Xenia are chairs, Erin is a member. Erin's laptop adds a phone. Dana has not heard of
 * the phone and removes the laptop: this makes the admission of the phone void. Xenia writes a record.
 */
const scene = () => {
  const given = () => ({ archive: memoryGroups() })
  const alice: Someone = founder('Alice', given())
  const erin = joiner('Erin', alice, given())
  const xenia = joiner('Xenia', alice, given(), 'chair')
  const dana = joiner('Dana', alice, given(), 'chair')
  shareAll([alice, erin, xenia, dana])
  const phone = addsDevice(erin)
  shareAll([alice, phone])
  expect(dana.group.removeDevice(erin.group.self.device).state).toBe('done')
  xenia.group.setRecovery(new Uint8Array(32).fill(7))
  const [beside] = xenia.group.recordHeads() as [RecordId]
  return { alice, erin, xenia, dana, phone, beside, subject: idOf(xenia), other: idOf(erin) }
}

/** Xenia is out, with what Xenia wrote beside the proposal; so are both devices of Erin. */
const expectRemoved = (it: ReturnType<typeof scene>): void => {
  const { alice, erin, xenia, dana, phone, beside, subject, other } = it
  const people = [alice, erin, xenia, dana, phone]
  const { id } = alice.group
  const records = allRecords(people)
  const outside = [erin, xenia, phone].map(({ group }) => group.self.device)
  for (const list of [records, records.toReversed()]) {
    const state = reduce(id, checked(id, list))
    const handles = [...state.members.values()].map(({ handle }) => handle)
    expect(handles.toSorted()).toEqual(['Alice', 'Dana', 'Erin'])
    expect([...state.pastMembers.keys()]).toEqual([subject])
    expect(state.voided.has(beside)).toBe(true)
    expect(state.members.get(other)?.devices).toEqual([])
    expect([...state.pastDevices.keys()].toSorted()).toEqual(outside.toSorted())
    expect([...state.proposals.values()].map(({ carried }) => carried)).toEqual([true])
  }
  shareAll(people)
  const { id: epoch } = dana.group.epoch()
  shareAll(people)
  expect(alice.group.epoch().id).toBe(epoch)
  for (const out of [erin, xenia, phone]) expect(out.group.epochKey(epoch)).toBeNull()
}

test('the admission of the device that proposed becomes void: the subject stays removed', () => {
  const it = scene()
  it.phone.group.removeMember(it.subject, 'lost')
  shareAll([it.alice, it.phone])
  const [proposal] = it.alice.group.proposals()
  expect(it.alice.group.second(proposal!.id).state).toBe('done')
  expectRemoved(it)
})

test('the admission of the device that carried becomes void: the subject stays removed', () => {
  const it = scene()
  it.alice.group.removeMember(it.subject, 'lost')
  shareAll([it.alice, it.phone])
  const [proposal] = it.phone.group.proposals()
  expect(it.phone.group.second(proposal!.id).state).toBe('done')
  expectRemoved(it)
  const { removed } = it.alice.group.state().pastMembers.get(it.subject)!
  expect(removed.by).toBe(it.other)
})
