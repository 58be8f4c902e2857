// Names of the places in a document where a person may begin something and not send it.
import type { EntryId } from '#document/ids'
import type { BlockId } from '#shared/ids'
import type { Kept } from '../../shell/typed/typed.ts'
import type { AmendmentDraft } from '../review/amendments/amendments-state.ts'
import type { Remarks, Words } from '../review/comments/remarks.ts'

const comment = 'comment/'

export const answerPlace = (thread: EntryId): string => `answer/${thread}`
export const suggestionPlace = (block: BlockId | null): string => `suggestion/${block ?? ''}`
export const versionPlace = 'version'
export const figurePlace = (picture: string | null): string => `figure/${picture ?? 'new'}`
export const bracketPlace = (version: string): string => `bracket/${version}`
export const amendmentPlace = ({ about, parts = [] }: AmendmentDraft): string => {
  const what = 'block' in about ? `block/${about.block}` : `amendment/${about.amendment}`
  return parts.length === 0 ? `amendment/${what}` : `amendment/${what}/${parts.join('+')}`
}

/** The unsent comment on these words, or a place for a new one on them. */
export function commentPlace(words: Words, kept: Kept, remarks: Remarks): string {
  const found = kept.list().find(({ place, fields }) => {
    if (!place.startsWith(comment)) return false
    const at = remarks.wordsAt(fields['about'] ?? '')
    return at?.index === words.index && at.from === words.from && at.to === words.to
  })
  return found?.place ?? comment + crypto.randomUUID()
}

export type Begun =
  | { kind: 'comment' }
  | { kind: 'answer'; thread: EntryId }
  | { kind: 'suggestion'; block: BlockId | null }
  | { kind: 'amendment'; block: BlockId }
  | { kind: 'version' }

/**
 * Input that can be continued from outside its form; null for input that its form alone offers
 * again.
 */
export function begunAt(place: string): Begun | null {
  const [kind = '', first = '', second = '', ...more] = place.split('/')
  if (kind === 'comment') return { kind }
  if (kind === 'answer') return { kind, thread: first as EntryId }
  if (kind === 'suggestion') return { kind, block: first === '' ? null : (first as BlockId) }
  if (kind === 'version') return { kind }
  const isOwn = kind === 'amendment' && first === 'block' && more.length === 0
  return isOwn ? { kind, block: second as BlockId } : null
}
