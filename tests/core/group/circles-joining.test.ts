// An invitation may name a circle as its group. The archive keeps a circle and a group under their
// ids, so asking to join would replace the circle, and giving up would delete it.
import { expect, test } from 'vitest'
import { askToJoin, foundCircle, takeCircle } from '#core/group'
import type { GroupId } from '#shared/ids'
import { idOf, people, portsOf, type Person } from '#tests/circle-people'
import { founder } from '#tests/group'
import { memoryGroups } from '#tests/memory-groups'
import { refusal } from '#tests/refusal'
import { readInvitation, writeInvitation } from '../../../src/core/group/files.ts'

const invitationTo = (group: GroupId): Uint8Array => {
  const eve = founder('Eve', { archive: memoryGroups() })
  return writeInvitation({ ...readInvitation(eve.group.invite({ role: 'member' }).file), group })
}
const asks = ({ archive, environment }: Person, group: GroupId): unknown =>
  askToJoin(archive, { bytes: invitationTo(group), handle: 'Bob' }, environment)

test('when a device is in a circle, it does not ask to join it as a group', () => {
  const { b } = people()
  const circle = foundCircle(portsOf(b), 'Closed')
  expect(refusal(() => asks(b, circle.id))).toBe('file-damaged')
  expect(b.archive.groups.get(circle.id)).toBeNull()
})

test('when a device asked to join a group, it accepts no circle of that id until it gives up', () => {
  const { a, b } = people()
  const circle = foundCircle(portsOf(a), 'Closed')
  circle.bring(idOf(b))
  asks(b, circle.id)
  const records = circle.recordsBeyond([])
  expect(takeCircle(portsOf(b), records)).toBeNull()
  expect(b.archive.records.list(circle.id)).toEqual([])
})
