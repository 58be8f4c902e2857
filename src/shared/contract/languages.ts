// Versions of one text in other languages: which there are, and what in each still says what the
// original says.
import * as v from 'valibot'
import { blockKinds } from '#document/model'
import { BlockId, DocumentId, MemberId } from '../ids.ts'
import { Language, Time } from '../vocabulary.ts'

const Standing = v.picklist([
  ...(['current', 'stale', 'unchecked', 'missing', 'added', 'withheld', 'empty'] as const),
])

const OfVersion = v.object({ document: DocumentId, title: v.string(), language: Language })

export const LanguageVersion = v.object({
  ...OfVersion.entries,
  /** Paragraphs of the original that have words; of them those that are said to be translated as they are. */
  paragraphs: v.number(),
  checked: v.number(),
  /** Said to be translated from words that are others now. */
  stale: v.number(),
  /** Only in the original, only in the version, and restricted in the original but not in the version. */
  missing: v.number(),
  added: v.number(),
  withheld: v.number(),
})
export type LanguageVersion = v.InferOutput<typeof LanguageVersion>

export const Languages = v.object({
  /** Null: this device does not have it. Then nothing is known of what was translated from it. */
  original: v.nullable(OfVersion),
  versions: v.array(LanguageVersion),
})
export type Languages = v.InferOutput<typeof Languages>

const Side = v.object({
  number: v.string(),
  kind: v.picklist(blockKinds),
  direction: v.nullable(v.picklist(['ltr', 'rtl'])),
  text: v.string(),
  /** It is a restricted paragraph, which has no words of its own. */
  withheld: v.boolean(),
})

/** A paragraph of the original beside that of the version. */
export const LanguagePair = v.object({
  block: v.nullable(BlockId),
  standing: Standing,
  /** A digest of the original's words; `languages.confirm` confirms it. */
  digest: v.string(),
  source: v.nullable(Side),
  version: v.nullable(Side),
  /** Members who said that it is translated; more than one where they said it apart. */
  said: v.array(v.object({ by: v.nullable(MemberId), at: Time })),
  /** The changes of the original since; null where they are not known. */
  since: v.nullable(
    v.array(v.object({ kind: v.picklist(['kept', 'removed', 'added']), text: v.string() })),
  ),
})
export type LanguagePair = v.InferOutput<typeof LanguagePair>

export const ComparedVersion = v.object({
  original: OfVersion,
  version: OfVersion,
  /** This member writes in the version. */
  writes: v.boolean(),
  pairs: v.array(LanguagePair),
})
export type ComparedVersion = v.InferOutput<typeof ComparedVersion>

export const languageCalls = {
  /** Translations of the text that the document is, or of which it is a translation. */
  'languages.list': { input: v.object({ document: DocumentId }), output: Languages },
  /**
   * A version of the original, with its words until they are translated; "Only you" until shared. One of
   * a text of a circle is shared with that circle at once, which alone may read it.
   */
  'languages.add': {
    input: v.object({ document: DocumentId, language: Language }),
    output: DocumentId,
  },
  /** Failure `not-found` where the document is no version, or its original is not here. */
  'languages.compare': { input: v.object({ document: DocumentId }), output: ComparedVersion },
  /**
   * This member says that paragraphs of a version say what the original says now. Paragraphs whose original
   * is no longer the one with that digest are left, and answered. Failure `narrower-original`: not all who
   * read the version may read the original, whose words are said with it.
   */
  'languages.confirm': {
    input: v.object({
      document: DocumentId,
      paragraphs: v.pipe(
        v.array(v.object({ block: BlockId, digest: v.string() })),
        v.maxLength(10_000),
      ),
    }),
    output: v.object({ confirmed: v.number(), left: v.array(BlockId) }),
  },
  /** Puts paragraphs that the version lacks into it, untranslated; how many. Failure `narrower-original`. */
  'languages.bring': { input: v.object({ document: DocumentId }), output: v.number() },
} as const
