// Five devices of one group, one of which is removed while it writes: schedules with the real rooms.
// Messages go from device to device as packs, each feed in order and cut anywhere; who has heard of
// the removal is part of the schedule.
import { openReplica, type Replica } from '../../src/core/sync/replica.ts'
import { readPack } from '../../src/core/sync/pack.ts'
import { random } from '#core/keys'
import type { SyncGroup } from '#core/sync'
import type { DeviceId, DocumentId, MessageId } from '#shared/ids'
import { onTestFinished } from 'vitest'
import type { Person } from './group.ts'
import { notebookOf, type Notebook } from './sync.ts'

export type Writer = {
  name: string
  device: DeviceId
  replica: Replica
  notebook: Notebook
  person: Person
}

/** The person with a replica over her archive and `group`, and a notebook; no links, no timers. */
export const writerOf = (person: Person, group: SyncGroup = person.group): Writer => {
  const notebook: Notebook = notebookOf(person, () => ({
    publish: (_, document, kind, body) => replica.publish({ document, kind, body }),
  }))
  const replica: Replica = openReplica({
    ...{ archive: person.archive, group, documents: notebook, random },
    now: () => person.clock.now(),
    defect: error => {
      throw error
    },
  })
  onTestFinished(() => replica.close())
  return { name: person.handle, device: group.self.device, replica, notebook, person }
}

/** Own messages are handed on when the microtask after their transaction has run. */
export const settled = (): Promise<void> => new Promise(setImmediate)

/**
 * `to` takes what `from` has and it lacks: all of it, or as many packs as `most` says, each feed from
 * where it is here on.
 */
export const carry = (from: Writer, to: Writer, most = Number.POSITIVE_INFINITY): void => {
  const lacking = to.replica.lacking(from.replica.heads().feeds)
  const packs = [...from.replica.packs(lacking, to.replica.heads().feeds)].slice(0, most)
  to.replica.receive(packs.map(({ bytes }) => readPack(bytes)!))
}

/** Ids of the page's messages to the group that have an effect. */
export const counted = ({ person, replica }: Writer, page: DocumentId): MessageId[] =>
  person.archive.messages
    .ofDocument(page, 0)
    .filter(({ audience }) => audience === (replica.group.id as string))
    .map(({ id }) => id)
    .toSorted()
