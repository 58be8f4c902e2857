// The approved minutes that a document corrects, and how it differs from them.
import type { CorrectedMinutes } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useAnswer } from '../../shell/core-client.ts'
import type { Words } from '../../words/index.ts'

/** Null for minutes that correct no others; undefined until core answered. */
export function useCorrected(minutes: DocumentId): CorrectedMinutes | null | undefined {
  return useAnswer('minutes.corrects', { minutes }, ['documents.changed', 'decisions.changed'], {
    about: [minutes],
    pause: 2000,
  }).value
}

/** The number in "version 2", in whatever language the edition is said. */
export const versionIn = ({ edition }: CorrectedMinutes): number =>
  Number(/\d+/.exec(edition)?.[0] ?? 2)

export const dayOf = (at: number, words: Words): string =>
  words.time(at, { day: 'numeric', month: 'long', year: 'numeric' })
