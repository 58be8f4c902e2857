// Parked edits of this device, outside the journal: they build on text that it lost, or their
// document could not be flushed. They are shown with the text, and go out when the obstacle is
// gone.
import type { Archive } from '#core/archive'
import { digest, toHex } from '#core/keys'
import type { DocumentId, GroupId } from '#shared/ids'
import { readEntry, writeEntry, type Entry } from './bodies.ts'

type Notes = Archive['notes']

/** A parked edit, and its note. */
export type ParkedEdit = Entry & { note: string }

const heldPrefix = (document: DocumentId): string => `documents/held/${document}/`

export const parkedName = (entry: Entry): string =>
  heldPrefix(entry.document) + toHex(digest('held', writeEntry(entry)))

/** Edits that were parked with a number in that order; others lie before, behind or among them. */
export const parkedIn = (notes: Notes, group: GroupId, document: DocumentId): ParkedEdit[] =>
  notes.list(group, heldPrefix(document)).flatMap(({ name, bytes }) => {
    const entry = readEntry(bytes)
    return entry ? [{ ...entry, note: name }] : []
  })

/** As hexadecimal digits, so that names sort by number. */
const digits = 12
const numberOf = (name: string, document: DocumentId): number => {
  const end = name.slice(heldPrefix(document).length)
  // A digest is longer.
  return end.length === digits ? Number.parseInt(end, 16) : -1
}

/** The number of the next parked edit, behind all that lie there in order. */
export const nextParked = (notes: Notes, group: GroupId, document: DocumentId): number =>
  1 +
  notes
    .list(group, heldPrefix(document))
    .reduce((most, { name }) => Math.max(most, numberOf(name, document)), -1)

/** In a transaction. */
export const parkAt = (notes: Notes, entry: Entry, number: number): void => {
  const name = heldPrefix(entry.document) + number.toString(16).padStart(digits, '0')
  notes.put(entry.group, name, writeEntry(entry))
}

const heldUpPrefix = 'documents/held-up/'

/** Documents that could not be flushed, by this session or an earlier one. */
export const heldUpIn = (notes: Notes): DocumentId[] =>
  notes.list(null, heldUpPrefix).map(({ name }) => name.slice(heldUpPrefix.length) as DocumentId)

export const markHeldUp = (notes: Notes, document: DocumentId): void => {
  if (!notes.has(null, heldUpPrefix + document))
    notes.put(null, heldUpPrefix + document, new Uint8Array())
}

export const unmarkHeldUp = (notes: Notes, document: DocumentId): void =>
  notes.remove(null, heldUpPrefix + document)

/** The document is gone for good, and its parked edits with it. */
export const forgetParked = (notes: Notes, group: GroupId, document: DocumentId): void => {
  for (const { name } of notes.list(group, heldPrefix(document))) notes.remove(group, name)
  unmarkHeldUp(notes, document)
}
