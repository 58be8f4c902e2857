// Several wordings that one device signed for one place of a text: one of them stays.
import * as v from 'valibot'
import { type DeviceId, DocumentId, FeedId, type MemberId } from '../ids.ts'
import type { ComparedParagraph } from './history.ts'
import { answers, call } from '../rpc.ts'

/** Members; null for an unknown one. */
type By = readonly (MemberId | null)[]

export type DisputedWordings = {
  /** The device that signed them all. */
  device: DeviceId
  wordings: readonly {
    branch: FeedId
    /** Members who said that it is to stay. */
    wishedBy: By
    /** It stays where this member says so: by right, or since another member said the same. */
    settles: boolean
  }[]
  /** Members who said that the text is to stay as it is. */
  wishedBy: By
  /** This member settles it alone; else it takes two who say the same. */
  settles: boolean
}

export type ComparedWording = {
  branch: FeedId
  /** The paragraphs that it changes in the text that stands without any of them. */
  paragraphs: readonly ComparedParagraph[]
}

export const wordingCalls = {
  /** The wordings of which none is settled. */
  'wordings.list': call({ document: DocumentId }, answers<readonly DisputedWordings[]>()),
  /** Each wording for the place of the branch `of`. Failure `not-found` where it is settled. */
  'wordings.compare': call(
    { document: DocumentId, of: FeedId },
    answers<readonly ComparedWording[]>(),
  ),
  /**
   * Says for the place of the wording `of` which one stays, null for the text as it is. Where that settles it
   * (`isSettled`), the text is what that wording makes it. Failures `not-found` where it is settled already,
   * `not-permitted`, `text-is-fixed`, `line-decided` where that would change a line of minutes that was decided.
   */
  'wordings.keep': call(
    { document: DocumentId, keeps: v.nullable(FeedId), of: FeedId },
    answers<{ isSettled: boolean }>(),
  ),
} as const
