// An invitation that names a circle as the group: what is kept of a circle is kept under its id, as what is
// kept of a group is, so asking to join it would stand in its place, and giving that up would remove it.
import { expect, test } from 'vitest'
import { askToJoin, foundCircle, takeCircle } from '#core/group'
import type { GroupId } from '#shared/ids'
import { idOf, people, roomsOf, type Person } from '#tests/circle-people'
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

test('nobody asks to join a circle that she is in as if it were a group', () => {
  const { b } = people()
  const circle = foundCircle(roomsOf(b), 'Closed')
  expect(refusal(() => asks(b, circle.id))).toBe('file-damaged')
  expect(b.archive.groups.get(circle.id)).toBeNull()
})

test('nor takes one whose id she asked to join as a group, before she gives that up', () => {
  const { a, b } = people()
  const circle = foundCircle(roomsOf(a), 'Closed')
  circle.bring(idOf(b))
  asks(b, circle.id)
  const records = circle.recordsBeyond([])
  expect(takeCircle(roomsOf(b), records)).toBeNull()
  expect(b.archive.records.list(circle.id)).toEqual([])
})
