// Removal: who is out, that she holds no key of what comes after, and that what a seized device writes
// as if it had heard of nothing changes nothing.
import { describe, expect, test } from 'vitest'
import { isStopped, removedBy, signFields, wasMember } from '#core/group'
import type { GroupStorage } from '#core/group'
import { founder, joiner, meet, type Person } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import { copied } from '#tests/membership-game'
import { refusal } from '#tests/refusal'
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
  test('removal and the new epoch are one record, and the removed device has no key of it', () => {
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

  test('what she writes as if she had not heard of it is void, and so are those she lets in', () => {
    const a = alice()
    const b = joins(a, 'Bob', 'chair')
    const c = joins(a, 'Carol')
    everyone(a, b, c)
    // Bob gives up the chair's role by Alice's and Carol's word, later; first he is one and acts.
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

  test('a member who leaves makes no epoch; who stays does', () => {
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

describe('a chair is removed', () => {
  test('by one signature never: it is proposed', () => {
    const a = alice()
    const b = joins(a, 'Bob', 'chair')
    const c = joins(a, 'Carol')
    everyone(a, b, c)
    expect(b.group.removeMember(idOf(a), 'lost')).toEqual({ state: 'proposed', needed: 1 })
    expect(handles(b)).toEqual(['Alice', 'Bob', 'Carol'])
  })

  test('never by one member, though she is more than half of the others in a group of two', () => {
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

  test('whose word would count is said to her alone: not to whom it is about, nor to who came later', () => {
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
    // Nobody else is asked once the one who was is gone.
    c.group.removeMember(idOf(c), 'left')
    everyone(a, b, c)
    expect(seenBy(b)).toEqual([{ mayAgree: false, aboutSelf: false, canPass: false }])
  })

  test('by two members where there is another chair, one of whom is a chair', () => {
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

  test('the only chair by more than half of the others, who then take another', () => {
    const a = alice()
    const [b, c, d] = [joins(a, 'Bob'), joins(a, 'Carol'), joins(a, 'Dana')]
    everyone(a, b, c, d)
    expect(b.group.removeMember(idOf(a), 'lost')).toEqual({ state: 'proposed', needed: 1 })
    // Alice sees it and removes both who might sign: it does not save her.
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

describe('a chair whom two make a member, and who is made a chair again', () => {
  /** Bob was one, is a member by Alice's and Carol's word, and is one again by Alice's. */
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

  test('acts as one, and it stands when something comes beside it', () => {
    const [a, b, c] = again()
    const d = joins(b, 'Dana')
    // Written beside each other: what all of it means is asked anew.
    a.group.invite({ role: 'member' })
    c.group.invite({ role: 'member' })
    everyone(a, b, c, d)
    for (const person of [a, b, c, d]) {
      expect(handles(person)).toEqual(['Alice', 'Bob', 'Carol', 'Dana'])
      expect(person.group.state().voided.size).toBe(0)
    }
  })

  test('what she wrote as one beside their word is void all the same', () => {
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

  test('is none where who made her one again is removed beside that', () => {
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

describe('a seized device', () => {
  test('an old removal of a chair, written on old heads, undoes nothing (F1)', () => {
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
    // Alice's keys are in the wrong hands: she "removes" Bob and Carol as of then.
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

  test('a role that it gave beside its removal goes, with all that the role allowed', () => {
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

  test('any member shuts a device out at once; a chair lifts it or makes it final', () => {
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

test('a record of a later version does not make its author unremovable', () => {
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
