// Removal: a removed device has no later key, and a stolen device gains nothing by records that
// ignore the removal.
import { describe, expect, test } from 'vitest'
import { isStopped, removedBy, wasMember } from '#core/group'
import type { GroupStorage } from '#core/group'
import { founder, joiner, meet, type Person } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import { copied } from '#tests/membership-game'
import { refusal } from '#tests/refusal'
import { signFields } from '#core/records'
import type { Role } from '#shared/contract'

type Someone = Person<GroupStorage>

const given = () => ({ archive: memoryGroups() })
const alice = (): Someone => founder('Alice', given())
const joins = (host: Someone, handle: string, role: Role = 'member'): Someone =>
  joiner(handle, host, given(), role)

const everyone = (...people: Someone[]): void => {
  for (const a of people) for (const b of people) if (a !== b) meet(a, b)
}
const idOf = ({ group }: Someone) => group.self.member!
const handles = ({ group }: Someone) =>
  [...group.state().members.values()].map(({ handle }) => handle).toSorted()

describe('a chair removes a member', () => {
  test('when the member is removed, one record holds removal and epoch, and the removed device has no key', () => {
    const a = alice()
    const [b, c] = [joins(a, 'Bob'), joins(a, 'Carol')]
    everyone(a, b, c)
    const before = a.group.recordHeads()
    expect(a.group.removeMember(idOf(b), 'lost')).toEqual({ state: 'done', needed: 0 })
    const [removal, ...more] = a.group.recordsBeyond(before)
    expect(more).toEqual([])
    const { id, key } = a.group.epoch()
    expect(a.group.recordsBeyond(before)).toHaveLength(1)
    everyone(a, b, c)
    expect(c.group.epoch()).toEqual({ id, key })
    expect(b.group.epochKey(id)).toBeNull()
    expect(refusal(() => b.group.epoch())).toBe('not-permitted')
    for (const person of [a, b, c]) {
      expect(handles(person)).toEqual(['Alice', 'Carol'])
      const state = person.group.state()
      expect(removedBy(state, b.group.self.device)).toEqual([removal!.id])
      expect(wasMember(state, b.group.self.device)?.handle).toBe('Bob')
      expect(state.pastMembers.values().next().value?.removed).toMatchObject({
        by: a.group.state().devices.get(a.group.self.device)?.member,
        reason: 'lost',
      })
    }
  })

  test('when the removed member writes on old heads, the records are void and their newcomers are out', () => {
    const a = alice()
    const b = joins(a, 'Bob', 'chair')
    const c = joins(a, 'Carol')
    everyone(a, b, c)
    // Alice and Carol demote Bob later; first he acts as a chair.
    const d = joins(b, 'Dana')
    expect(a.group.removeMember(idOf(b), 'lost')).toEqual({ state: 'proposed', needed: 1 })
    everyone(a, c)
    const [proposal] = c.group.proposals()
    expect(proposal).toMatchObject({ needed: 1, mine: false })
    expect(c.group.second(proposal!.id)).toEqual({ state: 'done', needed: 0 })
    everyone(a, b, c, d)
    for (const person of [a, b, c, d]) {
      expect(handles(person)).toEqual(['Alice', 'Carol'])
      const state = person.group.state()
      expect(state.pastDevices.get(d.group.self.device)?.state).toBe('removed')
      expect(removedBy(state, d.group.self.device)).toEqual(removedBy(state, b.group.self.device))
      expect(wasMember(state, d.group.self.device)?.handle).toBe('Dana')
    }
  })

  test('when a member leaves, the next sender among the others begins an epoch', () => {
    const a = alice()
    const b = joins(a, 'Bob')
    everyone(a, b)
    const before = a.group.epoch()
    b.group.leave()
    everyone(a, b)
    expect(handles(a)).toEqual(['Alice'])
    const after = a.group.epoch()
    expect(after.id).not.toBe(before.id)
    everyone(a, b)
    expect(b.group.epochKey(after.id)).toBeNull()
  })
})

describe('removal of a chair', () => {
  test('when one chair removes another, it becomes a proposal', () => {
    const a = alice()
    const b = joins(a, 'Bob', 'chair')
    const c = joins(a, 'Carol')
    everyone(a, b, c)
    expect(b.group.removeMember(idOf(a), 'lost')).toEqual({ state: 'proposed', needed: 1 })
    expect(handles(b)).toEqual(['Alice', 'Bob', 'Carol'])
  })

  test('when one member is more than half of the others in a group of two, that member still removes no chair', () => {
    const a = alice()
    const b = joins(a, 'Bob')
    everyone(a, b)
    const thief = copied(b)
    expect(thief.group.removeMember(idOf(a), 'lost')).toEqual({ state: 'proposed', needed: 1 })
    expect(thief.group.second(thief.group.proposals()[0]!.id)).toEqual({
      state: 'waiting',
      needed: 1,
    })
    expect(b.group.proposals()).toEqual([])
    expect(thief.group.proposals()).toMatchObject([{ mine: true, canPass: false }])
    const c = joins(a, 'Carol')
    everyone(a, b, c, thief)
    expect(handles(c)).toEqual(['Alice', 'Bob', 'Carol'])
  })

  test('when votes are counted, only members whose vote counts see it: neither the subject nor later members', () => {
    const a = alice()
    const [b, c] = [joins(a, 'Bob', 'chair'), joins(a, 'Carol')]
    everyone(a, b, c)
    expect(b.group.removeMember(idOf(a), 'lost')).toEqual({ state: 'proposed', needed: 1 })
    everyone(a, b)
    const d = joins(b, 'Dana')
    everyone(a, b, c, d)
    const seenBy = ({ group }: Someone) =>
      group
        .proposals()
        .map(({ mayAgree, aboutSelf, canPass }) => ({ mayAgree, aboutSelf, canPass }))
    expect(seenBy(a)).toEqual([{ mayAgree: false, aboutSelf: true, canPass: true }])
    expect(seenBy(b)).toEqual([{ mayAgree: false, aboutSelf: false, canPass: true }])
    expect(seenBy(c)).toEqual([{ mayAgree: true, aboutSelf: false, canPass: true }])
    expect(seenBy(d)).toEqual([{ mayAgree: false, aboutSelf: false, canPass: true }])
    expect(refusal(() => d.group.second(d.group.proposals()[0]!.id))).toBe('not-permitted')
    // Nobody else has to approve after the asked member left.
    c.group.removeMember(idOf(c), 'left')
    everyone(a, b, c)
    expect(seenBy(b)).toEqual([{ mayAgree: false, aboutSelf: false, canPass: false }])
  })

  test('when there is another chair, two members remove a chair, one of them a chair', () => {
    const a = alice()
    const [b, c, d] = [joins(a, 'Bob', 'chair'), joins(a, 'Carol'), joins(a, 'Dana')]
    everyone(a, b, c, d)
    expect(c.group.removeMember(idOf(a), 'lost')).toEqual({ state: 'proposed', needed: 1 })
    everyone(c, d)
    expect(d.group.second(d.group.proposals()[0]!.id)).toEqual({ state: 'waiting', needed: 1 })
    everyone(b, c, d)
    expect(b.group.second(b.group.proposals()[0]!.id)).toEqual({ state: 'done', needed: 0 })
    everyone(a, b, c, d)
    for (const person of [a, b, c, d]) expect(handles(person)).toEqual(['Bob', 'Carol', 'Dana'])
  })

  test('when it is the only chair, more than half of the others remove it and elect another', () => {
    const a = alice()
    const [b, c, d] = [joins(a, 'Bob'), joins(a, 'Carol'), joins(a, 'Dana')]
    everyone(a, b, c, d)
    expect(b.group.removeMember(idOf(a), 'lost')).toEqual({ state: 'proposed', needed: 1 })
    // Alice sees it and removes both who might sign; the removal of Alice holds all the same.
    everyone(a, b)
    expect(a.group.removeMember(idOf(b), 'lost').state).toBe('done')
    expect(a.group.removeMember(idOf(c), 'lost').state).toBe('done')
    everyone(a, d)
    expect(handles(d)).toEqual(['Alice', 'Dana'])
    everyone(b, c)
    expect(c.group.second(c.group.proposals()[0]!.id)).toEqual({ state: 'done', needed: 0 })
    everyone(a, b, c, d)
    for (const person of [a, b, c, d]) expect(handles(person)).toEqual(['Bob', 'Carol', 'Dana'])
    expect(refusal(() => joins(b, 'Erin'))).toBe('not-permitted')
    expect(d.group.setRole(idOf(b), 'chair')).toEqual({ state: 'proposed', needed: 1 })
    everyone(b, c, d)
    expect(b.group.second(b.group.proposals()[0]!.id)).toEqual({ state: 'done', needed: 0 })
    everyone(b, c, d)
    joins(b, 'Erin')
  })
})

describe('a chair whom two members demote, and who becomes chair again', () => {
  /** Bob was a chair, is a member by Alice's and Carol's votes, and is a chair again by Alice's. */
  const again = () => {
    const a = alice()
    const [b, c] = [joins(a, 'Bob', 'chair'), joins(a, 'Carol', 'chair')]
    everyone(a, b, c)
    a.group.setRole(idOf(b), 'member')
    everyone(a, b, c)
    c.group.second(c.group.proposals()[0]!.id)
    everyone(a, b, c)
    expect(a.group.state().members.get(idOf(b))?.role).toBe('member')
    a.group.setRole(idOf(b), 'chair')
    everyone(a, b, c)
    return [a, b, c] as const
  }

  test('when the chair acts again, the act stands against concurrent ones', () => {
    const [a, b, c] = again()
    const d = joins(b, 'Dana')
    // The records are concurrent: the state of all of them is computed again.
    a.group.invite({ role: 'member' })
    c.group.invite({ role: 'member' })
    everyone(a, b, c, d)
    for (const person of [a, b, c, d]) {
      expect(handles(person)).toEqual(['Alice', 'Bob', 'Carol', 'Dana'])
      expect(person.group.state().voided.size).toBe(0)
    }
  })

  test('when the chair acted concurrently with the demotion, those acts stay void', () => {
    const a = alice()
    const [b, c] = [joins(a, 'Bob', 'chair'), joins(a, 'Carol', 'chair')]
    everyone(a, b, c)
    const thief = copied(b)
    a.group.setRole(idOf(b), 'member')
    everyone(a, b, c)
    c.group.second(c.group.proposals()[0]!.id)
    everyone(a, b, c)
    a.group.setRole(idOf(b), 'chair')
    everyone(a, b, c)
    const puppet = joins(thief, 'Puppet', 'chair')
    everyone(a, b, c, puppet)
    expect(handles(a)).toEqual(['Alice', 'Bob', 'Carol'])
    const d = joins(b, 'Dana')
    everyone(a, b, c, d)
    for (const person of [a, b, c, d])
      expect(handles(person)).toEqual(['Alice', 'Bob', 'Carol', 'Dana'])
  })

  test('when the member who restored the chair is removed concurrently, the chair is none', () => {
    const a = alice()
    const [b, c] = [joins(a, 'Bob', 'chair'), joins(a, 'Carol', 'chair')]
    const d = joins(a, 'Dana')
    everyone(a, b, c, d)
    a.group.setRole(idOf(b), 'member')
    everyone(a, b, c, d)
    c.group.second(c.group.proposals()[0]!.id)
    everyone(a, b, c, d)
    c.group.removeMember(idOf(a), 'lost')
    meet(c, d)
    expect(d.group.second(d.group.proposals()[0]!.id)).toEqual({ state: 'done', needed: 0 })
    a.group.setRole(idOf(b), 'chair')
    meet(a, b)
    const e = joins(b, 'Erin')
    everyone(a, b, c, d, e)
    for (const person of [a, b, c, d, e]) {
      expect(handles(person)).toEqual(['Bob', 'Carol', 'Dana'])
      expect(person.group.state().members.get(idOf(b))?.role).toBe('member')
    }
  })
})

describe('a stolen device', () => {
  test('when it writes an old removal of a chair on old heads, nothing is undone (F1)', () => {
    const a = alice()
    const b = joins(a, 'Bob', 'chair')
    const c = joins(a, 'Carol')
    everyone(a, b, c)
    const old = a.group.recordHeads()
    b.group.removeMember(idOf(a), 'lost')
    everyone(b, c)
    c.group.second(c.group.proposals()[0]!.id)
    everyone(a, b, c)
    const d = joins(b, 'Dana')
    everyone(b, c, d)
    const { id } = b.group
    // Alice's keys are stolen: the thief "removes" Bob and Carol on old heads.
    for (const who of [b, c]) {
      const record = signFields(
        a.group.self.keys,
        { group: id, parents: old, at: 0 },
        'removeMember',
        [Buffer.from(idOf(who), 'hex'), 'lost', null],
      )
      b.group.addRecords([record])
    }
    everyone(a, b, c, d)
    for (const person of [b, c, d]) expect(handles(person)).toEqual(['Bob', 'Carol', 'Dana'])
  })

  test('when it gave a role concurrently with its removal, the role and all acts by it are void', () => {
    const a = alice()
    const [b, c, m] = [joins(a, 'Bob', 'chair'), joins(a, 'Carol'), joins(a, 'Mallory')]
    everyone(a, b, c, m)
    const [thief, mallory] = [copied(a), copied(m)]
    thief.group.setRole(idOf(m), 'chair')
    meet(thief, mallory)
    expect(mallory.group.removeMember(idOf(c), 'lost').state).toBe('done')
    const puppet = joins(mallory, 'Puppet', 'chair')
    const second = joins(puppet, 'Second puppet')
    b.group.removeMember(idOf(a), 'lost')
    meet(b, c)
    expect(c.group.second(c.group.proposals()[0]!.id).state).toBe('done')
    everyone(b, c, m, thief, mallory, puppet, second)
    for (const person of [b, c, m]) {
      expect(handles(person)).toEqual(['Bob', 'Carol', 'Mallory'])
      const roles = [...person.group.state().members.values()].map(({ role }) => role)
      expect(roles.toSorted()).toEqual(['chair', 'member', 'member'])
      for (const out of [puppet, second])
        expect(person.group.state().pastDevices.has(out.group.self.device)).toBe(true)
    }
  })

  test('when any member shuts a device out, it is out at once; a chair lifts that or makes it final', () => {
    const a = alice()
    const [b, c] = [joins(a, 'Bob'), joins(a, 'Carol')]
    everyone(a, b, c)
    c.group.shutOut(b.group.self.device)
    everyone(a, b, c)
    expect(refusal(() => b.group.epoch())).toBe('not-permitted')
    expect(a.group.state().devices.has(b.group.self.device)).toBe(false)
    expect(handles(a)).toEqual(['Alice', 'Bob', 'Carol'])
    expect(refusal(() => c.group.shutOut(a.group.self.device))).toBe('not-permitted')
    const epoch = a.group.epoch()
    expect(b.group.epochKey(epoch.id)).toBeNull()
    const [shutOut] = [...a.group.state().shutOuts.keys()]
    expect(removedBy(a.group.state(), b.group.self.device)).toEqual([shutOut])
    expect(a.group.lift(shutOut!)).toEqual({ state: 'done', needed: 0 })
    everyone(a, b, c)
    expect(b.group.epoch()).toEqual(a.group.epoch())
    expect(removedBy(a.group.state(), b.group.self.device)).toEqual([])
  })
})

test('when an author writes a record of a later version, the author can still be removed', () => {
  const a = alice()
  const [b, c] = [joins(a, 'Bob'), joins(a, 'Carol')]
  everyone(a, b, c)
  const { id, self } = b.group
  const header = { group: id, parents: b.group.recordHeads(), at: 0 }
  b.group.addRecords([signFields(self.keys, header, 'zz-later', [])])
  everyone(a, b, c)
  expect(isStopped(a.group.state())).toBe(true)
  expect(refusal(() => a.group.invite({ role: 'member' }))).toBe('group-stopped')
  expect(a.group.removeMember(idOf(b), 'lost')).toEqual({ state: 'done', needed: 0 })
  everyone(a, c)
  for (const person of [a, c]) {
    expect(isStopped(person.group.state())).toBe(false)
    expect(handles(person)).toEqual(['Alice', 'Carol'])
  }
  const d = joins(a, 'Dana')
  everyone(a, c, d)
  expect(handles(c)).toEqual(['Alice', 'Carol', 'Dana'])
})
