// Records of a circle that a member's own device would not write.
import type { Circle } from '#core/group'
import { boxFor, random } from '#core/keys'
import type { RecordId } from '#shared/ids'
import { writeCircleRecord } from '../../src/core/group/circles/history.ts'
import type { CircleBody } from '../../src/core/group/circles/records.ts'
import { epochIdOf } from '../../src/core/group/epochs.ts'
import type { Person } from './circle-people.ts'

let forgeries = 0

/** An epoch for these people's devices alone, whatever the circle is. */
export const epochFor = (...all: Person[]) => {
  const key = random(32)
  const boxes = all
    .map(({ group: { self } }) => [self.device, boxFor(self.keys.agreement.public, key)] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
  return { id: epochIdOf(key), boxes }
}

export const forged = (
  circle: Circle,
  { group }: Person,
  body: CircleBody,
  parents: readonly RecordId[] = circle.recordHeads(),
) => {
  forgeries += 1
  return writeCircleRecord(group.self.keys, { group: circle.id, parents, at: forgeries }, body)
}
