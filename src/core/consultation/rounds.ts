// Rounds that this device began. Each has a key pair of its own for its replies, and the text as it
// was sent. Both stay in this archive and its backups, and go with the document.
import type { Archive, ConsultationRound } from '#core/archive'
import { digest, encode, newDeviceKeys, random, toHex, type Bytes } from '#core/keys'
import type { EntryId } from '#document/ids'
import type { SentPart } from '#document/consultation'
import type { DocumentId } from '#shared/ids'

export type KeptRound = Omit<ConsultationRound, 'document'>

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

/** Applies new ids of the document's entries, within the open transaction. */
export const renameRounds = (
  { consultationRounds }: Pick<Archive, 'consultationRounds'>,
  document: DocumentId,
  renamed: (entry: EntryId) => EntryId,
): void => {
  for (const kept of consultationRounds.list({ document }))
    if (kept.entry && renamed(kept.entry) !== kept.entry)
      consultationRounds.put({ ...kept, entry: renamed(kept.entry) })
}
