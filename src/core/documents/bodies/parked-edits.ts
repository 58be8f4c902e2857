// Parked edits of this device, outside the journal: they build on text that it lost, or their
// document could not be flushed. They are shown with the text, and go out when the obstacle is
// gone.
import type { Archive, ParkedEditRow, TableReader } from '#core/archive'
import { digest, toHex } from '#core/keys'
import type { DocumentId } from '#shared/ids'
import { readEntry, writeEntry, type Entry } from './bodies.ts'

/** A parked edit, and its place. */
export type ParkedEdit = Entry & { place: string }

type Parked = Pick<Archive, 'parkedEdits'>

/** The place of an edit that builds on lost text. */
export const parkedPlace = (entry: Entry): string => toHex(digest('held', writeEntry(entry)))

/** Edits that were parked with a number in that order; others lie before, behind or among them. */
export const parkedIn = (
  { parkedEdits }: { parkedEdits: TableReader<ParkedEditRow, 'document' | 'place'> },
  document: DocumentId,
): ParkedEdit[] =>
  parkedEdits.list({ document }).flatMap(({ place, entry: kept }) => {
    const entry = readEntry(kept)
    return entry ? [{ ...entry, place }] : []
  })

export const park = ({ parkedEdits }: Parked, entry: Entry, place: string): void =>
  parkedEdits.put({ document: entry.document, place, entry: writeEntry(entry) })

/** As hexadecimal digits, so that places sort by number; a digest is longer. */
const digits = 12

/** The number of the next parked edit, behind all that lie there in order. */
export const nextParked = ({ parkedEdits }: Parked, document: DocumentId): number =>
  1 +
  parkedEdits
    .list({ document })
    .filter(({ place }) => place.length === digits)
    .reduce((most, { place }) => Math.max(most, Number.parseInt(place, 16)), -1)

/** In a transaction. */
export const parkAt = (archive: Parked, entry: Entry, number: number): void =>
  park(archive, entry, number.toString(16).padStart(digits, '0'))
