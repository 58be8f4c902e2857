// Consents of the respondents of a field assessment, by their codes.
import { NewConsent } from '#document/consultation'
import { type BlockId, DocumentId, type MemberId } from '../ids.ts'
import type { Right, Time } from '../vocabulary.ts'
import { answers, call } from '../rpc.ts'

export const Scope = NewConsent.entries.scope

export type ConsentItem = {
  code: string
  /** Null for a code of the text of which nothing was said. */
  scope: NewConsent['scope'] | null
  until: NewConsent['until']
  what: readonly string[]
  /**
   * On this device's day: whether words under it may leave the group, and if not, why. The original of a
   * version is asked too.
   */
  standing: 'covers' | 'nobody' | 'unknown' | 'withdrawn' | 'group' | 'expired'
  /** Said apart, and differently: the narrower counts. */
  apart: boolean
  inTitle: boolean
  /** In open and resolved ones, in replies, and in words that one quotes because they are gone. */
  inComments: boolean
  /** In words as suggestions would make them, and in what a file says of their reasons. */
  inSuggestions: boolean
  /** Paragraphs that it stands in. */
  blocks: readonly { block: BlockId | null; place: string }[]
  record: readonly {
    by: MemberId | null
    at: Time
    scope: NewConsent['scope']
    until: NewConsent['until']
    what: string
  }[]
}

export const consentCalls = {
  /** The statements on each code, and the codes in the text, its comments and suggestions without a statement. */
  'consents.list': call(
    { document: DocumentId },
    answers<{ rights: readonly Right[]; items: readonly ConsentItem[] }>(),
  ),
  /** In the place of what was said of this code. Refused as `not-permitted` for who does not write. */
  'consents.put': call({ document: DocumentId, ...NewConsent.entries }, answers<void>()),
} as const
