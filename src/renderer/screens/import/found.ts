// How a report sorts what it found, and the short sentence for a file that is not read.
import type { ImportChanges, ImportFinding } from '#shared/contract'
import type { FailureCode } from '#shared/failure'
import type { MessageId } from '../../words/index.ts'

export const sections = ['kept', 'altered', 'leftOut'] as const
export type Section = (typeof sections)[number]

const sorted: Record<Exclude<ImportFinding, 'changes'>, Section> = {
  comments: 'kept',
  footnotes: 'kept',
  tables: 'kept',
  pictures: 'kept',
  'changes-taken': 'altered',
  moved: 'altered',
  'text-box': 'altered',
  symbol: 'altered',
  'merged-cell': 'altered',
  'nested-table': 'altered',
  equation: 'altered',
  'heading-number': 'altered',
  'heading-kept': 'altered',
  comment: 'leftOut',
  picture: 'leftOut',
  'linked-picture': 'leftOut',
  'picture-kind': 'leftOut',
  'picture-place': 'leftOut',
  'picture-size': 'leftOut',
  'picture-damaged': 'leftOut',
  object: 'leftOut',
  field: 'leftOut',
  'hidden-text': 'leftOut',
  'unknown-symbol': 'leftOut',
  header: 'leftOut',
}

export const sectionOf = (what: ImportFinding, changes: ImportChanges): Section =>
  what === 'changes' ? (changes === 'rejected' ? 'leftOut' : 'kept') : sorted[what]

const refusals = {
  'file-has-program': 'import.refused.program',
  'file-has-password': 'import.refused.password',
  'file-too-large': 'import.refused.tooLarge',
  'file-too-costly': 'import.refused.tooCostly',
  'file-damaged': 'import.refused.damaged',
  'file-old-word': 'import.refused.oldWord',
  'file-is-pdf': 'import.refused.pdf',
  'file-misnamed': 'import.refused.misnamed',
  'file-is-picture': 'import.refused.picture',
  'file-is-baraza': 'import.refused.baraza',
  'file-wrong-kind': 'import.refused.wrongKind',
  'file-not-found': 'import.refused.notFound',
} as const satisfies Partial<Record<FailureCode, MessageId>>

export const refusalOf = (code: FailureCode): MessageId =>
  code in refusals ? refusals[code as keyof typeof refusals] : 'import.refused.other'
