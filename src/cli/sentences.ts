// The command line says a failure in the same words as the window.
import type { FailureCode } from '#shared/failure'
import words from '#resources/messages/en/failure.json' with { type: 'json' }

const sentences: Record<string, string> = words

/** The catalogue names a code in camel case: `disk-full` is `failure.diskFull`. */
export const sentence = (code: FailureCode): string =>
  sentences[`failure.${code.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}`] ??
  code
