// Particulars of agendas and minutes, in the map beside the body: the agenda of minutes, the place of
// a closed item, and how speakers read. A misshapen value reads as none.
import * as v from 'valibot'
import type * as Y from 'yjs'
import { BlockId, DocumentId } from '#shared/ids'
import { metaName } from '#document/tree'
import { speakerNamings, type SpeakerNaming } from '#document/model'

/** The block behind which the closed item stands; null for the beginning. */
const ClosedOf = v.object({ agenda: DocumentId, block: v.nullable(BlockId) })
export type ClosedOf = v.InferOutput<typeof ClosedOf>

export type MeetingMeta = {
  minutesOf: DocumentId | null
  closedOf: ClosedOf | null
  naming: SpeakerNaming
}

/** Nobody is named before a member chose so. */
const defaultNaming: SpeakerNaming = 'role'

const fields = {
  minutesOf: v.fallback(v.nullable(DocumentId), null),
  closedOf: v.fallback(v.nullable(ClosedOf), null),
  naming: v.fallback(v.picklist(speakerNamings), defaultNaming),
}

export const readMeetingMeta = (doc: Y.Doc): MeetingMeta => {
  const meta = doc.getMap(metaName)
  return v.parse(v.object(fields), {
    minutesOf: meta.get('minutesOf') ?? null,
    closedOf: meta.get('closedOf') ?? null,
    naming: meta.get('naming'),
  })
}

/** Sets the given ones; what reads so already is not written. */
export const writeMeetingMeta = (doc: Y.Doc, given: Partial<MeetingMeta>): void => {
  const before = readMeetingMeta(doc)
  const meta = doc.getMap(metaName)
  doc.transact(() => {
    for (const [key, value] of Object.entries(given)) {
      const known = before[key as keyof MeetingMeta]
      const isNew = JSON.stringify(known) !== JSON.stringify(value)
      if (value !== undefined && isNew) meta.set(key, value)
    }
  })
}
