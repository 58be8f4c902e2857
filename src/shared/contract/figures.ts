// Figures: a block of the page whose words are its caption, and a picture beside the text.
import * as v from 'valibot'
import type { Picture } from '#document/model'
import { BlockId, DocumentId, FileGrant } from '../ids.ts'
import { answers, call } from '../rpc.ts'

const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const Bytes = v.custom<Uint8Array>(value => value instanceof Uint8Array)

export const figureCalls = {
  /** The figures of a text in their order, for who looks before a file of it is made. */
  'figures.list': call(
    { document: DocumentId },
    answers<
      readonly {
        block: BlockId | null
        /** "Figure 1", in the language of the document. */
        number: string
        /** Its words, cut after 80 units. */
        caption: string
        /** Whether it says something to who does not see it. */
        hasAlternative: boolean
        /** Whether its picture has arrived here. */
        isHere: boolean
        /** Whether a copy or a sealed text begins with it: it is here, and there is room for it. */
        goesAlong: boolean
      }[]
    >(),
  ),
  /**
   * Keeps a picture that the window drew, for a block of this document to name. Failures: `not-permitted`,
   * `file-wrong-kind`, `file-too-large`.
   */
  'figures.keep': call({ document: DocumentId, bytes: Bytes }, answers<Picture>()),
  /** The picture of that hash; null while it, or some of it, has not arrived here. */
  'figures.picture': call({ document: DocumentId, hash: Hash }, answers<Uint8Array | null>()),
  /**
   * Keeps the picture in a file without whatever is no pixel, and puts a figure behind a block (first for
   * null). As `figures.keep`, and `file-not-found`, `file-too-large` above 32 MiB, `not-found`.
   */
  'figures.insert': call(
    {
      document: DocumentId,
      after: v.nullable(BlockId),
      file: FileGrant,
      caption: v.string(),
      alternative: v.string(),
    },
    answers<BlockId>(),
  ),
  /** Writes a figure's picture into a file; `not-found` while it has not arrived. */
  'figures.save': call({ document: DocumentId, block: BlockId, file: FileGrant }, answers<void>()),
} as const
