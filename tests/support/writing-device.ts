// One member's replicas and documents of the product, on a real archive, and nothing around them:
// no links, no windows, no time that passes. Messages go out when `flush` is called.
import { clientIds, openDocuments, type ClientIds, type Documents } from '#core/documents'
import { rightsOf, wasMember, type Circle } from '#core/group'
import { random as anyBytes } from '#core/keys'
import { everyRight, rightsAlone } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import { documentSink } from '../../src/core/profile/document-sink.ts'
import type { SyncGroup } from '../../src/core/sync/ports.ts'
import { plenaryOf } from '../../src/core/sync/members/plenary.ts'
import type { GroupSync } from '../../src/core/sync/group-sync.ts'
import { openGroupSync } from '../../src/core/sync/replica.ts'
import { handTimers, quietActs } from './documents.ts'
import type { Person } from './group.ts'

export type Device = {
  person: Person
  /** The group's messages for all. */
  replica: GroupSync
  /** Those, and the messages of each circle. */
  replicas: ReadonlyMap<GroupId, GroupSync>
  documents: Documents
  close(): void
}

/**
 * The real rooms of one member, without links or timers. The first bytes of `random` name the
 * feeds.
 */
export const deviceOf = (
  person: Person,
  random = anyBytes,
  ids: ClientIds = clientIds,
  circles: readonly Circle[] = [],
): Device => {
  const { archive, clock } = person
  const spaces: SyncGroup[] = [plenaryOf(person.group), ...circles]
  const defect = (error: unknown): never => {
    throw error
  }
  const spaceOf = (id: GroupId) => circles.find(each => each.id === id) ?? person.group
  const sink = documentSink(() => documents, { archive, lost: { cameBack() {} }, spaceOf })
  const replicas = new Map(
    spaces.map(space => [
      space.id,
      openGroupSync({
        archive,
        group: space,
        random,
        now: () => clock.now(),
        documents: sink,
        later: handTimers().later,
        parts: () => [],
        defect,
      }),
    ]),
  )
  const replicaOf = (id: GroupId): GroupSync => replicas.get(id)!
  const stateOf = (id: GroupId) => (spaces.find(each => each.id === id) ?? person.group).state()
  const documents = openDocuments({
    archive,
    ids,
    random,
    now: () => clock.now(),
    later: handTimers().later,
    feedOf: group => replicaOf(group).feed,
    deviceOf: () => person.group.self.device,
    selfOf: () => person.group.self.member,
    publish: (group, document, kind, body) => replicaOf(group).publish({ document, kind, body }),
    memberOf: (group, of) => wasMember(stateOf(group), of)?.id ?? null,
    // Every role writes here: other devices refuse what a role may not do.
    rightsIn: group => {
      const { member } = person.group.self
      const office = member && stateOf(group).members.get(member)
      return office && rightsOf(office).has('settle') ? everyRight : rightsAlone
    },
    live: () => false,
    sendPresence: () => {},
    giveUp: () => {},
    gaveUp: () => {},
    acts: quietActs,
    clock: () => performance.now(),
    defect,
  })
  return {
    person,
    replica: replicaOf(person.group.id),
    replicas,
    documents,
    close() {
      documents.close()
      for (const replica of replicas.values()) replica.close()
    },
  }
}
