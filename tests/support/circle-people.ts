// Four people of one group, without links, who exchange their circles by hand.
//
//   const { a, b } = people()
//   const mine = foundCircle(roomsOf(a), 'Closed'); mine.bring(idOf(b))
//   const theirs = given(mine, b); exchange(mine, theirs)
import { takeCircle } from '#core/group'
import type { Circle, GroupStorage } from '#core/group'
import { founder, joiner, meet, type Person as PersonOn } from './group.ts'
import { memoryGroups } from './memory-groups.ts'

export type Person = PersonOn<GroupStorage>

export const portsOf = ({ archive, group, environment }: Person) => ({
  storage: archive,
  group,
  now: () => environment.now(),
})

/** All of them, each with all records of the group. */
export const people = () => {
  const a: Person = founder('Alice', { archive: memoryGroups() })
  const joined = (handle: string): Person => joiner(handle, a, { archive: memoryGroups() })
  const all = { a, b: joined('Bob'), c: joined('Carol'), d: joined('Dana') }
  everybodyMeets(Object.values(all))
  return all
}
export const everybodyMeets = (all: readonly Person[]): void => {
  for (const each of [...all, ...all])
    for (const other of all) if (other !== each) meet(each, other)
}

/** The circle in the form of `person`, who gets the records that prove the membership. */
export const given = (from: Circle, person: Person): Circle => {
  const proof = from.proofFor(person.group.self.device)
  const circle = proof && takeCircle(portsOf(person), proof)
  if (!circle) throw new TypeError('not in')
  return circle
}
export const exchange = (...all: Circle[]): void => {
  for (const each of [...all, ...all])
    for (const other of all) other.addRecords(each.recordsBeyond([]))
}
export const idOf = (person: Person) => {
  const { member } = person.group.self
  if (!member) throw new TypeError('no member')
  return member
}
