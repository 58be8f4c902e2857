// Document kinds and languages as a person reads them, and which kinds have a template to start from.
import { BookOpen, FileText, ListChecks, type LucideIcon, NotebookPen } from 'lucide-react'
import { DocumentKind, Language } from '#shared/contract'
import type { Choice } from '../ui/index.ts'
import type { Words } from '../words/index.ts'

/** The kinds that can be started now; the others arrive with their templates. */
export const startable = ['statement', 'recommendations', 'minutes'] as const
export type StartableKind = (typeof startable)[number]

const icons: Partial<Record<DocumentKind, LucideIcon>> = {
  statement: FileText,
  recommendations: ListChecks,
  minutes: NotebookPen,
  reference: BookOpen,
}
export const iconOf = (kind: DocumentKind): LucideIcon => icons[kind] ?? FileText

export const kindName = (kind: DocumentKind, words: Words): string =>
  words(`documents.kind.${kind}`)

export const documentLanguages = (words: Words): Choice<Language>[] =>
  Language.options.map(id => ({ id, text: words(`documents.language.${id}`) }))
