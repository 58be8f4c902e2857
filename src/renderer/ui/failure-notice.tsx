// The sentence of a failure, where there is one.
import type { FailureCode } from '#shared/failure'
import { type MessageId, sentenceOf, useWords } from '../words/index.ts'
import { Notice } from './notice.tsx'

/** Other sentences for failures that mean something else here than elsewhere; null says nothing. */
export type Refusals = Partial<Record<FailureCode, MessageId | null>>

type FailureNoticeProps = { of: FailureCode | undefined; refusals?: Refusals | undefined }

export function FailureNotice({ of, refusals = {} }: FailureNoticeProps) {
  const words = useWords()
  if (of === undefined) return null
  const { [of]: sentence = sentenceOf(of) } = refusals
  return sentence === null ? null : <Notice tone="error">{words(sentence)}</Notice>
}
