// The rounds that were begun on this device: each has a key pair of its own, which reads replies to it
// and nothing else, and the text as it was sent. Both stay in this archive and its backups; they go
// with the document.
import type { Archive } from '#core/archive'
import { decodeStrict, digest, encode, newDeviceKeys, random, toHex, type Bytes } from '#core/keys'
import { EntryId, type SentPart } from '#shared/document'
import { BlockId, type DocumentId, type GroupId } from '#shared/ids'
import * as v from 'valibot'

export type KeptRound = {
  /** Its name outside: 32 hexadecimal digits, drawn at random. */
  round: string
  /** Of the text as it was sent. */
  digest: string
  secret: Bytes
  parts: SentPart[]
  /** What this device said of it in the document; null until it did. */
  entry: EntryId | null
}

type Notes = Archive['notes']

const prefix = (document: DocumentId): string => `consultation/${document}/`

/** Of title and parts, as anybody can compute it who has the page. */
export const digestOfSent = (title: string, parts: readonly SentPart[]): string =>
  toHex(digest('consultation', encode([title, parts.map(({ place, text }) => [place, text])])))

/** A round that nobody knows of yet, and the key that its page holds. */
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

/** Null when it was begun on another device, or is over. */
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

/** Entries of the document have other names, in the transaction that is open. */
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

/** Nobody opens another reply to it. */
export const forgetRound = (
  notes: Notes,
  group: GroupId,
  document: DocumentId,
  round: string,
): void => notes.remove(group, prefix(document) + round)

/** The document is gone for good. */
export const forgetRounds = (notes: Notes, group: GroupId, document: DocumentId): void => {
  for (const { name } of notes.list(group, prefix(document))) notes.remove(group, name)
}
