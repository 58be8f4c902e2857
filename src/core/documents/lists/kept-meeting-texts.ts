// The parts of each document that meetings read, kept beside it: lists ask for all agendas and minutes of a group, and a new
// session would read each of them from its messages (decision 0099).
import type { Archive } from '#core/archive'
import { schema } from '#document/model'
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, GroupId } from '#shared/ids'
import type { Catalogue } from './catalogue.ts'
import type { DocumentCache } from '../replica/index.ts'
import {
  meetingPartsOf,
  meetingTextOf,
  type MeetingParts,
  type MeetingText,
} from './meeting-text.ts'
import type { MemberOf } from './mentions.ts'

/** A new number whenever the parts are read otherwise. */
const format = 2

type Ports = {
  archive: Pick<Archive, 'documents' | 'meetingTexts' | 'transaction'>
  cache: Pick<DocumentCache, 'derived' | 'has' | 'isDerived'>
  catalogue: Pick<Catalogue, 'isKept' | 'isLevel'>
  deviceOf(group: GroupId): DeviceId
  memberOf: MemberOf
}

/** Throws `not-found`. */
export const meetingTextsIn = (ports: Ports): ((id: DocumentId) => MeetingText) => {
  const { archive, cache, catalogue, deviceOf, memberOf } = ports
  /** Read from the archive in this turn. */
  const fresh = new Map<DocumentId, { key: string; parts: MeetingParts; text: MeetingText }>()

  /** Edits in no message yet are those of this device. */
  const keyOf = (id: DocumentId): string | null => {
    const row = archive.documents.keyOf(id)
    return row && JSON.stringify([format, schema, deviceOf(row.group)])
  }
  const kept = (id: DocumentId): MeetingText | null => {
    const row = catalogue.isLevel(id) ? archive.meetingTexts.get({ document: id }) : null
    return row && row.key === keyOf(id) ? meetingTextOf(JSON.parse(row.text) as MeetingParts) : null
  }
  /** Whether the archive still has what was read. */
  const isTrue = (id: DocumentId, text: MeetingText): boolean =>
    catalogue.isKept(id) && catalogue.isLevel(id) && cache.isDerived(id, text)

  const keep = (): void => {
    const all = [...fresh].filter(
      ([id, { text }]) => archive.documents.keyOf(id) && isTrue(id, text),
    )
    fresh.clear()
    try {
      archive.transaction(() => {
        for (const [document, { key, parts }] of all)
          archive.meetingTexts.put({ document, key, text: JSON.stringify(parts) })
      })
    } catch (error) {
      // A full disk: they are read again.
      if (!(error instanceof Failure)) throw error
    }
  }

  return id => {
    const isInMemory = cache.has(id)
    return cache.derived(
      id,
      document => {
        const parts = meetingPartsOf(document, memberOf)
        const text = meetingTextOf(parts)
        const key = keyOf(id)
        // A replica in memory may have more than the archive.
        if (isInMemory || document.lacks || key === null) return text
        // One transaction for all documents of a list, after the caller's own.
        if (fresh.size === 0) queueMicrotask(keep)
        fresh.set(id, { key, parts, text })
        return text
      },
      () => kept(id),
    )
  }
}
