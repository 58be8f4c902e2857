// Rounds that this device began. Each has a key pair of its own for its replies, and the text as it
// was sent. Both stay in this archive and its backups, and go with the document.
import type { Archive } from '#core/archive'
import { decodeStrict, digest, encode, newDeviceKeys, random, toHex, type Bytes } from '#core/keys'
import { EntryId, type SentPart } from '#shared/document'
import { BlockId, type DocumentId, type GroupId } from '#shared/ids'
import * as v from 'valibot'

export type KeptRound = {
  /** The public name: 32 random hexadecimal digits. */
  round: string
  /** Digest of the text as it was sent. */
  digest: string
  secret: Bytes
  parts: SentPart[]
  /** This device's entry in the document; null before it exists. */
  entry: EntryId | null
}

type Notes = Archive['notes']

const prefix = (document: DocumentId): string => `consultation/${document}/`

/** Digest of title and parts, which any holder of the page can compute. */
export const digestOfSent = (title: string, parts: readonly SentPart[]): string =>
  toHex(digest('consultation', encode([title, parts.map(({ place, text }) => [place, text])])))

/** A new round, and the key that its page holds. */
export const drawRound = (title: string, parts: SentPart[]): { kept: KeptRound; key: Bytes } => {
  const { agreement } = newDeviceKeys()
  const round = toHex(random(16))
  return {
    kept: {
      round,
      digest: digestOfSent(title, parts),
      secret: agreement.secret,
      parts,
      entry: null,
    },
    key: agreement.public,
  }
}

export const keepRound = (
  notes: Notes,
  group: GroupId,
  document: DocumentId,
  { round, digest: sent, secret, parts, entry }: KeptRound,
): void => {
  const listed = parts.map(({ block, place, text }) => [block, place, text])
  const bytes = encode([1, 'consultation', sent, secret, entry, listed])
  notes.put(group, prefix(document) + round, bytes)
}

const shape = v.tuple([
  v.literal(1),
  v.literal('consultation'),
  v.string(),
  v.instance(Uint8Array),
  v.nullable(EntryId),
  v.array(v.tuple([BlockId, v.string(), v.string()])),
])

const mostBytes = 1 << 26

/** Null if another device began the round, or if it is over. */
export const keptRound = (
  notes: Notes,
  group: GroupId,
  document: DocumentId,
  round: string,
): KeptRound | null => {
  const bytes = notes.get(group, prefix(document) + round)
  const read = bytes && v.safeParse(shape, decodeStrict(bytes, mostBytes))
  if (!read?.success) return null
  const [, , sent, secret, entry, parts] = read.output
  return {
    round,
    digest: sent,
    secret,
    entry,
    parts: parts.map(([block, place, text]) => ({ block, place, text })),
  }
}

/** Applies new ids of the document's entries, within the open transaction. */
export const renameRounds = (
  notes: Notes,
  group: GroupId,
  document: DocumentId,
  renamed: (entry: EntryId) => EntryId,
): void => {
  for (const { name } of notes.list(group, prefix(document))) {
    const kept = keptRound(notes, group, document, name.slice(prefix(document).length))
    if (kept?.entry && renamed(kept.entry) !== kept.entry)
      keepRound(notes, group, document, { ...kept, entry: renamed(kept.entry) })
  }
}

/** No device opens another reply to the round. */
export const forgetRound = (
  notes: Notes,
  group: GroupId,
  document: DocumentId,
  round: string,
): void => notes.remove(group, prefix(document) + round)

/** Deletes the rounds of a removed document. */
export const forgetRounds = (notes: Notes, group: GroupId, document: DocumentId): void => {
  for (const { name } of notes.list(group, prefix(document))) notes.remove(group, name)
}
