// Document kinds, templates and languages as a person reads them, and in which order they are offered.
import {
  BookOpen,
  CalendarDays,
  ClipboardList,
  FileText,
  GraduationCap,
  Landmark,
  ListChecks,
  type LucideIcon,
  Megaphone,
  MessageSquareText,
  NotebookPen,
  Scale,
} from 'lucide-react'
import { DocumentKind, Language, type TemplateName } from '#shared/contract'
import { kindOfTemplate } from '#document/templates'
import { lengthLimitOf } from '#document/reading'
import type { Choice } from '../../ui/index.ts'
import type { Words } from '../../words/index.ts'

/** The most frequent kinds stand first; then those of one occasion lie together. */
export const templateSections = {
  positions: ['recommendations', 'statement', 'brief', 'consultation', 'cedaw'],
  meetings: ['agenda', 'annotated', 'minutes', 'officials'],
  standards: ['protocol', 'manual', 'assessment', 'reference'],
} as const satisfies Record<string, readonly TemplateName[]>
export type TemplateSection = keyof typeof templateSections

const icons: Record<DocumentKind, LucideIcon> = {
  statement: FileText,
  recommendations: ListChecks,
  minutes: NotebookPen,
  agenda: CalendarDays,
  protocol: Scale,
  manual: GraduationCap,
  assessment: ClipboardList,
  consultation: MessageSquareText,
  brief: Megaphone,
  officials: Landmark,
  reference: BookOpen,
}
export const iconOf = (kind: DocumentKind): LucideIcon => icons[kind]

export const kindName = (kind: DocumentKind, words: Words): string =>
  words(`documents.kind.${kind}`)

export const documentKinds = (words: Words): Choice<DocumentKind>[] =>
  DocumentKind.options.map(id => ({ id, text: kindName(id, words) }))

/** The purpose of a template, and how long such a text may be. */
export const templateHint = (name: TemplateName, words: Words): string => {
  const limit = lengthLimitOf(kindOfTemplate(name))
  const hint = words(`documents.template.${name}`)
  if (limit === null) return hint
  const most =
    'words' in limit
      ? words('documents.template.mostWords', { most: limit.words })
      : words('documents.template.mostPages', { most: limit.pages })
  return words('documents.template.withLimit', { hint, most })
}

export const documentLanguages = (words: Words): Choice<Language>[] =>
  Language.options.map(id => ({ id, text: words(`documents.language.${id}`) }))
