// Edits of this device that lie aside, out of the journal: they build on something that it lost, or
// their document could not be sealed. They are shown with the text, and go out when that is mended.
import type { Archive } from '#core/archive'
import { digest, toHex } from '#core/keys'
import type { DocumentId, GroupId } from '#shared/ids'
import { readEntry, writeEntry, type Entry } from './bodies.ts'
import { forgetLook } from './looks.ts'
import { forgetPlaces } from './places.ts'

type Notes = Archive['notes']

/** An edit that lies aside, and the note that it lies in. */
export type Held = Entry & { note: string }

const heldPrefix = (document: DocumentId): string => `documents/held/${document}/`

export const heldName = (entry: Entry): string =>
  heldPrefix(entry.document) + toHex(digest('held', writeEntry(entry)))

/** Those that were put aside with a number in that order; others lie before, behind or among them. */
export const heldOf = (notes: Notes, group: GroupId, document: DocumentId): Held[] =>
  notes.list(group, heldPrefix(document)).flatMap(({ name, bytes }) => {
    const entry = readEntry(bytes)
    return entry ? [{ ...entry, note: name }] : []
  })

/** As hexadecimal digits, so that names come in the order of what they count. */
const digits = 12
const numberOf = (name: string, document: DocumentId): number => {
  const end = name.slice(heldPrefix(document).length)
  // A digest is longer.
  return end.length === digits ? Number.parseInt(end, 16) : -1
}

/** The number of what is put aside next, behind all that lies there in its order. */
export const nextHeld = (notes: Notes, group: GroupId, document: DocumentId): number =>
  1 +
  notes
    .list(group, heldPrefix(document))
    .reduce((most, { name }) => Math.max(most, numberOf(name, document)), -1)

/** In a transaction. */
export const holdAt = (notes: Notes, entry: Entry, number: number): void => {
  const name = heldPrefix(entry.document) + number.toString(16).padStart(digits, '0')
  notes.put(entry.group, name, writeEntry(entry))
}

const heldUpPrefix = 'documents/held-up/'

/** Documents that could not be sealed, by this session or an earlier one. */
export const heldUpIn = (notes: Notes): DocumentId[] =>
  notes.list(null, heldUpPrefix).map(({ name }) => name.slice(heldUpPrefix.length) as DocumentId)

export const markHeldUp = (notes: Notes, document: DocumentId): void => {
  if (!notes.has(null, heldUpPrefix + document))
    notes.put(null, heldUpPrefix + document, new Uint8Array())
}

export const unmarkHeldUp = (notes: Notes, document: DocumentId): void =>
  notes.remove(null, heldUpPrefix + document)

/** The document is gone for good, and with it what was kept aside of it. */
export const forgetHeld = (notes: Notes, group: GroupId, document: DocumentId): void => {
  for (const { name } of notes.list(group, heldPrefix(document))) notes.remove(group, name)
  unmarkHeldUp(notes, document)
  forgetPlaces(notes, group, document)
  forgetLook(notes, group, document)
}
