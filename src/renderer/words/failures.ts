// The sentence of anything that was thrown: what happened, what is safe, what to do. A code without
// words does not compile.
import { Failure, sentenceOf, type FailureCode } from '#shared/failure'
import type { MessageId } from './ids.ts'

/** The code inside anything that was thrown; `internal` for what is no Failure. */
export const codeOf = (error: unknown): FailureCode =>
  error instanceof Failure ? error.code : 'internal'

/** The message id for anything that was thrown. */
export const sentenceFor = (error: unknown): MessageId => sentenceOf(codeOf(error))
