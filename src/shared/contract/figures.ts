// Figures: a block of the page whose words are its caption, and a picture beside the text.
import * as v from 'valibot'
import { BlockId, DocumentId, FileGrant } from '../ids.ts'

export const Picture = v.object({
  type: v.picklist(['png', 'jpeg']),
  /** Bytes. */
  size: v.number(),
  /** Pixels. */
  width: v.number(),
  height: v.number(),
  hash: v.string(),
})

const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const Bytes = v.custom<Uint8Array>(value => value instanceof Uint8Array)

export const figureCalls = {
  /** The figures of a text in their order, for who looks before a file of it is made. */
  'figures.list': {
    input: v.object({ document: DocumentId }),
    output: v.array(
      v.object({
        block: v.nullable(BlockId),
        /** "Figure 1", in the language of the document. */
        number: v.string(),
        /** Its words, cut after 80 units. */
        caption: v.string(),
        /** Whether it says something to who does not see it. */
        hasAlternative: v.boolean(),
        /** Whether its picture has arrived here. */
        isHere: v.boolean(),
        /** Whether a copy or a sealed text begins with it: it is here, and there is room for it. */
        goesAlong: v.boolean(),
      }),
    ),
  },
  /**
   * Keeps a picture that the window drew, for a block of this document to name. Failures: `not-permitted`,
   * `file-wrong-kind`, `file-too-large`.
   */
  'figures.keep': { input: v.object({ document: DocumentId, bytes: Bytes }), output: Picture },
  /** The picture of that hash; null while it, or some of it, has not arrived here. */
  'figures.picture': {
    input: v.object({ document: DocumentId, hash: Hash }),
    output: v.nullable(Bytes),
  },
  /**
   * Keeps the picture in a file without whatever is no pixel, and puts a figure behind a block (first for
   * null). As `figures.keep`, and `file-not-found`, `file-too-large` above 32 MiB, `not-found`.
   */
  'figures.insert': {
    input: v.object({
      document: DocumentId,
      after: v.nullable(BlockId),
      file: FileGrant,
      caption: v.string(),
      alternative: v.string(),
    }),
    output: BlockId,
  },
  /** Writes a figure's picture into a file; `not-found` while it has not arrived. */
  'figures.save': {
    input: v.object({ document: DocumentId, block: BlockId, file: FileGrant }),
    output: v.void(),
  },
} as const
