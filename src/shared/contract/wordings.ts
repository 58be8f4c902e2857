// Several wordings that one device signed for one place of a text: one of them stays.
import * as v from 'valibot'
import { DeviceId, DocumentId, FeedId, MemberId } from '../ids.ts'
import { ComparedParagraph } from './history.ts'

/** Members; null for an unknown one. */
const by = v.array(v.nullable(MemberId))

export const DisputedWordings = v.object({
  /** The device that signed them all. */
  device: DeviceId,
  wordings: v.array(
    v.object({
      branch: FeedId,
      /** Members who said that it is to stay. */
      wishedBy: by,
    }),
  ),
  /** Members who said that the text is to stay as it is. */
  wishedBy: by,
  /** This member settles it alone; else it takes two who say the same. */
  settles: v.boolean(),
})
export type DisputedWordings = v.InferOutput<typeof DisputedWordings>

export const ComparedWording = v.object({
  branch: FeedId,
  /** The paragraphs that it changes in the text that stands without any of them. */
  paragraphs: v.array(ComparedParagraph),
})
export type ComparedWording = v.InferOutput<typeof ComparedWording>

export const wordingCalls = {
  /** The wordings of which none is settled. */
  'wordings.list': { input: v.object({ document: DocumentId }), output: v.array(DisputedWordings) },
  /** Each wording for the place of the branch `of`. Failure `not-found` where it is settled. */
  'wordings.compare': {
    input: v.object({ document: DocumentId, of: FeedId }),
    output: v.array(ComparedWording),
  },
  /**
   * Says for the place of the wording `of` which one stays, null for the text as it is. Where that settles it,
   * the text is what that wording makes it. Failures `not-found` where it is settled already, `not-permitted`,
   * `line-decided` where that would change a line of minutes that was decided.
   */
  'wordings.keep': {
    input: v.object({ document: DocumentId, keeps: v.nullable(FeedId), of: FeedId }),
    output: v.void(),
  },
} as const
