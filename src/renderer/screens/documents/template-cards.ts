// The beginnings of a new document, as cards: the group's own templates first, then those of each
// kind.
import { LayoutTemplate } from 'lucide-react'
import type { Group, GroupTemplate, TemplateName } from '#shared/contract'
import { kindOfTemplate } from '#document/templates'
import type { DocumentId } from '#shared/ids'
import type { RadioWay } from '../../ui/index.ts'
import type { Words } from '../../words/index.ts'
import { iconOf, kindName, templateHint, templateSections, type TemplateSection } from './kinds.ts'

export type Beginning = TemplateName | DocumentId

const kindCards = (words: Words): RadioWay<Beginning>[] =>
  (Object.keys(templateSections) as TemplateSection[]).flatMap(section =>
    templateSections[section].map((id, at) => ({
      id,
      title: words(`documents.template.${id}.name`),
      hint: templateHint(id, words),
      icon: iconOf(kindOfTemplate(id)),
      ...(at === 0 && { section: words(`documents.template.section.${section}`) }),
    })),
  )

/** Which kind, who reads it, who said that it is one and who changed it last. */
const ownHint = (template: GroupTemplate, members: Group['memberList'], words: Words): string => {
  const handleOf = (id: GroupTemplate['by']): string =>
    members.find(member => member.id === id)?.handle ?? words('documents.template.somebody')
  const { readers } = template
  return words.sentences([
    words('documents.template.own.kind', {
      kind: kindName(template.kind, words),
      language: words(`documents.language.${template.language}`),
    }),
    ...(readers.kind === 'circle'
      ? [words('documents.template.own.circle', { name: readers.name })]
      : []),
    words('documents.template.own.by', { handle: handleOf(template.by) }),
    ...(template.changedBy === null || template.changedBy === template.by
      ? []
      : [words('documents.template.own.changed', { handle: handleOf(template.changedBy) })]),
  ])
}

export const beginningCards = (
  own: readonly GroupTemplate[],
  members: Group['memberList'],
  words: Words,
): RadioWay<Beginning>[] => [
  ...own.map((template, at) => ({
    id: template.document,
    title: template.title,
    hint: ownHint(template, members, words),
    icon: LayoutTemplate,
    ...(at === 0 && { section: words('documents.template.section.own') }),
  })),
  ...kindCards(words),
]
