// The command line says a failure in the same words as the window.
import { sentenceOf, type FailureCode } from '#shared/failure'
import words from '#resources/messages/en/failure.json' with { type: 'json' }

export const sentence = (code: FailureCode): string => words[sentenceOf(code)]
