// Versions of one text in other languages: which there are, and what in each still says what the
// original says.
import * as v from 'valibot'
import type { BlockKind } from '#document/model'
import { BlockId, DocumentId, type MemberId } from '../ids.ts'
import { Language, type Time } from '../vocabulary.ts'
import { answers, call } from '../rpc.ts'

type Standing = 'current' | 'stale' | 'unchecked' | 'missing' | 'added' | 'withheld' | 'empty'

type OfVersion = { document: DocumentId; title: string; language: Language }

export type LanguageVersion = OfVersion & {
  /** Paragraphs of the original that have words; of them those that are said to be translated as they are. */
  paragraphs: number
  checked: number
  /** Said to be translated from words that are others now. */
  stale: number
  /** Only in the original, only in the version, and restricted in the original but not in the version. */
  missing: number
  added: number
  withheld: number
}

export type Languages = {
  /** Null: this device does not have it. Then nothing is known of what was translated from it. */
  original: OfVersion | null
  versions: readonly LanguageVersion[]
}

type Side = {
  number: string
  kind: BlockKind
  direction: 'ltr' | 'rtl' | null
  text: string
  /** It is a restricted paragraph, which has no words of its own. */
  withheld: boolean
}

/** A paragraph of the original beside that of the version. */
export type LanguagePair = {
  block: BlockId | null
  standing: Standing
  /** A digest of the original's words; `languages.confirm` confirms it. */
  digest: string
  source: Side | null
  version: Side | null
  /** Members who said that it is translated; more than one where they said it apart. */
  said: readonly { by: MemberId | null; at: Time }[]
  /** The changes of the original since; null where they are not known. */
  since: readonly { kind: 'kept' | 'removed' | 'added'; text: string }[] | null
}

export type ComparedVersion = {
  original: OfVersion
  version: OfVersion
  /** This member writes in the version. */
  writes: boolean
  pairs: readonly LanguagePair[]
}

export const languageCalls = {
  /** Translations of the text that the document is, or of which it is a translation. */
  'languages.list': call({ document: DocumentId }, answers<Languages>()),
  /**
   * A version of the original, with its words until they are translated; "Only you" until shared. One of
   * a text of a circle is shared with that circle at once, which alone may read it.
   */
  'languages.add': call({ document: DocumentId, language: Language }, answers<DocumentId>()),
  /** Failure `not-found` where the document is no version, or its original is not here. */
  'languages.compare': call({ document: DocumentId }, answers<ComparedVersion>()),
  /**
   * This member says that paragraphs of a version say what the original says now. Paragraphs whose original
   * is no longer the one with that digest are left, and answered. Failure `narrower-original`: not all who
   * read the version may read the original, whose words are said with it.
   */
  'languages.confirm': call(
    {
      document: DocumentId,
      paragraphs: v.pipe(
        v.array(v.object({ block: BlockId, digest: v.string() })),
        v.maxLength(10_000),
      ),
    },
    answers<{ confirmed: number; left: readonly BlockId[] }>(),
  ),
  /** Puts paragraphs that the version lacks into it, untranslated; how many. Failures: `narrower-original`, `text-is-fixed`. */
  'languages.bring': call({ document: DocumentId }, answers<number>()),
} as const
