// How words look and in which language and direction they stand, whatever the format of the file.
import type { Run } from '#document/model'
import type { Language } from '#shared/contract'

/** `language`: null for that of the file. */
export type Manner = { rightToLeft: boolean; language: Language | null }

export const formatsOfRuns = [
  ...(['bold', 'italic', 'underline', 'strikethrough', 'superscript', 'subscript'] as const),
]

export type Look = Pick<Run, (typeof formatsOfRuns)[number]>

/** The same for two runs that look the same: what is raised is not lowered. */
export const lookName = (run: Look): string =>
  formatsOfRuns
    .filter(format => run[format] === true && !(format === 'subscript' && run.superscript))
    .join(' ')

/** A line whose language is unknown has the direction of its first letter. */
export const isRightToLeft = (text: string): boolean =>
  /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)
