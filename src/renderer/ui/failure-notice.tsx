// The sentence of a failure, where there is one.
import type { FailureCode } from '#shared/failure'
import { sentenceOf, useWords } from '../words/index.ts'
import { Notice } from './notice.tsx'

export function FailureNotice({ of }: { of: FailureCode | undefined }) {
  const words = useWords()
  return of === undefined ? null : <Notice tone="error">{words(sentenceOf(of))}</Notice>
}
