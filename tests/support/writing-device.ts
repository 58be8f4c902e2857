// One member's replica and documents as the product has them, on a real archive, and nothing around
// them: no links, no windows, no time that passes. What is written goes out when `flush` is called.
import { clientIds, openDocuments, type ClientIds, type Documents } from '#core/documents'
import { maySettle, wasMember } from '#core/group'
import { random as anyBytes } from '#core/keys'
import { plenaryOf } from '../../src/core/sync/plenary.ts'
import { openReplica, type Replica } from '../../src/core/sync/replica.ts'
import { handTimers } from './documents.ts'
import type { Person } from './group.ts'

export type Device = { person: Person; replica: Replica; documents: Documents; close(): void }

/** The real rooms of one member, without links or timers. The first bytes of `random` name the feed. */
export const deviceOf = (person: Person, random = anyBytes, ids: ClientIds = clientIds): Device => {
  const { archive, clock } = person
  const group = plenaryOf(person.group)
  const replica = openReplica({
    archive,
    group,
    random,
    now: () => clock.now(),
    documents: {
      receive: delivery => documents.receive(delivery),
      together: (ids, work) => documents.together(ids, work),
      snapshotFor: (document, heads) => documents.snapshotFor(document, heads),
      rebuild: document => documents.rebuild(document),
      split: given => documents.split(given),
      unsealed: of => documents.unsealed({ group: of }),
      seal: () => documents.sealNow(),
    },
    defect: error => {
      throw error
    },
  })
  const documents = openDocuments({
    archive,
    ids,
    random,
    now: () => clock.now(),
    later: handTimers().later,
    feedOf: () => replica.feed,
    deviceOf: () => group.self.device,
    selfOf: () => group.self.member,
    publish: (_group, document, kind, body) => replica.publish({ document, kind, body }),
    memberOf: (_group, device) => wasMember(person.group.state(), device)?.id ?? null,
    settlesIn: () => {
      const { member } = group.self
      const role = member && person.group.state().members.get(member)?.role
      return role !== null && role !== undefined && maySettle(role)
    },
    live: () => false,
    sendPresence: () => {},
  })
  return {
    person,
    replica,
    documents,
    close() {
      documents.close()
      replica.close()
    },
  }
}
